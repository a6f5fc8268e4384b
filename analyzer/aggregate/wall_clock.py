"""Records by the clock of a time zone: over time in steps that begin where that clock shows it, and
by its weekday and hour.

The steps have the widths of the timeline's ladder, as that clock counts them. One of more than an
hour begins when the clock first shows its beginning: so a day may last 23 or 25 hours. Shorter ones
also begin wherever the clock is put forward or back: so the hour that it shows twice is two steps.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timezone, tzinfo
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from analyzer.aggregate.countable import MONDAY, UNTIMED, WEEK_HOURS, Countable
from analyzer.aggregate.tally import Measured, add_up
from analyzer.aggregate.timeline import CLASSES, LADDER, MOST_IN_REPORT, Timeline
from analyzer.parse.columns import IntArray

_DAY, _HOUR = 86_400, 3_600

_STRIDE = 3 * _DAY
"""No zone has changed its offset twice within so long (a test looks at all of them)."""

_BLOCK = 1 << 28
"""Seconds whose changes are found and remembered together, eight years."""

_MOST_CELLS = 1 << 20

_FIRST_CHANGE = -5_364_662_400
"""The year 1800: zones are younger."""

_EARLIEST, _LATEST = -62_135_510_400, 253_402_128_000
"""A day within the first and the last moment that a datetime holds, whatever its zone."""


@dataclass(frozen=True, slots=True)
class Offsets:
    """What a zone adds to UTC: ``seconds[i]`` from the moment ``starts[i]`` (seconds since 1970)
    on, and the first of them before that, too."""

    starts: IntArray
    seconds: IntArray

    def at(self, moments: IntArray) -> IntArray:
        """One for each moment."""
        if len(self.seconds) == 1:
            return np.broadcast_to(self.seconds, moments.shape)
        place = np.searchsorted(self.starts[1:], moments, side="right")
        return np.asarray(self.seconds[place])


@dataclass(frozen=True, slots=True)
class Steps:
    """Step ``i`` is from ``starts[i]`` to the next start; ``width`` is how long it is where the
    clock is not changed. All in seconds."""

    width: int
    starts: IntArray
    offsets: Offsets

    def at(self, moments: IntArray) -> IntArray:
        """The number of the step that each moment is in; none is before the first step."""
        lengths = np.diff(self.starts)
        grid = int(np.gcd.reduce(lengths)) or self.width
        if lengths.sum() > grid * _MOST_CELLS:
            return np.searchsorted(self.starts, moments, side="right") - 1
        # By a table: an eighth of the time that searching takes.
        numbers = np.repeat(np.arange(len(self.starts)), [*(lengths // grid), 1])
        cells = (moments - self.starts[0]) // grid
        return np.asarray(numbers[np.minimum(cells, len(numbers) - 1)])


@dataclass(frozen=True, slots=True)
class ByClock:
    """Of at least one record with a time: ``timeline`` has the steps of ``zone`` (a name) from the
    first record to the last, empty ones included; ``hours[h]`` are the records h hours after Monday
    00:00 there."""

    zone: str
    timeline: Timeline
    hours: IntArray


def offsets_between(zone: tzinfo, first: int, last: int) -> Offsets:
    """From one moment to another."""
    found = [(first, _offset(zone, first))]
    for block in range(first // _BLOCK, last // _BLOCK + 1):
        found += [change for change in _changes(zone, block) if first < change[0] <= last]
    starts, seconds = zip(*found, strict=True)
    return Offsets(np.array(starts, np.int64), np.array(seconds, np.int64))


@lru_cache(maxsize=4096)
def _changes(zone: tzinfo, block: int) -> tuple[tuple[int, int], ...]:
    """The changes within a block of time, its end included: the moment, and the offset from
    then on."""
    if isinstance(zone, timezone) or (block + 1) * _BLOCK < _FIRST_CHANGE:
        return ()
    points = [*range(block * _BLOCK, (block + 1) * _BLOCK, _STRIDE), (block + 1) * _BLOCK]
    offsets = [_offset(zone, point) for point in points]
    steps = zip(pairwise(points), pairwise(offsets), strict=True)
    return tuple((_change(zone, *between), new) for between, (old, new) in steps if old != new)


def _offset(zone: tzinfo, moment: int) -> int:
    found = datetime.fromtimestamp(min(max(moment, _EARLIEST), _LATEST), zone).utcoffset()
    return int(found.total_seconds()) if found else 0


def _change(zone: tzinfo, before: int, after: int) -> int:
    """The first moment with the offset of ``after``; one second earlier it is that of
    ``before``."""
    old = _offset(zone, before)
    while after - before > 1:
        middle = (before + after) // 2
        if _offset(zone, middle) == old:
            before = middle
        else:
            after = middle
    return after


def steps_of(zone: tzinfo, first: int, last: int) -> Steps:
    """The steps that the moments ``[first, last]`` fall into: as narrow as the report allows."""
    # The first step may begin before.
    offsets = offsets_between(zone, first - min(last - first, LADDER[-1]) - 2 * _DAY, last)
    for width in LADDER:
        if (last - first) // width <= MOST_IN_REPORT:
            starts = _starts(offsets, width, first, last)
            if len(starts) <= MOST_IN_REPORT:
                return Steps(width, starts, offsets)
    return Steps(width, _starts(offsets, width, first, last), offsets)


def _starts(offsets: Offsets, width: int, first: int, last: int) -> IntArray:
    found = list(_starts_by_offset(offsets, width, last))
    starts = np.concatenate(found)
    return starts[np.searchsorted(starts, first, side="right") - 1 :]


def _starts_by_offset(offsets: Offsets, width: int, last: int) -> Iterator[IntArray]:
    """Where steps begin while the offset stays what it is. A step's number is the clock's time in
    steps since 1970."""
    ends = [*offsets.starts[1:].tolist(), last + 1]
    reached = None
    for begin, end, offset in zip(
        offsets.starts.tolist(), ends, offsets.seconds.tolist(), strict=True
    ):
        low, high = (begin + offset) // width, (end - 1 + offset) // width
        if reached is not None and width > _HOUR:
            low = max(low, reached + 1)
        starts = np.arange(low, high + 1) * width - offset
        yield starts if reached is None else np.maximum(starts, begin)
        reached = high if reached is None else max(high, reached)


Counted = tuple[IntArray, IntArray]
"""The sums of a timeline (measure, step, class), and the records by hour of the week."""


def regrouped(line: Timeline, steps: Steps) -> Counted | None:
    """The records of a timeline that the steps begin with; None where a bucket of it may be of two
    steps or of two hours, so that records have to be looked at."""
    moments = np.concatenate([steps.starts, steps.offsets.starts[1:], steps.offsets.seconds])
    if _HOUR % line.width or (moments % line.width).any():
        return None
    sums = np.zeros((len(steps.starts), *line.sums.shape[::2]), np.int64)
    np.add.at(sums, steps.at(line.starts), line.sums.swapaxes(0, 1))
    hours = np.zeros(WEEK_HOURS, np.int64)
    np.add.at(hours, hours_of_week(line.starts, steps.offsets), line.sums[0].sum(axis=1))
    return sums.swapaxes(0, 1), hours


def count_by_clock(records: Countable, rows: IntArray | slice, steps: Steps) -> Counted:
    """The records at ``rows``."""
    wanted = (records.time, records.group, records.flags, records.bytes_sent)
    columns: list[npt.NDArray[Any]] = [column[rows] for column in wanted]
    timed = records.hour[rows] != UNTIMED
    if not timed.all():
        columns = [column[timed] for column in columns]
    time, group, flags, size = columns
    measured = Measured.of(size, flags)
    cells = steps.at(time) * len(CLASSES) + group
    room = len(steps.starts) * len(CLASSES)
    sums = [
        np.bincount(cells, minlength=room),
        add_up(cells, measured.bytes_sent, measured.weights, room),
    ]
    shape = 2, len(steps.starts), len(CLASSES)
    hours = np.bincount(hours_of_week(time, steps.offsets), minlength=WEEK_HOURS)
    return np.stack(sums).reshape(shape), hours


def hours_of_week(time: IntArray, offsets: Offsets) -> IntArray:
    """How many hours after Monday 00:00 the clock shows at each moment."""
    hour = (time + offsets.at(time)) // _HOUR + MONDAY
    hour -= hour // WEEK_HOURS * WEEK_HOURS  # a sixth of the time that the remainder takes
    return hour
