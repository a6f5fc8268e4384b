"""Aggregates that others are added to: of what is there already, nothing is looked at again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from analyzer.aggregate.growing_tally import GrowingTally
from analyzer.aggregate.latency import NONE, Latency, merge_latency
from analyzer.aggregate.partial import UNLIMITED, Aggregates
from analyzer.aggregate.tally import MOST_VALUES, Tally, single
from analyzer.aggregate.timeline import NOTHING, Timeline, merge_timelines
from analyzer.aggregate.visitors import NOBODY, Sample, Visitors, merge_visitors
from analyzer.parse.columns import ABSENT, NO_TIME
from analyzer.parse.dictionary import Codes

_LEAST_WAITING = 1 << 18
"""Numbers, of eight bytes."""

_ABSENT_ONLY = np.zeros(1, np.int32)
"""Where the one key of a field goes that no record has had so far."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """What is merged the better the more of it there is; of what refers to keys by number, where
    each client, user agent and path went."""

    timeline: Timeline
    visitors: Visitors
    latency: Latency
    clients: Codes
    agents: Codes
    paths: Codes

    @property
    def weight(self) -> int:
        """How many numbers there are."""
        spent = self.latency
        timed = 0 if spent is NONE else len(spent.counts) + 2 * len(spent.packed)
        return self.timeline.sums.size + len(self.visitors.packed) + timed


class Accumulator:
    """The sum of all aggregates that were added, in whatever order. Some of it waits until it is
    more than what is merged, so that each number is merged a logarithmic number of times."""

    def __init__(self) -> None:
        self._fields: dict[str, GrowingTally] = {}
        self._rest: Aggregates | None = None
        self._waiting: list[_Waiting] = []

    def add(self, part: Aggregates) -> None:
        """Takes one in; none of its arrays is kept but those of the first."""
        for name in part.tallies:
            if name not in self._fields:
                self._fields[name] = GrowingTally(None if name in UNLIMITED else MOST_VALUES)
                if self._rest is not None:
                    self._fields[name].add(single(ABSENT, self._rest.sums))
        places = {name: grown.add(tally_of(part, name)) for name, grown in self._fields.items()}
        self._wait(part, places)
        rest = replace(part, tallies={}, timeline=NOTHING, visitors=NOBODY, latency=NONE)
        self._rest = rest if self._rest is None else _plus(self._rest, rest)

    def result(self) -> Aggregates:
        """The sum, of one at least; later additions do not change it."""
        assert self._rest is not None
        self._settle()
        (merged,) = self._waiting
        return replace(
            self._rest,
            tallies={name: grown.result() for name, grown in self._fields.items()},
            timeline=merged.timeline,
            visitors=merged.visitors,
            latency=merged.latency,
        )

    def exceeds(self, keys: int, visitors: int) -> bool:
        """Whether some field has more keys, or there are more visitors."""
        if any(len(grown) > keys for grown in self._fields.values()):
            return True
        if self._visitors() > visitors:
            self._settle()
        return self._visitors() > visitors

    def _visitors(self) -> int:
        """How many there are at most."""
        return sum(len(one.visitors.packed) for one in self._waiting)

    def _wait(self, part: Aggregates, places: Mapping[str, Codes]) -> None:
        spent = part.latency
        timed = spent.counts.any() or len(spent.packed)
        some = _Waiting(
            part.timeline,
            replace(part.visitors, packed=part.visitors.packed.copy()),
            _copied(spent) if timed else NONE,
            *(places.get(name, _ABSENT_ONLY) for name in ("client_ip", "user_agent", "path")),
        )
        self._waiting.append(some)
        if sum(one.weight for one in self._waiting[1:]) > max(
            _LEAST_WAITING, self._waiting[0].weight
        ):
            self._settle()

    def _settle(self) -> None:
        """Makes one of those that wait."""
        if len(self._waiting) < 2:
            return
        waiting = self._waiting
        clients, agents, paths = (
            len(self._fields[name]) if name in self._fields else 1
            for name in ("client_ip", "user_agent", "path")
        )
        line = merge_timelines([one.timeline for one in waiting])
        visitors = merge_visitors(
            [one.visitors for one in waiting],
            [one.clients for one in waiting],
            [one.agents for one in waiting],
            clients,
            agents,
        )
        latency = merge_latency([one.latency for one in waiting], [one.paths for one in waiting])
        here = (np.arange(size, dtype=np.int32) for size in (clients, agents, paths))
        self._waiting = [_Waiting(line, visitors, latency, *here)]


def merge_aggregates(parts: Sequence[Aggregates]) -> Aggregates:
    """Of one at least."""
    if len(parts) == 1:
        return parts[0]
    whole = Accumulator()
    for part in parts:
        whole.add(part)
    return whole.result()


def tally_of(part: Aggregates, name: str) -> Tally:
    """Of a field; where no record has it, they are all without it."""
    return part.tallies[name] if name in part.tallies else single(ABSENT, part.sums)


def _plus(one: Aggregates, other: Aggregates) -> Aggregates:
    """The sum of all that refers to no key."""
    firsts = [part.first for part in (one, other) if part.first != NO_TIME]
    return Aggregates(
        first=min(firsts, default=NO_TIME),
        last=max(one.last, other.last),
        sums=one.sums + other.sums,
        tallies={},
        timeline=NOTHING,
        visitors=NOBODY,
        latency=NONE,
        statuses=one.statuses + other.statuses,
        sizes=one.sizes + other.sizes,
        hours=one.hours + other.hours,
        sample=_sampled(one.sample, other.sample),
    )


def _sampled(one: Sample | None, other: Sample | None) -> Sample | None:
    if one is None or other is None:
        return one or other
    return one.plus(other.hashes, other.agents, other.level)


def _copied(spent: Latency) -> Latency:
    """Without the memory that its arrays share with others."""
    return Latency(
        spent.counts.copy(),
        spent.total,
        spent.longest,
        spent.packed.copy(),
        spent.packed_counts.copy(),
    )
