"""Timestamps of access logs, ``[10/Oct/2025:13:55:36`` and ``-0700]``, by digit arithmetic on
whole columns. A test holds them against the standard library."""

import re
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from analyzer.parse.calendar import days_of, month_numbers
from analyzer.parse.columns import Codes, IntArray
from analyzer.parse.words import Bytes, Mask, Positions, Words, are_digits, word, words_at

_LENGTH = len("[10/Oct/2025:13:55:36")
_DAY = 86_400
_DIGITS = [1, 2, 8, 9, 10, 11, 13, 14, 16, 17, 19, 20]
_MARKS = {0: "[", 3: "/", 7: "/", 12: ":", 15: ":", 18: ":"}

MOMENT_BYTES = len("[10/Oct/2025:13:55:36 -0700] ")
"""Of a whole moment with the space behind it."""

_ZONE_AT = len("[10/Oct/2025:13:55:36 ")
_MINUTES_AT, _MINUTES_END = len("[10/Oct/2025:13:"), _LENGTH


def binary_parts(array: "pa.Array[Any]") -> tuple[Codes, Bytes]:
    """Offsets (n + 1) and bytes of a binary array without nulls, not copied."""
    _, offsets, data = array.buffers()
    ends = np.frombuffer(offsets, np.int32, len(array) + 1, array.offset * 4)
    return ends, np.frombuffer(data, np.uint8) if data else np.zeros(0, np.uint8)


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


def moments(letters: Bytes, starts: Positions) -> tuple[IntArray, IntArray, Mask]:
    """Of ``[10/Oct/2025:13:55:36 -0700] `` at each start (32 letters must be there): seconds since
    1970 on the log's own clock, what its zone adds to UTC, and which moments are valid.

    Lines that follow one another mostly fall into the same hour: date, hour and zone are read where
    they change, and only minutes and seconds on every line.
    """
    words = words_at(letters, starts, 4)
    zones = words[:, 2] >> np.uint64(48) | words[:, 3] << np.uint64(16)
    zones &= word(b"\xff" * 6)
    heads = _changes(words[:, 0], words[:, 1], zones)
    runs = np.diff(heads, append=len(words))
    hours, good_hour = _hours(words[heads])
    offsets, good_zone = _offsets(zones[heads])
    within, valid = _within_hour(words[:, 2])
    valid &= np.repeat(good_hour & good_zone, runs)
    valid &= words[:, 3] >> np.uint64(32) & np.uint64(255) == ord(" ")
    return np.repeat(hours, runs) + within, np.repeat(offsets, runs), valid


def _changes(*columns: Words) -> Positions:
    """The first row, and each in which a column differs from the row before."""
    changed = np.ones(len(columns[0]), np.bool_)
    changed[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    return np.flatnonzero(changed)


def _hours(words: Words) -> tuple[IntArray, Mask]:
    """When the hour of each moment begins."""
    letters = words.astype("<u8").view(np.uint8).reshape(len(words), -1)[:, :_LENGTH].copy()
    letters[:, _MINUTES_AT:_MINUTES_END] = np.frombuffer(b"00:00", np.uint8)
    return _seconds_of_letters(letters)


def _offsets(zones: Words) -> tuple[IntArray, Mask]:
    """Seconds of each ``-0700]``."""
    distinct, place = np.unique(zones, return_inverse=True)
    found = [zone_seconds(int(zone).to_bytes(6, "little")) for zone in distinct]
    seconds = np.array([zone or 0 for zone in found], np.int64)
    return seconds[place], np.array([zone is not None for zone in found], np.bool_)[place]


def _within_hour(words: Words) -> tuple[IntArray, Mask]:
    """Seconds of ``55:36 `` since the hour began."""
    wanted = word(b"00:00 ")
    marks = word(b"\0\0\xff\0\0\xff")
    digits = (words ^ wanted) & word(b"\xff\xff\0\xff\xff")
    valid = ((words ^ wanted) & marks == 0) & are_digits(digits)
    byte = np.uint64(255)
    tens = digits & word(b"\xff\0\0\xff")
    both = tens * np.uint64(10) + (digits >> np.uint64(8))
    minute, second = both & byte, both >> np.uint64(24) & byte
    valid &= (minute < 60) & (second <= 60)
    return (minute * np.uint64(60) + second).astype(np.int64), valid


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
