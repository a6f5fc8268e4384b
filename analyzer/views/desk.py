"""Where questions about a run are answered: the store in memory, shared out among processes.

Every answer is what the first report was: a map over shares and a merge. As all shares have the
same dictionaries, sums cross between processes and text does not.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from analyzer.aggregate.merging import merge
from analyzer.aggregate.partial import Aggregates, Partial
from analyzer.aggregate.tally import OVERFULL, Tally
from analyzer.aggregate.timeline import Timeline
from analyzer.aggregate.wall_clock import ByClock, Counted, Steps, regrouped, steps_of
from analyzer.engines.standing import StandingCrew
from analyzer.model import Accounting
from analyzer.parse.columns import IntArray
from analyzer.store.records import Store, open_store
from analyzer.views.entries import Entries
from analyzer.views.view import View
from analyzer.zones import zone_named

_WORTH_SHARING = 200_000
"""Records below which one process answers sooner than several."""

LONGEST_SECONDS = 60.0
"""A question that takes longer is given up."""

_REMEMBERED = 8


class Desk:
    """Answers for the run that left its columns in ``folder``, with ``workers`` processes; close it
    at the end. FileNotFoundError where no run has. An EngineFailed means that it is of no more
    use."""

    def __init__(self, folder: str, workers: int) -> None:
        self._store = open_store(folder)
        self.entries = Entries.of(self._store.records, self._store.logs)
        self.entries.matcher.warm()
        self.rejects = Entries.of(self._store.rejects, self._store.logs)
        self._rows: dict[tuple[View, bool], IntArray] = {}
        self._crew: StandingCrew | None = None
        if workers > 1 and len(self.entries) >= _WORTH_SHARING:
            shares = self.entries.shares(workers, self._store.logs)
            self._crew = StandingCrew([partial(_answer, share) for share in shares])

    @property
    def store(self) -> Store:
        """What it answers from."""
        return self._store

    def counted(self, view: View) -> Aggregates | None:
        """The aggregates of the view; None where it is of no record."""
        counts = [one for one in self.each(_count, view) if one is not None]
        if not counts:
            return None
        parts = [Partial(Accounting(), (), self._with_keys(one)) for one in counts]
        return merge(parts).aggregates

    def by_clock(self, view: View, counts: Aggregates) -> ByClock:
        """The view's records, which were counted and of which some have a time, by the clock of its
        zone."""
        steps = steps_of(zone_named(view.zone), counts.first, counts.last)
        found = regrouped(counts.timeline, steps)
        if found is None:
            shares = self.each(partial(_by_clock, steps), view)
            found = tuple(np.sum(counted, axis=0) for counted in zip(*shares, strict=True))
        sums, hours = found
        return ByClock(view.zone, Timeline(steps.width, steps.starts, sums), hours)

    def rows(self, view: View, *, rejected: bool = False) -> IntArray:
        """The positions of the view's records, ascending; of rejected lines instead."""
        known = view, rejected
        found = self._rows.pop(known, None)
        if found is None:
            found = np.flatnonzero(
                self.rejects.mask(view)
                if rejected
                else np.concatenate(
                    [np.unpackbits(bits, count=size) for bits, size in self.each(_mask, view)]
                )
            )
            if len(self._rows) >= _REMEMBERED:
                del self._rows[next(iter(self._rows))]
        self._rows[known] = found
        return found

    def each(self, kind: Callable[[Entries, View], Any], view: View) -> list[Any]:
        """What each process says of its share, in order; ``kind`` must pickle."""
        if self._crew is None:
            return [kind(self.entries, view)]
        return self._crew.ask((kind, view), LONGEST_SECONDS)

    def _with_keys(self, parts: Aggregates) -> Aggregates:
        text = self.entries.countable.text
        return _retallied(
            parts,
            lambda name, one: OVERFULL if one.overfull else Tally(text[name].values, one.sums),
        )

    def close(self) -> None:
        """Ends its processes."""
        if self._crew is not None:
            self._crew.close()


# Run where the share is.


def _answer(share: Entries, question: tuple[Callable[[Entries, View], Any], View]) -> Any:
    kind, view = question
    return kind(share, view)


def _count(share: Entries, view: View) -> Aggregates | None:
    """The share's aggregates without their keys, which every process has."""
    counts = share.counted(view)
    if counts is None:
        return None
    return _retallied(counts, lambda _, one: replace(one, keys=OVERFULL.keys))


def _by_clock(steps: Steps, share: Entries, view: View) -> Counted:
    return share.by_clock(view, steps)


def _mask(share: Entries, view: View) -> tuple[Any, int]:
    return np.packbits(share.mask(view)), len(share)


def _retallied(parts: Aggregates, change: Callable[[str, Tally], Tally]) -> Aggregates:
    tallies = {name: change(name, one) for name, one in parts.tallies.items()}
    return replace(parts, tallies=tallies)
