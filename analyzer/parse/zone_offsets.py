"""Offsets from UTC of columns of times, from what stands behind them or the zone database."""

import re
from datetime import UTC, datetime
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from analyzer.parse.columns import Encoded, IntArray
from analyzer.zones import zone_named

Mask = npt.NDArray[np.bool_]

_ABBREVIATIONS = {
    **dict.fromkeys((b"Z", b"z", b"UTC", b"GMT"), 0),
    b"EST": -5, b"EDT": -4, b"CST": -6, b"CDT": -5, b"MST": -7, b"MDT": -6, b"PST": -8, b"PDT": -7,
    b"CET": 1, b"CEST": 2, b"BST": 1, b"WET": 0, b"WEST": 1, b"EET": 2, b"EEST": 3, b"MSK": 3,
    b"JST": 9, b"AEST": 10, b"AEDT": 11,
}  # fmt: skip
"""Hours from UTC: those of RFC 822, and the usual meaning of others that logs hold."""

_TAIL = re.compile(
    rb"(?:[.,:]\d{1,9})?[ ]?(?:([A-Za-z]{1,5})|(?:UTC|GMT)?([+-])(\d\d):?(\d\d)?|([+-]\d{3}))?\]?"
)
"""A fraction, then a zone: its name, its offset, or (three digits, as Windows programs write it)
the minutes from its time to UTC."""


def zone_offsets(tails: pa.BinaryArray) -> tuple[IntArray, Mask, Mask]:
    """Offset from UTC in seconds of each time, from what stands behind it (0 where that names no
    zone), whether that is a fraction and a zone at most, and whether it names no zone. Fractions
    are cut off first: they are what makes tails differ."""
    encoded = Encoded.of(
        pc.replace_substring_regex(tails, pattern=r"^[.,:]\d{1,9}", replacement="")
    )
    offsets = [_zone(tail) for tail in encoded.values.to_pylist()]
    known = np.array([*(isinstance(one, int) for one in offsets), False], np.bool_)
    silent = np.array([*(one == "" for one in offsets), False], np.bool_)
    seconds = np.array([*(one if isinstance(one, int) else 0 for one in offsets), 0], np.int64)
    without = silent[encoded.codes]
    return seconds[encoded.codes], known[encoded.codes] | without, without


def fill_offsets(
    zones: IntArray, silent: Mask, valid: Mask, zone: str, local: IntArray
) -> IntArray:
    """``zones``, and where a valid time names none the offset of ``zone`` at this local time."""
    which = silent & valid
    if zone == "UTC" or not which.any():
        return zones
    filled = zones.copy()
    filled[which] = offsets_at(local[which], zone)
    return filled


def _zone(tail: bytes) -> int | str | None:
    """Offset in seconds; "" where the tail names no zone; None where it is something else."""
    match = _TAIL.fullmatch(tail)
    if match is None:
        return None
    name, sign, hours, minutes, bias = match.groups()
    if bias is not None:
        return -int(bias) * 60
    if name is not None:
        found = _ABBREVIATIONS.get(name)
        return None if found is None else found * 3600
    if sign is None:
        return ""
    seconds = int(hours) * 3600 + int(minutes or 0) * 60
    return -seconds if sign == b"-" else seconds


def offsets_at(local: IntArray, zone: str) -> IntArray:
    """Offset from UTC of local times in a zone (see ``zone_named``); once a distinct hour."""
    hours, place = np.unique(local // 3600, return_inverse=True)
    offsets = [_offset_at(int(hour) * 3600, zone) for hour in hours]
    return np.array(offsets, np.int64)[place]


@lru_cache(maxsize=65_536)
def _offset_at(local: int, zone: str) -> int:
    moment = datetime.fromtimestamp(local, UTC).replace(tzinfo=zone_named(zone))
    offset = moment.utcoffset()
    return int(offset.total_seconds()) if offset else 0
