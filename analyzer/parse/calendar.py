"""Days since 1970 of whole columns of dates, in the Gregorian calendar."""

import numpy as np
import numpy.typing as npt

from analyzer.formats.layouts import MONTHS
from analyzer.parse.columns import IntArray

BYTES_OF_MONTH = 3
_FIRST_YEAR, _LAST_YEAR = 1900, 9998
_MONTH_LENGTHS = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
_DAYS_BEFORE_MONTH = np.concatenate([[0, 0], np.cumsum(_MONTH_LENGTHS[1:12])])

Bytes = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]


def _month_table() -> npt.NDArray[np.int8]:
    """Month number by the 15 low bits of its three letters, 5 each, whatever their case; 0 is
    none."""
    table = np.zeros(1 << 15, np.int8)
    for number, name in enumerate(MONTHS, 1):
        a, b, c = (ord(letter) & 31 for letter in name)
        table[a << 10 | b << 5 | c] = number
    return table


_MONTH_BY_LETTERS = _month_table()


def month_numbers(letters: Bytes) -> IntArray:
    """1 to 12 of ``letters`` (n, 3), 0 where they are no month's."""
    a, b, c = letters.T
    months: IntArray = _MONTH_BY_LETTERS[
        (a & 31).astype(np.int16) << 10 | (b & 31).astype(np.int16) << 5 | (c & 31)
    ].astype(np.int64)
    for letter in (a, b, c):
        months[((letter | 32) - np.uint8(97)) >= 26] = 0
    return months


def days_of(
    year: IntArray, month: IntArray, day: IntArray, *, of_year: bool = False
) -> tuple[IntArray, Mask]:
    """Days since 1970, and which dates exist; ``day`` counts in the year where ``of_year``."""
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    valid = (day >= 1) & (year >= _FIRST_YEAR) & (year <= _LAST_YEAR)
    past = year - 1
    days = 365 * past + past // 4 - past // 100 + past // 400 - 719_162 + day - 1
    if of_year:
        return days, valid & (day <= 365 + leap)
    valid &= (month > 0) & (month <= 12)
    month = np.where(valid, month, 1)
    valid &= day <= _MONTH_LENGTHS[month] + (leap & (month == 2))
    return days + _DAYS_BEFORE_MONTH[month] + (leap & (month > 2)), valid
