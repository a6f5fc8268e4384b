"""Blocks of lines become columns: fast where that can be proved right, by the reference
elsewhere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from analyzer.formats.spec import Format
from analyzer.parse.columns import Columns, Typed, gather
from analyzer.parse.delimited import DelimitedReader, Positions, line_starts
from analyzer.parse.reference import Line, Rejected, read_lines
from analyzer.source.reading import LONGEST_LINE, Block, LongLine

_REFERENCE_LINES = 20_000
"""Lines handed to the reference reading at once: enough to spread its fixed cost, few enough that
memory stays flat in a file that needs it for every line."""

TOO_LONG = f"the line is longer than {LONGEST_LINE >> 20} MiB"


@dataclass(slots=True)
class ChunkParser:
    """Collects what the blocks of one chunk hold. ``formats`` are tried in order; only the first
    has a fast reading."""

    formats: Sequence[Format]
    reader: DelimitedReader | None
    blank: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    _read: list[Typed] = field(default_factory=list)
    _doubtful: list[Line] = field(default_factory=list)

    def add(self, piece: Block | LongLine) -> None:
        """Parses one block; lines that the fast reading hands back may wait for more of them."""
        if isinstance(piece, LongLine):
            self.rejected.append(Rejected(TOO_LONG, piece.offset, piece.sample))
            return
        fast = self.reader.read(piece.data) if self.reader else None
        if fast is None:
            self._doubtful += _lines(piece, line_starts(np.frombuffer(piece.data, np.uint8)))
        else:
            self._read.append(fast.records)
            if fast.starts is not None:
                self._doubtful += _lines(piece, fast.starts, fast.leftover)
        if len(self._doubtful) >= _REFERENCE_LINES:
            self._settle()

    def finish(self) -> Columns | None:
        """The columns of all records read; None where there are none."""
        self._settle()
        return gather(self._read)

    def _settle(self) -> None:
        readings = read_lines(self.formats, self._doubtful)
        self._read += readings.blocks
        self.rejected += readings.rejected
        self.blank += readings.blank
        self._doubtful = []


def _lines(block: Block, starts: Positions, which: Positions | None = None) -> Iterable[Line]:
    if which is None:
        which = np.arange(len(starts) - 1)
    for start, end in zip(starts[which].tolist(), starts[which + 1].tolist(), strict=True):
        yield Line(block.offset + start, block.data[start:end])
