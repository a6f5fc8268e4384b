"""A report as a table for people at a terminal. Log text cannot write to the terminal: whatever
controls it is shown as an escape."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from analyzer.assumed import assumed_times
from analyzer.percent import percent
from analyzer.redact.choice import redaction_said
from analyzer.sizes import show_size
from analyzer.views.filtered import view_said

_ROWS = 10
_WIDEST = 72
_SHOWN = (
    "status_codes", "methods", "paths", "not_found", "clients", "virtual_hosts",
    "referring_sites", "browsers", "operating_systems", "agents", "bots",
)  # fmt: skip
_BYTES = frozenset({"bytes", "from_bytes", "to_bytes"})


def safe_text(text: str) -> str:
    """``text`` with control, formatting and bidirectional characters as visible escapes."""
    return "".join(
        c if unicodedata.category(c)[0] not in "CZ" or c == " " else _escape(c) for c in text
    )


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


def render(report: Mapping[str, Any], heading: Callable[[str], str] = str) -> str:
    """The report's JSON as text of several sections, whose headings ``heading`` may paint."""
    return "\n".join(_lines(report, heading)) + "\n"


def _lines(report: Mapping[str, Any], heading: Callable[[str], str]) -> Iterator[str]:
    totals, counted, timing = report["totals"], report["accounting"], report["timing"]
    for source in report["sources"]:
        hash = f", sha256 {source['sha256'][:16]}…" if source["sha256"] else ""
        yield (
            f"{safe_text(source['name'])}: {show_size(source['bytes'])},"
            f" {safe_text(source['format'])} ({percent(source['confidence'], 1)} of the sample)"
            f"{_origin(source)}{hash}"
        )
        if assumed := assumed_times(source):
            yield f"  {safe_text(assumed)}"
    if masked := redaction_said(report):
        yield f"redacted: {masked}"
    if view := view_said(report):
        yield f"view: {safe_text(view)}"
    share = totals["errors"] / max(totals["requests"], 1)
    yield ""
    range = f"   from {totals['first']} to {totals['last']}" if totals["first"] else ""
    yield f"requests         {totals['requests']:>15,}{range}"
    yield f"unique visitors  {totals['unique_visitors']:>15,}{_within(totals)}"
    yield f"bytes sent       {totals['bytes_sent']:>15,}   {show_size(totals['bytes_sent'])}"
    yield f"errors (>= 400)  {totals['errors']:>15,}   {percent(share, 2)}"
    yield (
        f"records          {counted['records']:>15,}   parsed {counted['parsed']:,},"
        f" rejected {counted['rejected']:,}; blank lines {counted['blank']:,}"
    )
    yield from _rejects(report["rejects"])
    for one in report["quarantined"]:
        yield (
            f"  not analysed: bytes {one['start']:,} to {one['end']:,} of"
            f" {safe_text(one['source'])} ({one['cause']})"
        )
    for one in (*report["damaged"], *report["skipped"]):
        yield f"  not analysed: {safe_text(one['source'])}: {safe_text(one['cause'])}"
    for name in _SHOWN:
        if name in report["panels"] and report["panels"][name]["rows"]:
            yield from _panel(report["panels"][name], heading)
    yield ""
    yield (
        f"{timing['wall_ns'] / 1e9:.2f} s, {timing['summary']['records_per_s']:,.0f} records/s,"
        f" {timing['summary']['megabytes_per_s']:,.0f} MB/s: {timing['verdict']}"
    )


def _within(totals: Mapping[str, Any]) -> str:
    within = totals.get("unique_visitors_within")
    return f"   estimated, ± {within:,} in 95 of 100 cases" if within else ""


def _origin(source: Mapping[str, Any]) -> str:
    """What was taken off the log before it was read."""
    encoding = source["encoding"] if source["encoding"] != "utf-8" else ""
    return "".join(f", from {layer}" for layer in (source["compression"], encoding) if layer)


def _rejects(rejects: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for reject in rejects:
        sample = reject["samples"][0]
        yield f"  rejected {reject['count']:,}: {reject['reason']}"
        yield f"    first at byte {sample['offset']:,}: {safe_text(sample['text'])[:_WIDEST]}"


def _panel(panel: Mapping[str, Any], heading: Callable[[str], str]) -> Iterator[str]:
    rows = [
        [_cell(name, cell) for name, cell in zip(panel["columns"], row, strict=True)]
        for row in panel["rows"][:_ROWS]
    ]
    columns = list(zip(panel["columns"], *rows, strict=True))
    widths = [max(map(len, column)) for column in columns]
    left = panel["rows_total"] - len(rows)
    yield ""
    yield heading(panel["title"]) + (f" (and {left:,} more)" if left else "")
    for row in (panel["columns"], *rows):
        cells = zip(row[1:], widths[1:], strict=True)
        yield f"  {row[0]:<{widths[0]}}  " + "  ".join(f"{cell:>{width}}" for cell, width in cells)
    if "approximate" in panel:
        yield f"  {panel['approximate']['note']}"


def _cell(column: str, cell: object) -> str:
    if isinstance(cell, str):
        text = safe_text(cell)
        return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"
    if column in _BYTES and isinstance(cell, int):
        return show_size(cell)
    return f"{cell:,}" if column != "status" else str(cell)
