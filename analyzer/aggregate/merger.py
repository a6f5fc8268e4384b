"""Merging partials as they come, in amortised time and with bounded memory."""

from analyzer.aggregate.partial import Partial, merge

_SMALLEST_BATCH = 1_000_000
"""Keys and visitors: some 25 MB. Merging at once beats merging often (0.13 s against 0.47 s for two
million records)."""


class Merger:
    """Keeps partials until they weigh as much as what is already merged, so that each key is
    merged a logarithmic number of times."""

    def __init__(self) -> None:
        self._merged = merge([])
        self._waiting: list[Partial] = []
        self._weight = 0

    def add(self, partial: Partial) -> None:
        """Takes one partial in; any order gives the same result."""
        self._waiting.append(partial)
        self._weight += partial.weight
        if self._weight > max(_SMALLEST_BATCH, self._merged.weight):
            self.result()

    def result(self) -> Partial:
        """All partials so far as one."""
        if self._waiting:
            self._merged = merge([self._merged, *self._waiting])
            self._waiting = []
            self._weight = 0
        return self._merged
