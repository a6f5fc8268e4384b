"""Moments of access logs, ``[10/Oct/2025:13:55:36 -0700]``, at a position of bytes."""

from analyzer.kernels.contract import HOUR_SECONDS, SEEN, ZONE_SECONDS
from analyzer.kernels.memory import Pointer, load, low, number, part, word

NO_MOMENT = -(1 << 62)
DATE_BYTES, ZONE_BYTES = len("[10/Oct/2025:13:55:36"), len("-0700]")
NO_NUMBER = -1

_FIRST_YEAR, _LAST_YEAR = 1900, 9998
_MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MONTHS = tuple(
    word(int.from_bytes(name, "little"))
    for name in b"jan feb mar apr may jun jul aug sep oct nov dec".split()
)
_LOWER = word(0x202020)
_ZERO, _OPEN, _CLOSE, _SLASH, _COLON, _PLUS, _DASH = b"0[]/:+-"


@part
def digits(data: Pointer, at: int, count: int) -> int:
    """The number that so many digits are; NO_NUMBER where they are no digits."""
    found = number(0)
    for place in range(at, at + count):
        digit = number(data[place]) - _ZERO
        if digit < 0 or digit > 9:
            return NO_NUMBER
        found = found * 10 + digit
    return found


@part
def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


@part
def _days(year: int, month: int, day: int) -> int:
    """From 1970 to a date of the Gregorian calendar; months count from 0."""
    past = year - 1
    days = 365 * past + past // 4 - past // 100 + past // 400 - 719_162 + day - 1
    for earlier in range(month):
        days += _MONTH_LENGTHS[earlier]
    return days + (1 if month > 1 and _leap(year) else 0)


@part
def _month(data: Pointer, at: int) -> int:
    """From 0; NO_NUMBER for what is no month's name."""
    name = (load(data, at) & low(3)) | _LOWER
    for month in range(12):
        if _MONTHS[month] == name:
            return month
    return NO_NUMBER


@part
def _hour(data: Pointer, at: int, memo: Pointer) -> bool:
    """Notes when the hour of a moment began; False where there is no such hour."""
    day, month = digits(data, at + 1, 2), _month(data, at + 4)
    year, hour = digits(data, at + 8, 4), digits(data, at + 13, 2)
    if month < 0 or year < _FIRST_YEAR or year > _LAST_YEAR or hour < 0 or hour > 23:
        return False
    if day < 1 or day > _MONTH_LENGTHS[month] + (1 if month == 1 and _leap(year) else 0):
        return False
    memo[HOUR_SECONDS] = (_days(year, month, day) * 24 + hour) * 3600
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
    if begin != memo[SEEN] or middle != memo[SEEN + 1] or zone != memo[SEEN + 2]:
        memo[SEEN] = 0
        if not (_hour(data, at, memo) and _zone(data, at + DATE_BYTES + 1, memo)):
            return NO_MOMENT
        memo[SEEN], memo[SEEN + 1], memo[SEEN + 2] = begin, middle, zone
    minute, second = digits(data, at + 16, 2), digits(data, at + 19, 2)
    if minute < 0 or minute > 59 or second < 0 or second > 60 or data[at + 18] != _COLON:
        return NO_MOMENT
    return memo[HOUR_SECONDS] + minute * 60 + second
