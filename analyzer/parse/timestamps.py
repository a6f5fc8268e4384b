"""Columns of timestamps in any of the layouts of ``formats.layouts``, by digit arithmetic."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache, partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from analyzer.formats.layouts import Layout, layout_named
from analyzer.parse.calendar import BYTES_OF_MONTH, days_of, month_numbers
from analyzer.parse.columns import NO_TIME, Encoded, IntArray
from analyzer.parse.dictionary import binary_parts
from analyzer.parse.zone_offsets import fill_offsets, offsets_at, zone_offsets

Mask = npt.NDArray[np.bool_]

_DAY = 86_400
_YEAR_FOR_NONE = 1972
"""A leap year, for dates that name none until the year is known."""

_EPOCH_DIGITS = {13: 1_000, 16: 1_000_000, 19: 1_000_000_000}
"""Units in a second by the number of digits before the point; seconds otherwise."""


@dataclass(frozen=True, slots=True)
class Clock:
    """What a log does not say of its times: the zone of those without one, and the moment
    (seconds since 1970) that none is after, from which a missing year follows."""

    zone: str
    latest: int


@dataclass(frozen=True, slots=True)
class Moments:
    """``utc`` and ``local`` (the same on the log's own clock) are seconds since 1970, NO_TIME where
    the text is no time; ``zoneless`` and ``yearless`` are the times that name no zone or no year.
    """

    utc: IntArray
    local: IntArray
    zoneless: Mask
    yearless: Mask


def moments(texts: "pa.Array[Any]", layouts: Sequence[str], clock: Clock) -> Moments:
    """Of a binary column; null is no time. Each text counts by the first layout that fits it."""
    encoded = Encoded.of(texts.fill_null(b""))
    utc = np.full(len(encoded.values), NO_TIME, np.int64)
    local = utc.copy()
    zoneless, yearless = (np.zeros(len(utc), np.bool_) for _ in range(2))
    left = np.arange(len(utc))
    values = encoded.values
    for name in layouts:
        if not len(left):
            break
        layout = layout_named(name)
        read = _READERS[_kind(layout)](values, layout, clock)
        good = read.utc != NO_TIME
        utc[left[good]], local[left[good]] = read.utc[good], read.local[good]
        zoneless[left[good]] = read.zoneless[good]
        yearless[left[good]] = layout.yearless
        left = left[~good]
        values = values.filter(pa.array(~good))
    codes = encoded.codes
    return Moments(utc[codes], local[codes], zoneless[codes], yearless[codes])


def _kind(layout: Layout) -> str:
    if layout.epoch:
        return "epoch"
    if layout.tai64:
        return "tai64"
    return "strptime" if layout.strptime else "template"


@dataclass(frozen=True, slots=True)
class _Read:
    """As ``Moments``, of texts that all have one layout."""

    utc: IntArray
    local: IntArray
    zoneless: Mask


def _by_template(values: pa.BinaryArray, layout: Layout, clock: Clock) -> _Read:
    for pattern, replacement in filter(None, (layout.rewrite, layout.then)):
        values = pc.replace_substring_regex(values, pattern=pattern, replacement=replacement)
    parts = _parts(layout.template)
    offsets, letters = binary_parts(values)
    width = len(layout.template)
    usable = np.diff(offsets) >= width
    starts = offsets[:-1][usable]
    square = letters[starts[:, None] + np.arange(width)] if len(starts) else letters[:0]
    local, valid = _seconds(square.reshape(-1, width), parts)
    zones, zoned, silent = zone_offsets(_tails(values.filter(pa.array(usable)), width))
    valid &= zoned
    offsets_of = partial(fill_offsets, zones, silent, valid, clock.zone)
    if layout.yearless:
        local = _with_year(local, offsets_of, clock.latest)
        valid &= local != NO_TIME
    zones = offsets_of(local)
    utc = np.full(len(values), NO_TIME, np.int64)
    own = utc.copy()
    zoneless = np.zeros(len(values), np.bool_)
    rows = np.flatnonzero(usable)[valid]
    utc[rows], own[rows] = (local - zones)[valid], local[valid]
    zoneless[rows] = silent[valid]
    return _Read(utc, own, zoneless)


def _tails(values: pa.BinaryArray, width: int) -> pa.BinaryArray:
    """What stands behind the first ``width`` bytes of values that are all as long. Arrow's own
    slicing fails on some of them ("negative buffer resize", in 26.0)."""
    offsets, letters = binary_parts(values)
    halves = np.empty(2 * len(values) + 1, np.int32)
    halves[0::2], halves[1::2] = offsets, offsets[:-1] + width
    both = pa.BinaryArray.from_buffers(
        pa.binary(), 2 * len(values), [None, pa.py_buffer(halves), pa.py_buffer(letters)]
    )
    return both.take(pa.array(np.arange(1, 2 * len(values), 2)))


@cache
def _parts(template: str) -> dict[str, slice]:
    """Where each part of a template stands."""
    found = {}
    for name in ("YYYY", "YY", "Mon", "MM", "DDD", "DD", "hh", "mm", "ss"):
        position = template.find(name)
        longer = {"YY": "YYYY", "DD": "DDD"}.get(name)
        if position >= 0 and longer not in found:
            found[name] = slice(position, position + len(name))
    return found


def _seconds(letters: npt.NDArray[np.uint8], parts: dict[str, slice]) -> tuple[IntArray, Mask]:
    """Local seconds since 1970 of ``letters`` (n, width), and which are moments that exist."""
    count = len(letters)
    valid = np.ones(count, np.bool_)

    def number(name: str, absent: int) -> IntArray:
        if name not in parts:
            return np.full(count, absent, np.int64)
        total = np.zeros(count, np.int64)
        for position, column in enumerate(letters[:, parts[name]].T):
            digit = (column - np.uint8(48)).astype(np.int64)
            blank = (column == 32) if position == 0 else np.zeros(count, np.bool_)
            np.logical_and(valid, blank | (digit <= 9), out=valid)
            total = total * 10 + np.where(blank, 0, digit)
        return total

    year = number("YYYY", _YEAR_FOR_NONE)
    if "YY" in parts:
        short = number("YY", 0)
        year = short + np.where(short < 70, 2000, 1900)
    month = number("MM", 1)
    if "Mon" in parts:
        month = month_numbers(letters[:, parts["Mon"]].reshape(-1, BYTES_OF_MONTH))
    day = number("DDD", 0) if "DDD" in parts else number("DD", 1)
    days, exists = days_of(year, month, day, of_year="DDD" in parts)
    hour, minute, second = number("hh", 0), number("mm", 0), number("ss", 0)
    valid &= exists & (hour < 24) & (minute < 60) & (second <= 60)
    return ((days * 24 + hour) * 60 + minute) * 60 + second, valid


def _with_year(
    local: IntArray, offsets_of: Callable[[IntArray], IntArray], latest_moment: int
) -> IntArray:
    """Local times of the year 1972 moved to the last year in which they are not after the latest
    moment (and a day, for clocks and zones that differ)."""
    newest = datetime.fromtimestamp(latest_moment + 2 * _DAY, UTC).year
    first = int(datetime(_YEAR_FOR_NONE, 1, 1, tzinfo=UTC).timestamp())
    day, clock_time = np.divmod(local - first, _DAY)
    moved = np.full(len(local), NO_TIME, np.int64)
    for year in range(newest, newest - 5, -1):
        begins = int(datetime(year, 1, 1, tzinfo=UTC).timestamp())
        leap = (datetime(year + 1, 1, 1, tzinfo=UTC).timestamp() - begins) > 365 * _DAY
        days = day if leap else np.where(day > 59, day - 1, day)
        here = begins + days * _DAY + clock_time
        fits = (moved == NO_TIME) & (here - offsets_of(here) <= latest_moment + _DAY)
        fits &= leap | (day != 59)
        moved[fits] = here[fits]
    return moved


def _by_strptime(values: pa.BinaryArray, layout: Layout, clock: Clock) -> _Read:
    found = [_strptime(value, layout.strptime) for value in values.to_pylist()]
    local = np.array([NO_TIME if one is None else one for one in found], np.int64)
    utc = local.copy()
    known = local != NO_TIME
    if clock.zone != "UTC" and known.any():
        utc[known] -= offsets_at(local[known], clock.zone)
    return _Read(utc, local, known)


@lru_cache(maxsize=65_536)
def _strptime(text: bytes, layout: str) -> int | None:
    try:
        moment = datetime.strptime(text.decode("ascii"), layout)  # noqa: DTZ007 - the log's clock
    except ValueError:
        return None
    return int(moment.replace(tzinfo=UTC).timestamp())


_EPOCH = r"^(\d{9,18}|[0-8]\d{18})(\.\d*)?$"
"""As many digits as surely fit an int64."""


def _by_epoch(values: pa.BinaryArray, layout: Layout, _clock: Clock) -> _Read:
    """Digits and perhaps a fraction, cut off by digits: a double would not hold nanoseconds."""
    good = pc.match_substring_regex(values, pattern=_EPOCH).to_numpy(zero_copy_only=False)
    digits = pc.replace_substring_regex(
        pc.if_else(pa.array(good), values, pa.scalar(b"0", pa.binary())),
        pattern=r"\..*$",
        replacement="",
    )
    number = pc.cast(digits.cast(pa.string()), pa.int64()).to_numpy(zero_copy_only=False)
    units = np.full(len(number), layout.epoch, np.int64)
    if layout.epoch < 0:
        lengths = pc.binary_length(digits).to_numpy(zero_copy_only=False)
        units = np.select(
            [lengths == length for length in _EPOCH_DIGITS], list(_EPOCH_DIGITS.values()), 1
        )
    seconds = number // units
    seconds[~good | (seconds >= _LATEST)] = NO_TIME
    return _Read(seconds, seconds, np.zeros(len(seconds), np.bool_))


_TAI_SECONDS = (1 << 62) + 10
"""The label of 1970 began ten seconds into TAI; leap seconds since then are not counted, as in
daemontools, whose labels these are."""


def _by_tai64(values: pa.BinaryArray, _layout: Layout, _clock: Clock) -> _Read:
    """16 hexadecimal digits of seconds, and perhaps 8 of nanoseconds."""
    good = pc.match_substring_regex(values, pattern=r"^@[0-9a-f]{16}(?:[0-9a-f]{8})?$")
    texts = pc.if_else(good, values, pa.scalar(None, pa.binary())).to_pylist()
    found = [NO_TIME if text is None else int(text[1:17], 16) - _TAI_SECONDS for text in texts]
    seconds = np.array([one if abs(one) < _LATEST else NO_TIME for one in found], np.int64)
    return _Read(seconds, seconds, np.zeros(len(seconds), np.bool_))


_LATEST = 253_402_300_800
"""The year 10000."""

_READERS: dict[str, Callable[[pa.BinaryArray, Layout, Clock], _Read]] = {
    "template": _by_template,
    "strptime": _by_strptime,
    "epoch": _by_epoch,
    "tai64": _by_tai64,
}
