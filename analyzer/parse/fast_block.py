"""What a fast reading gives."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from analyzer.parse.columns import Typed

Positions = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class FastBlock:
    """What the fast reading made of a block: typed records and where the line of each begins, and
    the lines ``[begin, end)`` that are left for the reference reading, shape (n, 2); both
    ascend."""

    records: Typed
    begins: Positions
    left: Positions


class FastReader(Protocol):
    """Reads the blocks of one chunk, in order."""

    def read(self, data: bytes) -> Iterator[FastBlock]:
        """``data`` is whole lines; every line is in one of what comes."""
        ...


def handed_back(left: Positions, more: Sequence[tuple[int, int]]) -> Positions:
    """All lines that are left, in their order; a copy."""
    if not more:
        return left.copy()
    return np.sort(np.concatenate([left, np.array(more, np.int64)]), axis=0)
