"""Digits and dates at a position of bytes."""

from analyzer.kernels.memory import Pointer, load, low, number, part, word

NO_NUMBER = -1
NO_DATE = -(1 << 40)

_FIRST_YEAR, _LAST_YEAR = 1900, 9998
_MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MONTHS = tuple(
    word(int.from_bytes(name, "little"))
    for name in b"jan feb mar apr may jun jul aug sep oct nov dec".split()
)
_LOWER = word(0x202020)
_ZERO = ord("0")


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
def month_at(data: Pointer, at: int) -> int:
    """From 0; NO_NUMBER for what is no month's name."""
    name = (load(data, at) & low(3)) | _LOWER
    for month in range(12):
        if _MONTHS[month] == name:
            return month
    return NO_NUMBER


@part
def date_days(year: int, month: int, day: int) -> int:
    """Days from 1970 to a date; months count from 0. NO_DATE where there is none such."""
    if month < 0 or month > 11 or year < _FIRST_YEAR or year > _LAST_YEAR:
        return NO_DATE
    if day < 1 or day > _MONTH_LENGTHS[month] + (1 if month == 1 and _leap(year) else 0):
        return NO_DATE
    return _days(year, month, day)
