"""What a fast reading gives."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analyzer.parse.columns import Typed

Positions = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class FastBlock:
    """What the fast reading made of a block: typed records and where the line of each begins, and
    the lines ``[begin, end)`` that are left for the reference reading, shape (n, 2); both
    ascend."""

    records: Typed
    begins: Positions
    left: Positions
