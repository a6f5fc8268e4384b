"""Timestamps of access logs, ``[10/Oct/2025:13:55:36`` and ``-0700]``, by digit arithmetic on
whole columns. A test holds them against the standard library."""

import re
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from analyzer.parse.calendar import days_of, month_numbers
from analyzer.parse.columns import IntArray
from analyzer.parse.dictionary import Codes, binary_parts

Bytes = npt.NDArray[np.uint8]

_LENGTH = len("[10/Oct/2025:13:55:36")
_DAY = 86_400
_DIGITS = [1, 2, 8, 9, 10, 11, 13, 14, 16, 17, 19, 20]
_MARKS = {0: "[", 3: "/", 7: "/", 12: ":", 15: ":", 18: ":"}


def local_seconds(dates: "pa.Array[Any]") -> tuple[IntArray, npt.NDArray[np.bool_]]:
    """Seconds since 1970 on the log's own clock, and which dates are valid. A leap second counts
    as the first second of the next minute."""
    offsets, data = binary_parts(dates)
    right_length = np.diff(offsets) == _LENGTH
    if right_length.all():
        first = offsets[0] if len(offsets) else 0
        letters = data[first : first + _LENGTH * len(dates)].reshape(-1, _LENGTH)
        return _seconds_of_letters(letters)
    seconds = np.zeros(len(dates), np.int64)
    valid = right_length.copy()
    letters = data[offsets[:-1][right_length][:, None] + np.arange(_LENGTH)]
    seconds[right_length], valid[right_length] = _seconds_of_letters(letters)
    return seconds, valid


def _seconds_of_letters(letters: Bytes) -> tuple[IntArray, npt.NDArray[np.bool_]]:
    """``letters`` has shape (n, 21)."""
    columns = np.ascontiguousarray(letters.T)
    valid = np.ones(len(letters), np.bool_)
    for position, mark in _MARKS.items():
        valid &= columns[position] == ord(mark)
    digits = {position: columns[position] - np.uint8(48) for position in _DIGITS}
    for digit in digits.values():
        valid &= digit <= 9

    def number(*positions: int) -> IntArray:
        total = np.zeros(len(letters), np.int64)
        for position in positions:
            total = total * 10 + digits[position]
        return total

    year, day = number(8, 9, 10, 11), number(1, 2)
    hour, minute, second = number(13, 14), number(16, 17), number(19, 20)
    days, exists = days_of(year, month_numbers(letters[:, 4:7]), day)
    valid &= exists & (hour < 24) & (minute < 60) & (second <= 60)
    return ((days * 24 + hour) * 60 + minute) * 60 + second, valid


_ZONE = re.compile(rb"([+-])(\d\d)(\d\d)\]")


@lru_cache(maxsize=4096)
def zone_seconds(text: bytes) -> int | None:
    """Offset from UTC of ``-0700]`` in seconds; None if it is not a zone."""
    match = _ZONE.fullmatch(text)
    if match is None or int(match[3]) > 59 or int(match[2]) > 23:
        return None
    seconds = int(match[2]) * 3600 + int(match[3]) * 60
    return -seconds if match[1] == b"-" else seconds


def day_of(local: IntArray) -> Codes:
    """Calendar day (days since 1970) of seconds on the same clock."""
    return (local // _DAY).astype(np.int32)
