"""JSON objects, one a line, give the lines that one of their strings holds."""

from collections.abc import Iterator

import numpy as np

from analyzer.formats.shapes.wrapped import TIMESTAMP, WRAPPED
from analyzer.kernels.contract import STEP
from analyzer.kernels.library import address, kernels
from analyzer.parse.fast_block import Positions, handed_back
from analyzer.parse.keyed_lines import KeyedBlock, KeyedLines
from analyzer.parse.lines import BlockLines
from analyzer.parse.unwrapped import Unwrapped
from analyzer.parse.value_texts import Values, ValueTexts


class JsonUnwrapper:
    """See ``Unwrapper``."""

    def __init__(self, lines: KeyedLines) -> None:
        self._lines = lines
        texts = [name for name in lines.columns if name not in (WRAPPED, TIMESTAMP)]
        self._texts = {name: ValueTexts() for name in texts}

    def read(self, data: bytes) -> Iterator[Unwrapped]:
        """See ``Unwrapper``."""
        return map(self._block, self._lines.read(data))

    def _block(self, found: KeyedBlock) -> Unwrapped:
        lines, begins, values = found.lines, found.begins, found.values
        text, starts = _unescaped(lines, begins, values.get(WRAPPED))
        good = starts >= 0
        rows = np.flatnonzero(good)
        stamps = values.get(TIMESTAMP) or _nothing(len(begins))
        columns = {
            name: self._texts[name].coded(lines, one).some(good)
            for name, one in values.items()
            if name in self._texts
        }
        left = handed_back(found.left, lines.lines_at(begins[~good].tolist()))
        return Unwrapped(
            text,
            starts[rows],
            lines,
            begins[rows],
            lambda some: ValueTexts().array(lines, stamps.some(rows[some])),
            columns,
            left,
        )


def _unescaped(
    lines: BlockLines, begins: Positions, values: Values | None
) -> tuple[bytes, Positions]:
    """The lines that are meant, and where each begins, negative for those that are no line."""
    starts = np.full(len(begins), -1, np.int64)
    if values is None:
        return b"", starts
    out = np.empty(int(values.lengths.clip(0).sum()) + 2 * (len(starts) + STEP), np.uint8)
    used = 0
    for base, rows in lines.stretches(begins):
        used = kernels().unescape(
            base, address(values.begins), address(values.lengths), rows.start, rows.stop,
            address(out), used, address(starts),
        )  # fmt: skip
    return out[:used].tobytes(), starts


def _nothing(rows: int) -> Values:
    return Values(np.zeros(rows, np.int32), np.full(rows, -1, np.int32), changed=False)
