"""What a fast reading gives."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analyzer.parse.columns import Typed

Positions = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class FastBlock:
    """What the fast reading made of a block: typed records and the line of each, and the rest as
    ascending indexes of lines for the reference reading; line i is ``[starts[i], starts[i + 1])``.
    ``starts`` is None where no line is left over."""

    records: Typed
    lines: Positions
    leftover: Positions
    starts: Positions | None
