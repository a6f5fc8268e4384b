"""What one chunk contributes, and how contributions become one.

Laws, which a test holds for every field: merging is associative and commutative (up to the order
of keys, which no panel shows), and a chunk split in two and merged equals the chunk.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

import numpy as np
import numpy.typing as npt

from analyzer.aggregate.tally import Measured, Tally, add_up, merge_tallies, tally
from analyzer.aggregate.timeline import Timeline, merge_timelines, timeline
from analyzer.aggregate.visitors import Visitors, merge_visitors, visitors
from analyzer.model import Accounting, Reject, RejectSample
from analyzer.parse.columns import Columns, IntArray
from analyzer.parse.request import split_requests

MOST_SAMPLES = 20
"""Rejected records shown per reason: the first ones by source and offset."""

_STATUSES = 1000
_SIZES = 45
_WEEK_HOURS = 168
_MONDAY = 72
"""1970 began on a Thursday: three days after a Monday, in hours."""


@dataclass(frozen=True, slots=True)
class Aggregates:
    """Of at least one record. ``statuses[m, s]`` is requests (m = 0) or bytes (m = 1) of status s;
    ``sizes[b]`` the responses whose size has b binary digits; ``hours[h]`` the requests h hours
    after Monday 00:00 UTC; ``first`` and ``last`` are seconds since 1970."""

    first: int
    last: int
    tallies: Mapping[str, Tally]
    timeline: Timeline
    visitors: Visitors
    statuses: IntArray
    sizes: IntArray
    hours: IntArray


@dataclass(frozen=True, slots=True)
class Partial:
    """Mergeable results of some chunks; ``aggregates`` is None where no record could be parsed."""

    accounting: Accounting
    rejects: tuple[Reject, ...]
    aggregates: Aggregates | None

    @property
    def weight(self) -> int:
        """How much there is to merge: keys and visitors."""
        if self.aggregates is None:
            return 0
        keys = sum(len(one) for one in self.aggregates.tallies.values())
        return keys + len(self.aggregates.visitors.packed)


def aggregate(columns: Columns) -> Aggregates:
    """All aggregates of one chunk's records."""
    measured = Measured.of(columns.status, columns.bytes_sent)
    requests = split_requests(columns.text["request"])
    text = {name: column for name, column in columns.text.items() if name != "request"}
    text |= {"method": requests.method, "path": requests.path, "protocol": requests.protocol}
    binary_digits = np.frexp(columns.bytes_sent.astype(np.float64))[1]
    return Aggregates(
        first=int(columns.time.min()),
        last=int(columns.time.max()),
        tallies={name: tally(column, measured) for name, column in text.items()},
        timeline=timeline(columns.time, columns.status, measured),
        visitors=visitors(text["client_ip"], text["user_agent"], columns.day),
        statuses=_by_status(columns.status, measured),
        sizes=np.bincount(binary_digits, minlength=_SIZES),
        hours=np.bincount((columns.time // 3600 + _MONDAY) % _WEEK_HOURS, minlength=_WEEK_HOURS),
    )


def _by_status(status: npt.NDArray[np.int16], measured: Measured) -> IntArray:
    return np.stack(
        [
            np.bincount(status, minlength=_STATUSES),
            add_up(status, measured.bytes_sent, measured.weights, _STATUSES),
        ]
    )


def merge(partials: Sequence[Partial]) -> Partial:
    """One partial; of none, the neutral one."""
    accounting = sum((one.accounting for one in partials), Accounting())
    filled = [one.aggregates for one in partials if one.aggregates is not None]
    rejects = merge_rejects(reject for one in partials for reject in one.rejects)
    return Partial(accounting, rejects, _merge_aggregates(filled) if filled else None)


def _merge_aggregates(parts: Sequence[Aggregates]) -> Aggregates:
    if len(parts) == 1:
        return parts[0]
    merged = {
        name: merge_tallies([part.tallies[name] for part in parts]) for name in parts[0].tallies
    }
    tallies = {name: one for name, (one, _) in merged.items()}
    return Aggregates(
        first=min(part.first for part in parts),
        last=max(part.last for part in parts),
        tallies=tallies,
        timeline=merge_timelines([part.timeline for part in parts]),
        visitors=merge_visitors(
            [part.visitors for part in parts],
            merged["client_ip"][1],
            merged["user_agent"][1],
            len(tallies["client_ip"]),
            len(tallies["user_agent"]),
        ),
        statuses=np.sum([part.statuses for part in parts], axis=0),
        sizes=np.sum([part.sizes for part in parts], axis=0),
        hours=np.sum([part.hours for part in parts], axis=0),
    )


def merge_rejects(rejects: Iterable[Reject]) -> tuple[Reject, ...]:
    """One entry a reason, most frequent first, with the first samples of all."""
    by_reason: dict[str, list[Reject]] = defaultdict(list)
    for reject in rejects:
        by_reason[reject.reason].append(reject)
    merged = [
        Reject(reason, sum(one.count for one in same), _first_samples(same))
        for reason, same in by_reason.items()
    ]
    return tuple(sorted(merged, key=lambda one: (-one.count, one.reason)))


def _first_samples(rejects: Sequence[Reject]) -> tuple[RejectSample, ...]:
    samples = (sample for reject in rejects for sample in reject.samples)
    return tuple(nsmallest(MOST_SAMPLES, samples, key=lambda s: (s.source, s.offset)))
