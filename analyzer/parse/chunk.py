"""Blocks of lines become columns: fast where that can be proved right, by the reference
elsewhere."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from analyzer.formats.dialect import Dialect, formats_of
from analyzer.formats.shapes.joined import MOST_LINES, Joined
from analyzer.formats.shapes.w3c import W3c, heard
from analyzer.formats.spec import Format
from analyzer.parse.columns import Columns, IntArray, Typed, gather
from analyzer.parse.directives import directives_of
from analyzer.parse.fast import reader_for
from analyzer.parse.fast_block import FastReader
from analyzer.parse.reference import Lines, Rejected, content, lines_of_records, read_lines
from analyzer.parse.timestamps import Clock
from analyzer.source.reading import LONGEST_LINE, Block, LongLine

_REFERENCE_LINES = 20_000
"""Lines handed to the reference reading at once: enough to spread its fixed cost, few enough that
memory stays flat in a file that needs it for every line."""

_LF = b"\n"

TOO_LONG = f"the line is longer than {LONGEST_LINE >> 20} MiB"


@dataclass(slots=True)
class ChunkParser:
    """Collects what the blocks of one chunk hold. The dialect's formats are tried in order; only
    the first may have a fast reading, and not ``fast`` it has none: so that the two can be held
    against each other. ``locate`` has it note where each record begins. ``continued`` counts lines
    that continue a record."""

    dialect: Dialect
    fast: bool = True
    locate: bool = False
    blank: int = 0
    continued: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    _read: list[Typed] = field(default_factory=list)
    _begins: list[IntArray] = field(default_factory=list)
    _texts: list[bytes] = field(default_factory=list)
    _offsets: list[int] = field(default_factory=list)
    _begun: bool = False
    _reader: FastReader | None = None

    @property
    def _expected(self) -> Format:
        return formats_of(self.dialect)[0]

    def add(self, piece: Block | LongLine) -> None:
        """Parses one block; lines that the fast reading hands back may wait for more of them."""
        if isinstance(piece, LongLine):
            self.rejected.append(Rejected(TOO_LONG, piece.offset, piece.sample))
            return
        for part in self._parts(piece):
            self._add(part)

    def _parts(self, block: Block) -> Iterator[Block]:
        """The block, cut where a directive changes what rows mean; each part comes when the dialect
        is the one that it is to be read in."""
        mark = self._expected.header_mark
        begin = 0
        for position, line in directives_of(block) if mark else ():
            header = heard(self.dialect.header, line, mark or b"")
            if header == self.dialect.header:
                continue
            shape = self._expected.shape
            if not (isinstance(shape, W3c) and shape.reads_as_behind(header)):
                if position > begin:
                    yield Block(block.offset + begin, block.data[begin:position])
                self._settle()
                self._reader, begin = None, position
            self.dialect = replace(self.dialect, header=header)
        yield Block(block.offset + begin, block.data[begin:]) if begin else block

    def _add(self, piece: Block) -> None:
        if self.fast and self._reader is None:
            self._reader = reader_for(self.dialect)
        if self._reader is None:
            self._doubt_all(piece)
        else:
            for fast in self._reader.read(piece.data):
                self._read.append(fast.records)
                if self.locate:
                    self._begins.append(piece.offset + fast.begins)
                self._doubt(piece, fast.left.tolist())
        if len(self._texts) >= _REFERENCE_LINES:
            self._settle(self._whole_records())

    def finish(self) -> Columns | None:
        """The columns of all records read; None where there are none."""
        self._settle()
        return gather(self._read)

    @property
    def zoneless(self) -> int:
        """How many records of ``finish`` have a time that names no zone."""
        return sum(block.zoneless for block in self._read)

    @property
    def yearless(self) -> int:
        """How many have one that names no year."""
        return sum(block.yearless for block in self._read)

    @property
    def offsets(self) -> tuple[int, int] | None:
        """The least and the most seconds that a zone which is named adds to UTC."""
        found = [block.offsets for block in self._read if block.offsets]
        least, most = zip(*found, strict=True) if found else ((), ())
        return (min(least), max(most)) if found else None

    @property
    def begins(self) -> IntArray:
        """Where each record of ``finish`` begins in its source; of a parser that locates."""
        return np.concatenate([np.zeros(0, np.int64), *self._begins])

    def _doubt(self, block: Block, lines: Iterable[tuple[int, int]]) -> None:
        """Keeps lines for the reference reading."""
        for begin, end in lines:
            offset = block.offset + begin
            self._texts.append(content(block.data[begin:end], offset))
            self._offsets.append(offset)

    def _doubt_all(self, block: Block) -> None:
        """All lines of the block, as ``content`` has them."""
        lines = block.data.split(_LF)
        if not lines[-1]:
            lines.pop()
        lengths = np.fromiter(map(len, lines), np.int64, len(lines)) + 1
        self._offsets += (block.offset + np.cumsum(lengths) - lengths).tolist()
        first = content(lines[0], block.offset)
        if b"\r" in block.data:
            lines = [line.removesuffix(b"\r") for line in lines]
        self._texts += [first, *lines[1:]]

    def _whole_records(self) -> int:
        """How many of the lines kept are of records that no line to come can belong to."""
        expected = self._expected
        if not isinstance(expected.shape, Joined):
            return len(self._texts)
        rows = lines_of_records(expected, self._texts)[-MOST_LINES:]
        begun = expected.shape.rows_of([self._texts[row] for row in rows])
        return rows[begun[-1]] if begun else len(self._texts)

    def _settle(self, count: int | None = None) -> None:
        """Reads the first ``count`` of the lines kept; all of them where nobody says how many."""
        if not self._texts:
            return
        clock = Clock(self.dialect.zone, self.dialect.latest)
        lines = Lines(self._texts[:count], self._offsets[:count])
        readings = read_lines(formats_of(self.dialect), clock, lines, begun=self._begun)
        self._begun = self._begun or bool(readings.blocks)
        self._read += readings.blocks
        self._begins += readings.begins
        self.rejected += readings.rejected
        self.blank += readings.blank
        self.continued += readings.continued
        count = len(self._texts) if count is None else count
        self._texts, self._offsets = self._texts[count:], self._offsets[count:]
