"""Fields with more values than are kept in memory, and more visitors.

Up to MOST_KEYS values everything is exact. A field that has more is no longer merged: its tallies
go to a file as they come, and memory keeps two things of fixed size. The one is a sample of hashes
that tells how many values there are. The other is a Count-Min sketch (Cormode, Muthukrishnan, 2005)
of requests: the sum of all keys in a cell is no less than that of any of them. So at the end one
pass over the file finds every key of more requests than most cells hold, with exact sums of all it
measures. Sample and sums of cells depend on nothing but the records: the report is the same for any
chunks in any order.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from analyzer.aggregate.accumulator import Accumulator, merge_aggregates, tally_of
from analyzer.aggregate.distinct import NO_HASHES, Distinct, Mask
from analyzer.aggregate.hashing import Words, hash_keys
from analyzer.aggregate.latency import BUCKETS, NONE, Latency
from analyzer.aggregate.partial import Aggregates
from analyzer.aggregate.spill import Spill
from analyzer.aggregate.tally import NO_KEYS, Excess, Tally
from analyzer.aggregate.timeline import NOTHING
from analyzer.aggregate.visitors import MOST_VISITORS, NOBODY, NOT_SAMPLED, Sample, sampled
from analyzer.parse.columns import ABSENT, NO_TIME, IntArray

MOST_KEYS = 500_000
"""Distinct values of a field up to which all of them are kept."""

FULLEST = 100_000
"""Cells whose keys are looked at again at the end."""

_PIECE = 1 << 17
"""Keys that are taken at a time."""

_CELLS = 1 << 21
_ROWS = 2
_BITS = 64 // _ROWS


@dataclass(slots=True)
class _Field:
    """What is known in memory of a field with too many values: ``cells[row]`` are requests by a
    part of the hash."""

    distinct: Distinct = NO_HASHES
    cells: IntArray = field(default_factory=lambda: np.zeros((_ROWS, _CELLS), np.int64))

    def add(self, hashes: Words, requests: IntArray) -> None:
        """Keys that are distinct among themselves."""
        self.distinct = self.distinct.plus(hashes)
        for row, cells in enumerate(self.cells):
            np.add.at(cells, _cell(hashes, row), requests)

    def above(self) -> int:
        """The fewest requests that no more than FULLEST cells of each row exceed."""
        return int(np.partition(self.cells, -FULLEST - 1)[:, -FULLEST - 1].max())

    def may_exceed(self, hashes: Words, requests: int) -> Mask:
        """Of which keys there may be more requests."""
        one, two = (cells[_cell(hashes, row)] > requests for row, cells in enumerate(self.cells))
        return np.asarray(one & two)


def _cell(hashes: Words, row: int) -> npt.NDArray[np.intp]:
    return (hashes >> np.uint64(row * _BITS) & np.uint64(_CELLS - 1)).astype(np.intp)


class Overflow:
    """Takes the fields that have too many values out of aggregates, and the visitors where they are
    too many, and puts what can be said of them into the report's."""

    def __init__(self) -> None:
        self._fields: dict[str, _Field] = {}
        self._sample: Sample | None = None
        self._spill: Spill | None = None

    def is_due(self, merged: Accumulator) -> bool:
        """Whether something has grown too much."""
        return merged.exceeds(MOST_KEYS, MOST_VISITORS)

    def watch(self, merged: Aggregates) -> Aggregates:
        """Merged aggregates without what has grown too much in them; from now on others have to go
        through ``divert`` before they are merged with these."""
        for name, one in merged.tallies.items():
            if len(one) > MOST_KEYS:
                self._fields[name] = _Field()
        too_many = len(merged.visitors.packed) > MOST_VISITORS
        # Visitors are positions among the keys of these.
        if too_many or self._fields.keys() & {"client_ip", "user_agent"}:
            self._sample = self._sample or NOT_SAMPLED
        return self.divert(merged)

    def divert(self, parts: Aggregates) -> Aggregates:
        """The aggregates without fields and visitors that are too many."""
        if self._sample is not None and len(parts.visitors.packed):
            found = _sample_of(parts)
            self._sample = self._sample.plus(found.hashes, found.agents, found.level)
            parts = replace(parts, visitors=NOBODY)
        if not self._fields:
            return parts
        taken = {name: tally_of(parts, name) for name in self._fields}
        for name, one in taken.items():
            for start in range(0, len(one), _PIECE):
                self._take(name, _piece(parts, name, one, start))
        left = {**parts.tallies, **dict.fromkeys(taken, NO_KEYS)}
        return replace(parts, tallies=left, latency=_left(parts.latency, taken))

    def _take(self, name: str, parts: Aggregates) -> None:
        tally = parts.tallies[name]
        hashes = hash_keys(tally.keys)
        self._fields[name].add(hashes, tally.sums[0])
        self._spill = self._spill or Spill()
        self._spill.add(parts, hashes)

    def complete(self, merged: Aggregates) -> Aggregates:
        """What was left of all aggregates, merged, with what was taken from them."""
        merged = replace(merged, sample=self._sample)
        if self._spill is None:
            return merged
        above = {name: one.above() for name, one in self._fields.items()}
        found = [merged]
        for parts, hashes in self._spill:
            (name,) = parts.tallies
            likely = self._fields[name].may_exceed(hashes, above[name])
            # As a piece of its own: what was read shares the memory of all that was read with it.
            piece = _piece(parts, name, parts.tallies[name], 0)
            found.append(_select(piece, {name: likely}))
        whole = merge_aggregates(found)
        certain = {name: whole.tallies[name].sums[0] > least for name, least in above.items()}
        whole = _select(whole, certain)
        shown = {
            name: replace(whole.tallies[name], excess=Excess(one.distinct.estimate, above[name]))
            for name, one in self._fields.items()
        }
        return replace(whole, tallies={**whole.tallies, **shown})


