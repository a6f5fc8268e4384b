"""Moments written by a layout of fixed places, or as a number of units since 1970."""

from analyzer.kernels.calendar import NO_DATE, date_days, digits, month_at
from analyzer.kernels.contract import (
    DAY_AT,
    HOUR_AT,
    HOUR_SECONDS,
    LAYOUT_WIDTH,
    MINUTE_AT,
    MONTH_AT,
    MONTH_NAME_AT,
    NOT_FITTING,
    REWRITTEN,
    SAME_HOUR,
    SECOND_AT,
    SEEN,
    SILENT,
    UNIT,
    UNSURE,
    YEAR_AT,
    ZONED,
)
from analyzer.kernels.memory import Pointer, load, low, number, part

_WRONG, _NAMELESS = -1, 1 << 40
_LATEST = 253_402_300_800
_MOST_FRACTION = 9
_FEWEST_UNITS, _MOST_UNITS = 9, 19
_EXACT_UNITS = 13
"""Digits before the point of a double whose nearest tenth is kept."""
_FIRST_YEAR = 1900
_MILLIS, _MICROS, _NANOS = 13, 16, 19
_ZERO, _EIGHT, _NINE, _SPACE, _DOT, _COMMA, _COLON, _PLUS, _MINUS, _Z, _CLOSE = b"089 .,:+-Z]"


@part
def _digits_end(data: Pointer, at: int, end: int) -> int:
    while at < end and _ZERO <= data[at] <= _NINE:
        at += 1
    return at


@part
def _units(data: Pointer, at: int, end: int, unit: int) -> int:
    """Seconds of digits and perhaps a fraction; _WRONG where that is none. Where the unit is not
    known the number of digits tells it."""
    stop = _digits_end(data, at, end)
    count = stop - at
    if count < _FEWEST_UNITS or count > _MOST_UNITS:
        return _WRONG
    if count == _MOST_UNITS and data[at] > _EIGHT:
        return _WRONG
    if stop < end and (data[stop] != _DOT or _digits_end(data, stop + 1, end) != end):
        return _WRONG
    found = number(0)
    for place in range(at, stop):
        found = found * 10 + (number(data[place]) - _ZERO)
    if unit < 0:
        unit = 1
        if count == _MILLIS:
            unit = 1_000
        elif count == _MICROS:
            unit = 1_000_000
        elif count == _NANOS:
            unit = 1_000_000_000
    seconds = found // unit
    return seconds if seconds < _LATEST else _WRONG


@part
def _may_differ(data: Pointer, at: int, end: int) -> bool:
    """Whether the double nearest to so many units may have other digits before its point, or look
    like a date."""
    stop = _digits_end(data, at, end)
    if digits(data, at, 4) >= _FIRST_YEAR:
        return True
    return stop + 1 < end and (stop - at > _EXACT_UNITS or data[stop + 1] == _NINE)


@part
def _zone(data: Pointer, at: int, end: int) -> int:
    """What the text behind a time adds to UTC, in seconds: a fraction, a space, Z or an offset, and
    a bracket, each of which may be missing. _NAMELESS where it names no zone; NO_DATE where it is
    anything else."""
    if at < end and (data[at] == _DOT or data[at] == _COMMA or data[at] == _COLON):
        stop = _digits_end(data, at + 1, end)
        if stop == at + 1 or stop - at - 1 > _MOST_FRACTION:
            return NO_DATE
        at = stop
    if at < end and data[at] == _SPACE:
        at += 1
    if at < end and data[end - 1] == _CLOSE:
        end -= 1
    if at == end:
        return _NAMELESS
    if end - at == 1:
        return 0 if data[at] == _Z else NO_DATE
    colon = 1 if end - at == 6 else 0
    if end - at != 5 + colon or (data[at] != _PLUS and data[at] != _MINUS):
        return NO_DATE
    hours, minutes = digits(data, at + 1, 2), digits(data, at + 3 + colon, 2)
    if hours < 0 or minutes < 0 or (colon and data[at + 3] != _COLON):
        return NO_DATE
    seconds = (hours * 60 + minutes) * 60
    return -seconds if data[at] == _MINUS else seconds


