"""The lines around a place in a log, whatever they are: records, rejected or blank."""

from typing import Any

from analyzer.errors import UsageError
from analyzer.store.index import LogFile
from analyzer.store.raw import read_bytes
from analyzer.views.answers import LONGEST_TEXT, line_json

MOST_AROUND = 500
_REACH = 1 << 20
"""Bytes to each side that are looked at."""


def lines_around(log: LogFile, offset: int, lines: int) -> list[dict[str, Any]]:
    """The line that holds ``offset`` and so many before and behind it; fewer where the log, or a
    mebibyte, ends."""
    if not 0 <= lines <= MOST_AROUND:
        raise UsageError(f"around is {lines}; it takes 0 to {MOST_AROUND} lines.")
    if offset >= log.size:
        raise UsageError(f"offset is {offset:,}; {log.name} has {log.size:,} bytes.")
    first = max(0, offset - _REACH)
    data = read_bytes(log, first, offset - first + _REACH)
    at = offset - first
    begin = data.rfind(b"\n", 0, at) + 1
    for _ in range(lines):
        if begin:
            begin = data.rfind(b"\n", 0, begin - 1) + 1
    if begin == 0 and first:  # in the middle of a line
        begin = min(data.find(b"\n", 0, at) + 1, at)
    shown: list[dict[str, Any]] = []
    after = 0
    while begin < len(data) and after <= lines:
        end = data.find(b"\n", begin)
        end = len(data) if end < 0 else end
        text = data[begin:end].removesuffix(b"\r")
        here = begin <= at <= end
        line = line_json(text[:LONGEST_TEXT], cut=len(text) > LONGEST_TEXT)
        shown.append({"offset": first + begin, "here": here, **line})
        after += end >= at
        begin = end + 1
    return shown
