"""Repeatable random whole numbers: the same on every machine and every numpy version.

numpy keeps the word stream of PCG64 fixed for ever, but not what its Generator makes of the words,
and floating point powers differ in the last bit between processors. So everything here is integer
arithmetic on those words.
"""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Item = TypeVar("Item")

MILLION = 1_000_000


class Dice:
    """A stream of random numbers named by one or more non-negative seed integers."""

    def __init__(self, *seed: int) -> None:
        self._words = np.random.PCG64(np.random.SeedSequence(seed))

    def one(self, limit: int) -> int:
        """A number from 0 to limit - 1."""
        return int(self._words.random_raw()) % limit

    def choice(self, items: Sequence[Item]) -> Item:
        """One of the items, all equally likely."""
        return items[self.one(len(items))]

    def below(self, limit: int, count: int) -> Ints:
        """`count` numbers from 0 to limit - 1, shape (count,)."""
        words: NDArray[np.uint64] = self._words.random_raw(count)
        return (words % np.uint64(limit)).astype(np.int64)

    def chance(self, share: float, count: int) -> Bools:
        """`count` yes/no answers, yes with the given share (0 to 1), shape (count,)."""
        return self.below(MILLION, count) < round(share * MILLION)

    def ranks(self, steps: Ints, count: int) -> Ints:
        """`count` ranks drawn by the running weights `steps`, shape (count,)."""
        draws = self.below(int(steps[-1]), count)
        return np.searchsorted(steps, draws, side="right").astype(np.int64)


def zipf_steps(count: int, flat: int) -> Ints:
    """Running sums of weights 1 / (rank + flat), shape (count,); a larger `flat` tames the top."""
    return np.cumsum(10**12 // (np.arange(count, dtype=np.int64) + flat))
