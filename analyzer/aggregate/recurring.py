"""What only sorting would tell of some records: which visitors they are of, and how long each path
took. Known of all of them, it is counted instead, and that of most is that of all less the rest."""

from dataclasses import dataclass, replace

import numpy as np

from analyzer.aggregate.countable import Countable
from analyzer.aggregate.latency import BUCKETS, NONE, Latency, cells
from analyzer.aggregate.numbered import Numbered
from analyzer.aggregate.visitors import NOBODY, Visitors, identified, visits
from analyzer.parse.columns import NO_DURATION, IntArray


@dataclass(frozen=True, slots=True)
class Recurred:
    """How many of some records have each visitor, and each bucket of duration of each path; all
    their durations together, in microseconds."""

    visits: IntArray
    spent: IntArray
    total: int

    def less(self, part: "Recurred") -> "Recurred":
        """What is left without a part of them."""
        return Recurred(self.visits - part.visits, self.spent - part.spent, self.total - part.total)


@dataclass(frozen=True, slots=True)
class Recurring:
    """The visitors of the records, numbered and packed as those of ``everybody``; path and bucket
    of durations, numbered."""

    everybody: Visitors
    visitor: Numbered
    spent: Numbered
    by_path: bool

    @classmethod
    def of(cls, records: Countable) -> "Recurring":
        """Of prepared records."""
        known = identified(records.text, len(records.time))
        everybody = visits(records.text, records.day) if known.any() else NOBODY
        packed = everybody.packed if known.any() else np.zeros(len(known), np.int64)
        return cls(
            replace(everybody, packed=NOBODY.packed),
            Numbered.of(packed, known),
            _spent(records),
            "path" in records.text,
        )

    def counted(self, records: Countable, rows: IntArray | slice) -> Recurred:
        """Of the ``records`` that it was made of, those at ``rows``."""
        durations = _durations(records, rows)
        total = int(durations.sum(where=durations != NO_DURATION))
        return Recurred(self.visitor.counts(rows), self.spent.counts(rows), total)

    def visitors(self, found: Recurred) -> Visitors:
        """Those of some records."""
        return replace(self.everybody, packed=self.visitor.values[found.visits > 0])

    def latency(self, found: Recurred, records: Countable, rows: IntArray | slice) -> Latency:
        """Of some of the ``records``, those at ``rows``, of which it was ``found``."""
        here = np.flatnonzero(found.spent)
        if not len(here):
            return NONE
        packed, counts = self.spent.values[here], found.spent[here]
        overall = np.zeros(BUCKETS, np.int64)
        np.add.at(overall, packed % BUCKETS, counts)
        if not self.by_path:
            packed, counts = packed[:0], counts[:0]
        longest = int(_durations(records, rows).max())
        return Latency(overall, found.total, longest, packed, counts)


def _durations(records: Countable, rows: IntArray | slice) -> IntArray:
    return _NO_DURATIONS if records.duration is None else records.duration[rows]


_NO_DURATIONS = np.zeros(0, np.int64)


def _spent(records: Countable) -> Numbered:
    size = len(records.time)
    if records.duration is None or records.spent is None:
        return Numbered.of(np.zeros(size, np.int64), np.zeros(size, np.bool_))
    paths = records.text["path"].codes if "path" in records.text else np.zeros(size, np.int32)
    return Numbered.of(cells(paths, records.spent), records.duration != NO_DURATION)
