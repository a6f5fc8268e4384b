"""Times in filters of every week: a weekday, an hour of each day, or one of a weekday."""

import re

import numpy as np
import numpy.typing as npt

from analyzer.aggregate.countable import WEEK_HOURS
from analyzer.errors import UsageError

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_DAY_HOURS = 24
_DAYS = "|".join(f"{day[:3]}(?:{day[3:]})?" for day in WEEKDAYS)
_FORM = re.compile(rf"({_DAYS})(?:[T ]([01]\d|2[0-3]))?|T([01]\d|2[0-3])", re.ASCII | re.I)

_Slot = tuple[int, int, int]
"""In hours: the beginning after Monday 00:00, the length, and after how long it comes again."""


def hour_in_week(weekday: int, hour: int) -> str:
    """What filters call an hour of the week: ``Mon 14``. Monday is 0."""
    return f"{WEEKDAYS[weekday][:3]} {hour:02}"


def hours_meant(text: str) -> npt.NDArray[np.bool_] | None:
    """Which hours of the week, from Monday 00:00 on, ``Mon``, ``Mon 14`` or ``T14`` covers; of
    ``A..B`` those from the start of A up to the next start of B. None for what is no such time;
    UsageError for a range of which one end alone names a weekday."""
    first, dots, last = (part.strip() for part in text.partition(".."))
    begin, end = _slot(first), _slot(last if dots else first)
    if begin is None or end is None:
        return None
    start, length, period = begin
    if dots:
        if period != end[2]:
            raise UsageError(f"{text!r} names a weekday at one end alone")
        length = (end[0] - start) % period
    return np.asarray((np.arange(WEEK_HOURS) - start) % period < length)


def _slot(text: str) -> _Slot | None:
    match = _FORM.fullmatch(text)
    if match is None:
        return None
    day, hour_of_day, hour = match.groups()
    if day is None:
        return int(hour), 1, _DAY_HOURS
    start = _DAY_HOURS * [name[:3] for name in WEEKDAYS].index(day[:3].capitalize())
    if hour_of_day is None:
        return start, _DAY_HOURS, WEEK_HOURS
    return start + int(hour_of_day), 1, WEEK_HOURS
