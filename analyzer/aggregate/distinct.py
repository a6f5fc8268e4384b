"""How many different things there are, estimated from a sample by hash.

Adaptive sampling (Wegman; Flajolet, "On adaptive sampling", Computing 43, 1990): all hashes that
begin with ``level`` zero bits are kept, and the level is the lowest at which they are not too many.
Both depend on nothing but the set of things, so that merging is exactly associative and commutative
and the estimate is the same for any chunks in any order.
"""

import math
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from analyzer.aggregate.hashing import Words

MOST_HASHES = 1 << 18
"""Kept at most. There are at least about half as many, which makes 0.6 % of error or less in 95 of
100 logs."""

_BITS = 64

Mask = npt.NDArray[np.bool_]
Number = TypeVar("Number", np.int64, np.uint64)


@dataclass(frozen=True, slots=True)
class Estimate:
    """``count`` is right to ``within`` to either side in 95 of 100 cases: two standard errors. It
    is exact where that is 0."""

    count: int
    within: int


@dataclass(frozen=True, slots=True)
class Distinct:
    """``hashes`` are distinct and ascending; each begins with ``level`` zero bits."""

    hashes: Words
    level: int = 0

    def plus(self, hashes: Words, level: int = 0) -> "Distinct":
        """With further things; ``hashes`` are those of them that begin with ``level`` zero bits, in
        any order, perhaps known already."""
        level = max(level, self.level)
        both = [one[begin(one, level)] for one in (self.hashes, hashes)]
        union = different(np.concatenate(both))
        while len(union) > MOST_HASHES:
            level += 1
            union = union[begin(union, level)]
        return Distinct(union, level)

    @property
    def estimate(self) -> Estimate:
        """How many things there are."""
        return estimated(len(self.hashes), self.level)


NO_HASHES = Distinct(np.zeros(0, np.uint64))


def different(values: npt.NDArray[Number]) -> npt.NDArray[Number]:
    """Each value once, ascending; reorders ``values``."""
    # Sorting is vectorised and beat all hash tables tried (8 to 20 times at two million).
    values.sort()
    first = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=first[1:])
    return values[first]


def begin(hashes: Words, level: int) -> Mask:
    """Which hashes begin with ``level`` zero bits."""
    below = np.uint64((1 << (_BITS - level)) - 1)
    return np.asarray(hashes <= below)


def estimated(sampled: int, level: int) -> Estimate:
    """From the size of the sample: each thing is in it with the probability of ``2**-level``."""
    share = 0.5**level
    return Estimate(sampled << level, math.ceil(2 * math.sqrt(sampled * (1 - share)) / share))