@part
def _is_odd(data: Pointer, at: int, layout: Pointer) -> bool:
    """Whether a part begins with a space, which may stand for a digit."""
    for place in range(YEAR_AT, SECOND_AT + 1):
        if layout[place] >= 0 and data[at + layout[place]] == _SPACE:
            return True
    return False


@part
def _begun(data: Pointer, at: int, layout: Pointer) -> int:
    """When the hour began, in seconds since 1970; NO_DATE where there is none such."""
    year, day = digits(data, at + layout[YEAR_AT], 4), digits(data, at + layout[DAY_AT], 2)
    if layout[MONTH_NAME_AT] >= 0:
        month = month_at(data, at + layout[MONTH_NAME_AT])
    else:
        month = digits(data, at + layout[MONTH_AT], 2) - 1
    hour = digits(data, at + layout[HOUR_AT], 2)
    if hour < 0 or hour > 23:
        return NO_DATE
    days = date_days(year, month, day)
    return NO_DATE if days == NO_DATE else (days * 24 + hour) * 3600


@part
def _local(data: Pointer, at: int, layout: Pointer, memo: Pointer) -> int:
    """Seconds since 1970 on the log's own clock; NO_DATE for what is none. Times that follow one
    another mostly fall into the same hour."""
    same = number(layout[SAME_HOUR])
    if same:
        begin, more = number(load(data, at)), number(load(data, at + 8) & low(same))
        if begin == 0 or begin != memo[SEEN] or more != memo[SEEN + 1]:
            memo[HOUR_SECONDS] = _begun(data, at, layout)
            memo[SEEN], memo[SEEN + 1] = begin, more
    else:
        memo[HOUR_SECONDS] = _begun(data, at, layout)
    minute, second = (
        digits(data, at + layout[MINUTE_AT], 2),
        digits(data, at + layout[SECOND_AT], 2),
    )
    wrong = minute < 0 or minute > 59 or second < 0 or second > 60
    if wrong or memo[HOUR_SECONDS] == NO_DATE:
        return NO_DATE
    return memo[HOUR_SECONDS] + minute * 60 + second


def read_moments(
    data: Pointer, begins: Pointer, lengths: Pointer, first: int, rows: int, layout: Pointer,
    local: Pointer, zones: Pointer, states: Pointer, memo: Pointer,
) -> None:  # fmt: skip
    """Of the rows ``[first, rows)`` whose state is NOT_FITTING: seconds since 1970 on the log's own
    clock, what that adds to UTC (0 where no zone is named), and the new state. Fifteen bytes more
    than a value's may be read."""
    width = number(layout[LAYOUT_WIDTH])
    unit, rewritten = number(layout[UNIT]), number(layout[REWRITTEN]) == 1
    for row in range(first, rows):
        if states[row] != NOT_FITTING:
            continue
        at = number(begins[row])
        end = at + number(lengths[row])
        zones[row] = 0
        if unit:
            seconds = _units(data, at, end, unit)
            if seconds != _WRONG:
                differs = rewritten and _may_differ(data, at, end)
                local[row], states[row] = seconds, UNSURE if differs else ZONED
            continue
        if end - at < width:
            continue
        seconds = _local(data, at, layout, memo)
        if seconds == NO_DATE:
            if _is_odd(data, at, layout):
                states[row] = UNSURE
            continue
        zone = _zone(data, at + width, end)
        if zone == NO_DATE or rewritten:
            states[row] = UNSURE
        elif zone == _NAMELESS:
            local[row], states[row] = seconds, SILENT
        else:
            local[row], zones[row], states[row] = seconds, zone, ZONED
