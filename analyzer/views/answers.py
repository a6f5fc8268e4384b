"""Answers of a desk as JSON: what REST and the command line print."""

from typing import Any

from analyzer.errors import UsageError
from analyzer.model import SCHEMA
from analyzer.panels.build import panels, totals
from analyzer.panels.tables import text
from analyzer.panels.traffic import iso
from analyzer.parse.columns import NO_TIME, IntArray
from analyzer.views.desk import Desk
from analyzer.views.language import quoted
from analyzer.views.view import View
from analyzer.zones import UTC_NAME

MOST_LINES = 1000
"""Lines in one answer."""

LONGEST_TEXT = 64 << 10
"""Bytes of an entry that are shown; it says where it was cut."""

_OVER_TIME = ("requests_over_time", "levels_over_time")


def view_json(desk: Desk, view: View) -> dict[str, Any]:
    """Totals and panels as a report of only the view's records has them, by the clock of the view's
    zone; ``matched`` of ``of`` records."""
    counts = desk.counted(view)
    clock = None
    if counts is not None and counts.first != NO_TIME and view.zone != UTC_NAME:
        clock = desk.by_clock(view, counts)
    return {
        "schema": SCHEMA,
        "view": view.to_json(),
        "matched": 0 if counts is None else int(counts.sums[0]),
        "of": len(desk.entries),
        "totals": _NOTHING if counts is None else dict(totals(counts, view.zone)),
        "panels": {}
        if counts is None
        else {name: panel.to_json() for name, panel in panels(counts, clock).items()},
    }


_NOTHING = {
    "requests": 0, "unique_visitors": 0, "bytes_sent": 0, "errors": 0, "first": None, "last": None,
}  # fmt: skip


def search_json(desk: Desk, view: View, pattern: str, *, regex: bool) -> dict[str, Any]:
    """The view's records whose lines hold ``pattern``: how many, over time, and the filter that
    finds them, for further questions."""
    found = f"line {'~' if regex else 'contains'} {quoted(pattern)}"
    where = f"({view.where}) and {found}" if view.where.strip() else found
    answer = view_json(desk, View(where, view.since, view.until, view.zone))
    shown = {name: answer["panels"][name] for name in _OVER_TIME if name in answer["panels"]}
    return {
        "view": answer["view"],
        "hits": answer["matched"],
        "of": answer["of"],
        "first": answer["totals"]["first"],
        "last": answer["totals"]["last"],
        "panels": shown,
    }


def lines_json(
    desk: Desk,
    view: View,
    *,
    cursor: int,
    limit: int,
    newest: bool,
    rejected: bool,
    at: tuple[int, int] | None = None,
) -> dict[str, Any]:
    """The view's lines from the one number ``cursor`` (from 0) on: in the order of the log, or
    ``newest`` first. ``at`` (source, offset) moves the cursor to that line."""
    if not 0 < limit <= MOST_LINES:
        raise UsageError(f"limit is {limit}; it takes 1 to {MOST_LINES}.")
    rows = desk.rows(view, rejected=rejected)
    entries = desk.rejects if rejected else desk.entries
    total = len(rows)
    if at is not None:
        before = int(rows.searchsorted(entries.lines.at(*at)))
        cursor = max(total - 1 - before, 0) if newest else before
    places = range(cursor, min(cursor + limit, total))
    chosen = (
        rows[total - places.stop : total - cursor][::-1] if newest else rows[cursor : places.stop]
    )
    shown = _shown(desk, chosen, view.zone, rejected=rejected)
    return {
        "view": view.to_json(),
        "total": total,
        "cursor": cursor,
        "next": places.stop if places.stop < total else None,
        "lines": [{"n": n, **line} for n, line in zip(places, shown, strict=True)],
    }


def _shown(desk: Desk, rows: IntArray, zone: str, *, rejected: bool) -> list[dict[str, Any]]:
    """``rows`` ascending or descending."""
    entries = desk.rejects if rejected else desk.entries
    down = len(rows) > 1 and rows[0] > rows[-1]
    ordered = rows[::-1] if down else rows
    reasons = entries.located.columns.text.get("reject")
    times = entries.located.columns.time
    shown = []
    texts = entries.lines.texts(ordered, LONGEST_TEXT)
    for row, (data, cut) in zip(ordered.tolist(), texts, strict=True):
        source, offset = entries.lines.place(row)
        line = {
            "source": source,
            "name": desk.store.logs[source].name,
            "offset": offset,
            "record": row,
            "time": None if times[row] == NO_TIME else iso(int(times[row]), zone),
            **line_json(data, cut=cut),
        }
        if reasons is not None:
            line["reason"] = text(reasons.values[reasons.codes[row]].as_py())
        shown.append(line)
    return shown[::-1] if down else shown


def line_json(data: bytes, *, cut: bool) -> dict[str, Any]:
    """Bytes as text: those that are no UTF-8 appear as ``\\xNN``, and ``invalid`` says that there
    are some; ``cut`` that there was more."""
    shown = text(data)
    try:
        data.decode()
        invalid = False
    except UnicodeDecodeError:
        invalid = True
    return {"text": shown, "invalid": invalid, "cut": cut}
