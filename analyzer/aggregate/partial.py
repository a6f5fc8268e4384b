"""What one chunk contributes."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analyzer.aggregate.countable import UNTIMED, WEEK_HOURS, Countable, prepare
from analyzer.aggregate.latency import Latency, latency
from analyzer.aggregate.tally import (
    MOST_VALUES,
    Measured,
    Tally,
    add_up,
    tally,
    totals,
    within,
)
from analyzer.aggregate.timeline import NOTHING, Timeline, timeline
from analyzer.aggregate.visitors import Sample, Visitors, visitors_of
from analyzer.model import NO_TIMES, Accounting, Clocks, Reject
from analyzer.parse.columns import NO_TIME, Columns, IntArray

MOST_SAMPLES = 20
"""Rejected records shown per reason: the first ones by source and offset."""

_STATUSES = 1000
_SIZES = 45

UNLIMITED = frozenset(
    {"client_ip", "path", "referrer", "user_agent", "virtual_host", "method", "protocol", "user"}
)
"""Fields whose tallies keep every key. All others are categories, or overfull."""


_COMBINED = frozenset({"client_ip", "user_agent", "path"})
"""Fields that are counted together with something else, too."""


@dataclass(frozen=True, slots=True)
class Aggregates:
    """Of at least one record. ``sums`` are the measures over all records; a field that has no
    tally is absent throughout. ``statuses[m, s]`` is requests (m = 0) or bytes (m = 1) of status s;
    ``sizes[b]`` the responses whose size has b binary digits; ``hours[h]`` the records h hours
    after Monday 00:00 UTC; ``first`` and ``last`` are seconds since 1970, NO_TIME where no record
    has a time. Of visitors that are too many, ``sample`` holds a sample (None: all of them are
    among ``visitors``)."""

    first: int
    last: int
    sums: IntArray
    tallies: Mapping[str, Tally]
    timeline: Timeline
    visitors: Visitors
    latency: Latency
    statuses: IntArray
    sizes: IntArray
    hours: IntArray
    sample: Sample | None = None


@dataclass(frozen=True, slots=True)
class Partial:
    """Mergeable results of some chunks; ``aggregates`` is None where no record could be parsed;
    ``clocks`` is what the parsed records say of their times."""

    accounting: Accounting
    rejects: tuple[Reject, ...]
    aggregates: Aggregates | None
    clocks: Clocks = NO_TIMES

    @property
    def weight(self) -> int:
        """How much there is to merge: keys and visitors."""
        if self.aggregates is None:
            return 0
        keys = sum(len(one) for one in self.aggregates.tallies.values())
        sample = self.aggregates.sample
        sampled = len(sample.hashes) if sample else 0
        return keys + len(self.aggregates.visitors.packed) + sampled


def aggregate(columns: Columns) -> Aggregates:
    """All aggregates of one chunk's records."""
    return count(prepare(columns))


@dataclass(frozen=True, slots=True)
class Known:
    """Aggregates that some records may have been asked for before. Tallies have all their keys,
    however many those are."""

    tallies: Mapping[str, Tally]
    visitors: Visitors
    latency: Latency


def limited(tallies: Mapping[str, Tally]) -> dict[str, Tally]:
    """Without the keys of fields that have too many."""
    return {
        name: within(None if name in UNLIMITED else MOST_VALUES, one)
        for name, one in tallies.items()
    }


def tallied(records: Countable, rows: IntArray | None = None) -> dict[str, Tally]:
    """A tally of each field, of the records at ``rows`` (None: all), however many keys it has."""
    return {
        name: tally(column, records.bytes_sent, records.flags, rows)
        for name, column in records.text.items()
    }


def count(
    everything: Countable,
    rows: IntArray | None = None,
    known: Known | None = None,
) -> Aggregates:
    """All aggregates of the records at ``rows`` (None: all), which are at least one; ``known`` is
    what is known of them already. Values that none of them has keep a place in the tallies, with
    sums of zero."""
    fields = _COMBINED if known is None else ()
    records = everything if rows is None else everything.some(rows, fields)
    if known is None:
        known = Known(
            tallied(everything, rows),
            visitors_of(records.text, records.day),
            latency(records.duration, records.spent, records.text.get("path")),
        )
    measured = Measured.of(records.bytes_sent, records.flags)
    timed = np.flatnonzero(records.hour != UNTIMED)
    everywhere = len(timed) == len(records.time)
    time = records.time if everywhere else records.time[timed]
    hour = records.hour if everywhere else records.hour[timed]
    return Aggregates(
        first=int(time.min(initial=-NO_TIME)) if len(time) else NO_TIME,
        last=int(time.max(initial=NO_TIME)),
        sums=totals(measured),
        tallies=limited(known.tallies),
        timeline=_timeline(records, timed, time, measured),
        visitors=known.visitors,
        latency=known.latency,
        statuses=_by_status(records.status, measured),
        sizes=np.bincount(records.size, minlength=_SIZES),
        hours=np.bincount(hour, minlength=WEEK_HOURS),
    )


def _timeline(records: Countable, timed: IntArray, time: IntArray, measured: Measured) -> Timeline:
    if not len(time):
        return NOTHING
    if len(time) == len(records.time):
        return timeline(time, records.group, measured)
    some = Measured.of(records.bytes_sent[timed], records.flags[timed])
    return timeline(time, records.group[timed], some)


def _by_status(status: npt.NDArray[np.int16], measured: Measured) -> IntArray:
    return np.stack(
        [
            np.bincount(status, minlength=_STATUSES),
            add_up(status, measured.bytes_sent, measured.weights, _STATUSES),
        ]
    )
