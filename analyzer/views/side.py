"""One side of a comparison: what a view counted, and when its time begins."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from struct import Struct

import numpy as np
import pyarrow as pa

from analyzer.aggregate.partial import Aggregates, Partial
from analyzer.aggregate.tally import Tally
from analyzer.aggregate.wire import from_bytes, to_bytes
from analyzer.errors import LoglanesError, UsageError
from analyzer.model import Accounting
from analyzer.parse.columns import NO_TIME
from analyzer.views.desk import Desk
from analyzer.views.moments import span_of
from analyzer.views.view import View

_TIMES = Struct("<qq")
_EARLIEST, _LATEST = 0, 1 << 32
"""Seconds since 1970 that bound a range, unless the log itself lies beyond: what is longer is drawn
in steps of years, and its ends may be no dates any more."""


@dataclass(frozen=True, slots=True)
class Side:
    """``start`` and ``last`` are its first and last second since 1970; NO_TIME where no record of
    the log has a time."""

    counts: Aggregates
    start: int
    last: int

    def to_bytes(self) -> bytes:
        """What a comparison needs to know of it, for another process."""
        tallies = {name: filled(one) for name, one in self.counts.tallies.items()}
        nowhere = np.zeros(0, np.int64)
        spent = replace(self.counts.latency, packed=nowhere, packed_counts=nowhere)
        counts = replace(self.counts, tallies=tallies, latency=spent)
        head = _TIMES.pack(self.start, self.last)
        return head + to_bytes(Partial(Accounting(), (), counts))

    @classmethod
    def from_bytes(cls, data: bytes) -> "Side":
        """The side again, without what only panels need."""
        counts = from_bytes(data[_TIMES.size :]).aggregates
        assert counts is not None
        return cls(counts, *_TIMES.unpack_from(data))


def side_of(desk: Desk, view: View) -> Side:
    """The view as a side. Its time is its own range, where that has both ends; else that of the
    log, whether or not its first and last records are among the view's. UsageError where it has no
    record."""
    counts = desk.counted(view)
    if counts is None:
        raise UsageError("No record is left: there is nothing to compare.")
    return Side(counts, *_times(desk, view))


@contextmanager
def naming(side: str) -> Iterator[None]:
    """Errors from within say which side they are of."""
    try:
        yield
    except LoglanesError as error:
        error.args = (f"{side}: {error}",)
        raise


def _times(desk: Desk, view: View) -> tuple[int, int]:
    times = desk.entries.countable.time
    timed = times != NO_TIME
    if not timed.any():
        return NO_TIME, NO_TIME
    since, until = (
        span_of(time, view.zone)[0] if time else None for time in (view.since, view.until)
    )
    first, last = int(times.min(where=timed, initial=-NO_TIME)), int(times.max())
    if since is not None and until is not None:
        return max(since, min(first, _EARLIEST)), min(until - 1, max(last, _LATEST))
    # A range with one end alone may begin years before the log, or end years after it.
    return max(first, since or first), min(last, last if until is None else until - 1)


def filled(one: Tally) -> Tally:
    """Without the values that no record of the view has."""
    rows = np.flatnonzero(one.sums[0])
    return replace(one, keys=one.keys.take(pa.array(rows)), sums=one.sums[:, rows])
