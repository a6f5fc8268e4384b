"""Counts some records of a log again and again: of most of them as all less the others."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analyzer.aggregate.countable import Countable
from analyzer.aggregate.partial import Aggregates, Known, count, limited, tallied
from analyzer.aggregate.recurring import Recurred, Recurring
from analyzer.aggregate.tally import Tally, less
from analyzer.aggregate.timeline import fits_report, without
from analyzer.parse.columns import NO_TIME, IntArray
from analyzer.store.raw import Mask

_EVERYTHING = slice(None)


@dataclass(frozen=True, slots=True)
class _Counted:
    """Aggregates, and what of them can be subtracted."""

    aggregates: Aggregates
    tallies: Mapping[str, Tally]
    recurred: Recurred


class Counting:
    """Of ``records``, what any of them add up to."""

    def __init__(self, records: Countable) -> None:
        self._records = records

    def of(self, mask: Mask) -> Aggregates | None:
        """Of those where it is true; None where it is nowhere."""
        matches = int(np.count_nonzero(mask))
        if not matches:
            return None
        if matches == len(mask):
            return self._whole.aggregates
        if 2 * matches <= len(mask):
            return self._counted(np.flatnonzero(mask)).aggregates
        return self._rest(self._counted(np.flatnonzero(~mask)), np.flatnonzero(mask))

    @cached_property
    def _recurring(self) -> Recurring:
        return Recurring.of(self._records)

    @cached_property
    def _whole(self) -> _Counted:
        return self._counted(None)

    def _counted(self, rows: IntArray | None) -> _Counted:
        tallies = tallied(self._records, rows)
        recurred = self._recurring.counted(self._records, _EVERYTHING if rows is None else rows)
        known = self._known(tallies, recurred, rows)
        return _Counted(count(self._records, rows, known), tallies, recurred)

    def _known(
        self, tallies: Mapping[str, Tally], recurred: Recurred, rows: IntArray | None
    ) -> Known:
        some = _EVERYTHING if rows is None else rows
        latency = self._recurring.latency(recurred, self._records, some)
        return Known(tallies, self._recurring.visitors(recurred), latency)

    def _rest(self, others: _Counted, rows: IntArray) -> Aggregates:
        """What is left of all without the others: the records at ``rows``."""
        whole, part = self._whole.aggregates, others.aggregates
        recurred = self._whole.recurred.less(others.recurred)
        tallies = {
            name: less(one, others.tallies[name]) for name, one in self._whole.tallies.items()
        }
        known = self._known(tallies, recurred, rows)
        time = self._records.time[rows]
        first, last = _first(time), int(time.max())
        if first != NO_TIME and not fits_report(whole.timeline, first, last):
            return count(self._records, rows, known)
        return Aggregates(
            first=first,
            last=last,
            sums=whole.sums - part.sums,
            tallies=limited(known.tallies),
            timeline=without(whole.timeline, part.timeline),
            visitors=known.visitors,
            latency=known.latency,
            statuses=whole.statuses - part.statuses,
            sizes=whole.sizes - part.sizes,
            hours=whole.hours - part.hours,
        )


def _first(time: IntArray) -> int:
    """The earliest of at least one; NO_TIME where none is known."""
    earliest = int(time.min())
    if earliest == NO_TIME:
        known = time[time != NO_TIME]
        earliest = int(known.min()) if len(known) else NO_TIME
    return earliest
