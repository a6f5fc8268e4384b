"""What filters ask of numbers, answered by whole columns."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from analyzer.aggregate.wall_clock import hours_of_week, offsets_between
from analyzer.errors import UsageError
from analyzer.parse.columns import NO_DURATION, NO_TIME, Columns, IntArray
from analyzer.sizes import parse_size
from analyzer.views.moments import range_of, span_of
from analyzer.views.week import hours_meant
from analyzer.zones import zone_named

Mask = npt.NDArray[np.bool_]

NUMBERS = frozenset({"time", "status", "bytes", "duration"})
ORDERED: dict[str, Callable[[Any, Any], Any]] = {
    "<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal,
}  # fmt: skip
_UNITS = {"us": 1.0, "ms": 1e3, "s": 1e6, "min": 6e7}


def matching_numbers(columns: Columns, field: str, operator: str, text: str, zone: str) -> Mask:
    """Which records compare so with what ``text`` says, ``field`` being one of NUMBERS; times that
    name no offset are of ``zone``. UsageError for a value that the field cannot have."""
    match field:
        case "time":
            return _time(columns, operator, text, zone)
        case "status":
            return _status(columns, operator, text)
        case "bytes":
            return _bytes(columns, operator, text)
    return _duration(columns, operator, text)


def _time(columns: Columns, operator: str, text: str, zone: str) -> Mask:
    time = columns.time
    known = time != NO_TIME
    if (hours := hours_meant(text)) is not None:
        if operator in ORDERED:
            raise UsageError(f"{text} comes every week: only = != in apply")
        found = np.zeros(len(time), np.bool_)
        found[known] = hours[_hours(time[known], zone)]
        return found
    if operator in ORDERED:
        start, end = span_of(text, zone)
        border = end if operator in (">", "<=") else start
        compare = np.greater_equal if operator in (">", ">=") else np.less
        return np.asarray(known & compare(time, border))
    start, end = range_of(text, zone)
    return np.asarray(known & (time >= start) & (time < end))


def _hours(time: IntArray, zone: str) -> IntArray:
    if not len(time):
        return time
    offsets = offsets_between(zone_named(zone), int(time.min()), int(time.max()))
    return hours_of_week(time, offsets)


def _status(columns: Columns, operator: str, text: str) -> Mask:
    status = columns.status
    if len(text) == 3 and text[0] in "12345" and text[1:].lower() == "xx":
        if operator in ORDERED:
            raise UsageError(f"{text} is a class of statuses: only = != in apply")
        return np.asarray(status // 100 == int(text[0]))
    if text == "-":
        return _compared(operator, status, 0)
    if not (text.isascii() and text.isdigit() and len(text) <= 3):
        raise UsageError(f"{text!r} is no status. Write it like 404 or 5xx")
    return _compared(operator, status, int(text))


def _bytes(columns: Columns, operator: str, text: str) -> Mask:
    plain = text.isascii() and text.isdigit() and len(text) < 19
    size = int(text) if plain else parse_size(text)
    return _compared(operator, columns.bytes_sent, size)


def _duration(columns: Columns, operator: str, text: str) -> Mask:
    """In milliseconds unless the value says otherwise."""
    number = text.rstrip("abcdefghijklmnopqrstuvwxyz")
    unit = _UNITS.get(text[len(number) :] or "ms")
    try:
        if unit is None:
            raise ValueError
        wanted = round(float(number) * unit)
    except (ValueError, OverflowError):
        problem = f"{text!r} is no duration. Write it like 250ms, 1.5s or 80us"
        raise UsageError(problem) from None
    duration = columns.duration
    if duration is None:
        return np.zeros(columns.records, np.bool_)
    return np.asarray((duration != NO_DURATION) & _compared(operator, duration, wanted))


def _compared(operator: str, values: Any, wanted: int) -> Mask:
    compare = ORDERED.get(operator, np.equal)
    return np.asarray(compare(values, wanted))
