"""Records and bytes over time by status class or level, exact at any chunking.

Buckets come from a ladder in which each width divides the next. A chunk uses the smallest width
that keeps it under 2,048 buckets, the report the smallest that keeps it under 240; as no chunk
spans more time than the report, the report's buckets are always sums of whole chunk buckets.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from analyzer.aggregate.tally import Measured, add_up
from analyzer.parse.columns import Encoded, IntArray
from analyzer.parse.levels import LEVELS

STATUS_CLASSES = ("1xx", "2xx", "3xx", "4xx", "5xx")
CLASSES = ("other", *STATUS_CLASSES, *LEVELS)
"""What a record counts as: the class of its status where it has one from 100 to 599, else its
level, else other."""

FAILED = np.array([name in ("4xx", "5xx", "error", "critical") for name in CLASSES])
"""Which classes are errors."""

LADDER = (1, 5, 15, 60, 300, 900, 3600, 10_800, 43_200, 86_400, 864_000, 8_640_000, 86_400_000)
"""Bucket widths in seconds. Above the last, the number of buckets grows instead."""

_IN_CHUNK = 2048
MOST_IN_REPORT = 240


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bucket ``i`` begins ``starts[i]`` seconds after 1970 UTC and lasts ``width``;
    ``sums[m, i, c]`` is requests (m = 0) or bytes (m = 1) of status class ``CLASSES[c]``. Starts
    ascend; a bucket without requests may be left out."""

    width: int
    starts: IntArray
    sums: IntArray


def classes(status: npt.NDArray[np.int16], level: Encoded | None) -> IntArray:
    """The position in CLASSES of each record."""
    found = (status // 100).astype(np.int64)
    found[found > len(STATUS_CLASSES)] = 0
    if level is not None:
        names = [value.decode("latin-1") for value in level.values.to_pylist()]
        known = np.array([CLASSES.index(n) if n in LEVELS else 0 for n in names], np.int64)
        found = np.where(found == 0, known[level.codes], found)
    return found


def timeline(time: IntArray, groups: npt.NDArray[np.integer[Any]], measured: Measured) -> Timeline:
    """Of one chunk with at least one record, each with a time; ``groups`` are positions in
    CLASSES."""
    first, last = int(time.min()), int(time.max())
    width = _width(first, last, _IN_CHUNK)
    bucket = time // width
    start = first // width
    cells = (bucket - start) * len(CLASSES) + groups
    size = (last // width - start + 1) * len(CLASSES)
    sums = np.stack(
        [
            np.bincount(cells, minlength=size),
            add_up(cells, measured.bytes_sent, measured.weights, size),
        ]
    ).reshape(2, -1, len(CLASSES))
    filled = np.flatnonzero(sums[0].any(axis=1))
    return Timeline(width, (filled + start) * width, sums[:, filled])


NOTHING = Timeline(LADDER[0], np.zeros(0, np.int64), np.zeros((2, 0, len(CLASSES)), np.int64))


def merge_timelines(timelines: Sequence[Timeline]) -> Timeline:
    """One timeline, as fine as the coarsest of them, or coarser where it had more buckets than one
    of a chunk may have: it spans no more time than the report either."""
    filled = [one for one in timelines if len(one.starts)]
    if not filled:
        return NOTHING
    first = min(int(one.starts[0]) for one in filled)
    last = max(int(one.starts[-1]) for one in filled)
    width = max(_width(first, last, _IN_CHUNK), *(one.width for one in filled))
    coarse = [_coarser(one, width) for one in filled]
    starts = np.unique(np.concatenate([one.starts for one in coarse]))
    sums = np.zeros((2, len(starts), len(CLASSES)), np.int64)
    for one in coarse:
        sums[:, np.searchsorted(starts, one.starts)] += one.sums
    return Timeline(width, starts, sums)


def _coarser(line: Timeline, width: int) -> Timeline:
    """With buckets so wide, which are whole ones of ``line``."""
    if line.width == width:
        return line
    starts = line.starts // width * width
    begun = np.flatnonzero(np.diff(starts, prepend=starts[0] - 1))
    return Timeline(width, starts[begun], np.add.reduceat(line.sums, begun, axis=1))


def without(whole: Timeline, part: Timeline) -> Timeline:
    """What is left of a timeline without a part of it, as fine as the whole."""
    left = merge_timelines([whole, replace(part, sums=-part.sums)])
    filled = np.flatnonzero(left.sums[0].any(axis=1))
    return Timeline(left.width, left.starts[filled], left.sums[:, filled])


def fits_report(line: Timeline, first: int, last: int) -> bool:
    """Whether it is fine enough for a report of ``[first, last]``."""
    return line.width <= _width(first, last, MOST_IN_REPORT)


def for_report(line: Timeline, first: int, last: int) -> Timeline:
    """Buckets of equal width over all of ``[first, last]``, empty ones included."""
    width = _width(first, last, MOST_IN_REPORT)
    start = first // width
    count = last // width - start + 1
    sums = np.zeros((2, count, len(CLASSES)), np.int64)
    if len(line.starts):
        line = _coarser(line, width)
        sums[:, line.starts // width - start] = line.sums
    return Timeline(width, (np.arange(count) + start) * width, sums)


def _width(first: int, last: int, most: int) -> int:
    for width in LADDER:
        if last // width - first // width < most:
            return width
    return LADDER[-1]
