"""One side of a comparison: what a view counted, and when its time begins."""

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from analyzer.aggregate.partial import Aggregates, Partial
from analyzer.aggregate.tally import Tally
from analyzer.aggregate.wire import from_bytes, to_bytes
from analyzer.model import Accounting
from analyzer.parse.columns import NO_TIME
from analyzer.views.desk import Desk
from analyzer.views.moments import span_of
from analyzer.views.view import View

_START = 8


@dataclass(frozen=True, slots=True)
class Side:
    """``counts`` is None where the view is of no record; ``start`` is seconds since 1970, NO_TIME
    where no record of the log has a time."""

    counts: Aggregates | None
    start: int

    def to_bytes(self) -> bytes:
        """What a comparison needs to know of it, for another process."""
        counts = self.counts
        if counts is not None:
            tallies = {name: filled(one) for name, one in counts.tallies.items()}
            nowhere = np.zeros(0, np.int64)
            spent = replace(counts.latency, packed=nowhere, packed_counts=nowhere)
            counts = replace(counts, tallies=tallies, latency=spent)
        head = self.start.to_bytes(_START, "little", signed=True)
        return head + to_bytes(Partial(Accounting(), (), counts))

    @classmethod
    def from_bytes(cls, data: bytes) -> "Side":
        """The side again, without what only panels need."""
        start = int.from_bytes(data[:_START], "little", signed=True)
        return cls(from_bytes(data[_START:]).aggregates, start)


def side_of(desk: Desk, view: View) -> Side:
    """The view as a side. Its time begins with its own range, where it has one; else with the log,
    whether or not the first records are among the view's."""
    return Side(desk.counted(view), _start(desk, view))


def _start(desk: Desk, view: View) -> int:
    asked = span_of(view.since, view.zone)[0] if view.since else NO_TIME
    times = desk.entries.countable.time
    first = int(times.min(where=times != NO_TIME, initial=-NO_TIME))
    if first == -NO_TIME:
        return NO_TIME
    # A range with both ends is meant as it is; one without end may begin years before the log.
    return asked if view.since and view.until else max(asked, first)


def filled(one: Tally) -> Tally:
    """Without the values that no record of the view has."""
    rows = np.flatnonzero(one.sums[0])
    return replace(one, keys=one.keys.take(pa.array(rows)), sums=one.sums[:, rows])
