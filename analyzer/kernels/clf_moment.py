"""Moments of access logs, ``[10/Oct/2025:13:55:36 -0700]``, at a position of bytes."""

from analyzer.kernels.calendar import NO_DATE, date_days, digits, month_at
from analyzer.kernels.contract import HOUR_SECONDS, SEEN, ZONE_SECONDS
from analyzer.kernels.memory import Pointer, load, low, number, part

NO_MOMENT = -(1 << 62)
DATE_BYTES, ZONE_BYTES = len("[10/Oct/2025:13:55:36"), len("-0700]")

_OPEN, _CLOSE, _SLASH, _COLON, _PLUS, _DASH = b"[]/:+-"


@part
def _hour(data: Pointer, at: int, memo: Pointer) -> bool:
    """Notes when the hour of a moment began; False where there is no such hour."""
    day, month = digits(data, at + 1, 2), month_at(data, at + 4)
    year, hour = digits(data, at + 8, 4), digits(data, at + 13, 2)
    days = date_days(year, month, day)
    if days == NO_DATE or hour < 0 or hour > 23:
        return False
    memo[HOUR_SECONDS] = (days * 24 + hour) * 3600
    return (
        data[at] == _OPEN
        and data[at + 3] == _SLASH
        and data[at + 7] == _SLASH
        and data[at + 12] == _COLON
        and data[at + 15] == _COLON
    )


@part
def _zone(data: Pointer, at: int, memo: Pointer) -> bool:
    """Notes what a zone adds to UTC; False where it is none."""
    sign, hours, minutes = data[at], digits(data, at + 1, 2), digits(data, at + 3, 2)
    if hours < 0 or hours > 23 or minutes < 0 or minutes > 59:
        return False
    if sign not in (_DASH, _PLUS) or data[at + 5] != _CLOSE:
        return False
    memo[ZONE_SECONDS] = (hours * 60 + minutes) * (-60 if sign == _DASH else 60)
    return True


@part
def local_seconds(data: Pointer, at: int, memo: Pointer) -> int:
    """Seconds since 1970 on the log's own clock; NO_MOMENT for what is none. A leap second is the
    first second of the next minute. Lines that follow one another mostly fall into the same
    hour: only minute and second are read anew."""
    begin, middle = number(load(data, at)), number(load(data, at + 8))
    zone = number(load(data, at + DATE_BYTES + 1) & low(ZONE_BYTES))
    if begin == 0 or begin != memo[SEEN] or middle != memo[SEEN + 1] or zone != memo[SEEN + 2]:
        memo[SEEN] = 0
        if not (_hour(data, at, memo) and _zone(data, at + DATE_BYTES + 1, memo)):
            return NO_MOMENT
        memo[SEEN], memo[SEEN + 1], memo[SEEN + 2] = begin, middle, zone
    minute, second = digits(data, at + 16, 2), digits(data, at + 19, 2)
    if minute < 0 or minute > 59 or second < 0 or second > 60 or data[at + 18] != _COLON:
        return NO_MOMENT
    return memo[HOUR_SECONDS] + minute * 60 + second
