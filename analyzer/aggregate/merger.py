"""Merging partials as they come, with bounded memory."""

from dataclasses import replace

from analyzer.aggregate.accumulator import Accumulator
from analyzer.aggregate.excess import Overflow
from analyzer.aggregate.merging import merge
from analyzer.aggregate.partial import Partial


class Merger:
    """Adds each partial to the sum of those before; of what is too much for memory see
    ``excess``."""

    def __init__(self) -> None:
        self._rest = merge([])
        self._sum: Accumulator | None = None
        self._overflow = Overflow()

    def add(self, partial: Partial) -> None:
        """Takes one partial in; any order gives the same result."""
        self._rest = merge([self._rest, replace(partial, aggregates=None)])
        if partial.aggregates is None:
            return
        if self._sum is None:
            self._sum = Accumulator()
        self._sum.add(self._overflow.divert(partial.aggregates))
        if self._overflow.is_due(self._sum):
            kept = self._overflow.watch(self._sum.result())
            self._sum = Accumulator()
            self._sum.add(kept)

    def result(self) -> Partial:
        """All partials so far as one."""
        if self._sum is None:
            return self._rest
        return replace(self._rest, aggregates=self._overflow.complete(self._sum.result()))