def _sample_of(parts: Aggregates) -> Sample:
    nobody = pa.array([ABSENT], pa.binary())
    agents = parts.tallies["user_agent"].keys if "user_agent" in parts.tallies else nobody
    return sampled(parts.visitors, parts.tallies["client_ip"].keys, agents)


def _left(spent: Latency, taken: Container[str]) -> Latency:
    """Latencies by path belong to positions among the paths."""
    none = np.zeros(0, np.int64)
    return replace(spent, packed=none, packed_counts=none) if "path" in taken else spent


def _piece(parts: Aggregates, name: str, tally: Tally, start: int) -> Aggregates:
    """Aggregates that add nothing to others but some keys of one tally, with the latencies of paths
    if they are paths."""
    end = min(start + _PIECE, len(tally))
    return Aggregates(
        first=NO_TIME,
        last=NO_TIME,
        sums=np.zeros_like(parts.sums),
        tallies={name: Tally(tally.keys[start:end], tally.sums[:, start:end])},
        timeline=NOTHING,
        visitors=NOBODY,
        latency=_of_paths(parts.latency, start, end) if name == "path" else NONE,
        statuses=np.zeros_like(parts.statuses),
        sizes=np.zeros_like(parts.sizes),
        hours=np.zeros_like(parts.hours),
    )


def _of_paths(spent: Latency, start: int, end: int) -> Latency:
    cells = slice(*np.searchsorted(spent.packed, [start * BUCKETS, end * BUCKETS]))
    packed = spent.packed[cells] - start * BUCKETS
    return replace(NONE, packed=packed, packed_counts=spent.packed_counts[cells])


def _select(parts: Aggregates, stay: Mapping[str, Mask]) -> Aggregates:
    """The keys that stay, of the tallies named, and the latencies of the paths that do."""
    tallies = {
        name: _some(one, stay[name]) if name in stay else one for name, one in parts.tallies.items()
    }
    latency = _some_paths(parts.latency, stay["path"]) if "path" in stay else parts.latency
    return replace(parts, tallies=tallies, latency=latency)


def _some(tally: Tally, stay: Mask) -> Tally:
    return Tally(tally.keys.filter(pa.array(stay)), tally.sums[:, stay])


def _some_paths(spent: Latency, stay: Mask) -> Latency:
    path, bucket = np.divmod(spent.packed, BUCKETS)
    cells = stay[path]
    packed = (np.cumsum(stay) - 1)[path[cells]] * BUCKETS + bucket[cells]
    return replace(spent, packed=packed, packed_counts=spent.packed_counts[cells])
