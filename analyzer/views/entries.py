"""Entries of a log in memory, ready to be asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from analyzer.aggregate.countable import Countable, prepare
from analyzer.aggregate.partial import Aggregates
from analyzer.aggregate.wall_clock import Counted, Steps, count_by_clock
from analyzer.store.index import LogFile
from analyzer.store.raw import Mask, RawLines
from analyzer.store.records import Located
from analyzer.views.counting import Counting
from analyzer.views.matching import Matcher
from analyzer.views.nodes import Node
from analyzer.views.view import View

_REMEMBERED = 8


@dataclass(slots=True)
class Entries:
    """All entries of a log, or a share of them: ``matcher`` says which a view is of, ``counting``
    counts them, ``countable`` is what it counts."""

    located: Located
    countable: Countable
    lines: RawLines
    matcher: Matcher
    counting: Counting
    _known: dict[tuple[Node, str], Mask]

    @classmethod
    def of(cls, located: Located, logs: Sequence[LogFile]) -> "Entries":
        """With everything worked out that a view does not change."""
        return cls._made(located, prepare(located.columns), logs)

    @classmethod
    def _made(cls, located: Located, countable: Countable, logs: Sequence[LogFile]) -> "Entries":
        lines = RawLines(located, logs)
        matcher = Matcher(located.columns, countable, lines)
        return cls(located, countable, lines, matcher, Counting(countable), {})

    def __len__(self) -> int:
        return self.located.columns.records

    def shares(self, most: int, logs: Sequence[LogFile]) -> list["Entries"]:
        """At most so many shares of whole pieces, about equally large, that are these entries
        together and in order."""
        edges = np.cumsum([piece.last - piece.first for piece in self.located.pieces])
        nominal = np.linspace(0, len(self), most + 1)[1:-1]
        cuts = sorted({0, *np.searchsorted(edges, nominal).tolist(), len(edges)})
        parts = [self.located.some(a, b) for a, b in pairwise(cuts)]
        shares, row = [], 0
        for part in parts:
            rows = slice(row, row + part.columns.records)
            shares.append(Entries._made(part, self.countable.some(rows), logs))
            row = rows.stop
        return shares

    def mask(self, view: View) -> Mask:
        """Which entries the view is of."""
        return self.matching(view.tree(), view)

    def matching(self, node: Node, view: View) -> Mask:
        """Which entries match ``node``, a part of the view's tree."""
        found = self._known.pop((node, view.zone), None)
        if found is None:
            found = self.matcher.mask(node, view.where, view.zone)
            if len(self._known) >= _REMEMBERED:
                del self._known[next(iter(self._known))]
        self._known[node, view.zone] = found
        return found

    def counted(self, view: View) -> Aggregates | None:
        """The aggregates of the view; None where it is of no record."""
        return self.counting.of(self.mask(view))

    def by_clock(self, view: View, steps: Steps) -> Counted:
        """The view's records by the clock of a zone."""
        mask = self.mask(view)
        rows = slice(None) if mask.all() else np.flatnonzero(mask)
        return count_by_clock(self.countable, rows, steps)
