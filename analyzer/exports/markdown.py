"""A summary in Markdown, for the comment of a pull request, a ticket or a notebook."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from analyzer.percent import percent
from analyzer.redact.choice import redaction_said
from analyzer.sizes import show_size
from analyzer.terminal import safe_text
from analyzer.views.filtered import view_said

_ROWS = 5
_WIDEST = 60
_SHOWN = ("status_codes", "levels", "messages", "paths", "not_found", "clients")
# Everything that Markdown, or HTML in it, gives a meaning; mentions and references of forges, too.
_MEANING = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~@:&/])")


def markdown_summary(report: Mapping[str, Any], checks: Sequence[Mapping[str, Any]] = ()) -> str:
    """Sources, totals, the top of some panels, and the checks of a verdict where there was one."""
    return "\n".join(_lines(report, checks)) + "\n"


def _lines(report: Mapping[str, Any], checks: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    names = ", ".join(_text(source["name"]) for source in report["sources"])
    yield f"### {names}"
    yield ""
    if checks:
        yield from _verdict(checks)
    totals, counted = report["totals"], report["accounting"]
    share = totals["errors"] / max(totals["requests"], 1)
    noun = "requests" if "status_codes" in report["panels"] else "records"
    yield from _table(
        (noun, "unique visitors", "sent", "errors", "rejected"),
        [
            (
                f"{totals['requests']:,}",
                f"{totals['unique_visitors']:,}{_within(totals)}",
                show_size(totals["bytes_sent"]),
                f"{totals['errors']:,} ({percent(share, 2)})",
                f"{counted['rejected']:,} of {counted['records']:,}",
            )
        ],
    )
    if totals["first"]:
        yield f"From {totals['first']} to {totals['last']}."
    if view := view_said(report):
        yield f"View: {_text(view, None)}."
    if masked := redaction_said(report):
        yield f"Redacted: {masked}."
    if report["coverage"]["state"] != "complete":
        done, total = report["coverage"]["bytes_analysed"], report["coverage"]["bytes_total"]
        yield f"**Not all of it:** {done:,} of {total:,} bytes were analysed."
    for name in _SHOWN:
        panel = report["panels"].get(name)
        if panel and panel["rows"]:
            yield from _panel(panel)


def _within(totals: Mapping[str, Any]) -> str:
    within = totals.get("unique_visitors_within")
    return f" ± {within:,}" if within else ""


def _verdict(checks: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    failed = [check for check in checks if check["failed"]]
    yield f"**Failed: {len(failed)} of {len(checks)} checks**" if failed else "**Passed**"
    yield ""
    for check in checks:
        yield f"- {'failed' if check['failed'] else 'passed'}: {_text(check['reason'], None)}"
    yield ""


def _panel(panel: Mapping[str, Any]) -> Iterator[str]:
    rows = panel["rows"][:_ROWS]
    left = panel["rows_total"] - len(rows)
    yield ""
    yield f"**{_text(panel['title'])}**" + (f" (and {left:,} more)" if left else "")
    yield ""
    yield from _table(panel["columns"], [[_cell(cell) for cell in row] for row in rows])
    if "approximate" in panel:
        yield _text(panel["approximate"]["note"], None)
        yield ""


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(_text(column) for column in columns) + " |"
    yield "| " + " | ".join(["---", *(["---:"] * (len(columns) - 1))]) + " |"
    for row in rows:
        yield "| " + " | ".join(row) + " |"
    yield ""


def _cell(cell: object) -> str:
    return _text(cell) if isinstance(cell, str) else f"{cell:,}"


def _text(text: str, widest: int | None = _WIDEST) -> str:
    """Log text that stays text: every character with a meaning is escaped."""
    shown = safe_text(text)
    if widest and len(shown) > widest:
        shown = shown[: widest - 1] + "…"
    return _MEANING.sub(lambda match: f"&#{ord(match[0])};", shown)
