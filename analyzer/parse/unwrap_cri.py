"""Lines of the Kubernetes container log (CRI) give the lines that containers wrote."""

from collections.abc import Iterator

import numpy as np

from analyzer.kernels.contract import LEFT, ROWS, STEP
from analyzer.kernels.library import address, kernels
from analyzer.parse.fast_block import handed_back
from analyzer.parse.lines import BlockLines
from analyzer.parse.unwrapped import Unwrapped
from analyzer.parse.value_texts import Values, ValueTexts

_SHORTEST = len(b"2025-03-01T10:00:00.1Z stdout F ")


class CriUnwrapper:
    """See ``Unwrapper``."""

    def read(self, data: bytes) -> Iterator[Unwrapped]:
        """See ``Unwrapper``."""
        lines = BlockLines.of(data)
        most = len(data) // _SHORTEST + 1
        out = np.empty(len(data) + 2 * STEP, np.uint8)
        starts, outer = np.empty(most, np.int64), np.empty(most, np.int64)
        stamps, left = np.empty(most, np.int32), np.empty((len(data) + 1, 2), np.int64)
        counts, used = np.zeros(2, np.int64), 0
        places = (lines.base, lines.begin, lines.cut), (lines.rest_base, lines.cut, lines.end)
        for base, begin, stop in places:
            used = kernels().unwrap_cri(
                base, begin, stop, address(out), used, address(starts), address(outer),
                address(stamps), address(left), address(counts),
            )  # fmt: skip
        rows = int(counts[ROWS])
        marked = [(0, lines.begin)] if lines.begin else []
        times = Values(outer[:rows].astype(np.int32), stamps[:rows], changed=False)
        yield Unwrapped(
            out[:used].tobytes(),
            starts[:rows],
            lines,
            outer[:rows],
            lambda some: ValueTexts().array(lines, times.some(some)),
            {},
            handed_back(left[: int(counts[LEFT])], marked),
        )
