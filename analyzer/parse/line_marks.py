"""Where the lines of a block and their double quotes are, found together in one pass."""

from dataclasses import dataclass

import numpy as np

from analyzer.parse.words import Bytes, Mask, Positions

_LF, _QUOTE = b'\n"'

_BITS, _ALIKE = 0xD7, 2
"""Both marks are 2 in these bits. So are two rare letters, which are sorted out afterwards: one
comparison of every letter is saved."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Some lines of a block: their numbers, where they begin, where their line feeds stand, and
    ``quotes[i]``, the positions of each one's quote i."""

    lines: Positions
    starts: Positions
    quotes: Positions
    ends: Positions

    def __len__(self) -> int:
        return len(self.lines)

    def where(self, keep: Mask) -> "Rows":
        """Those for which ``keep`` is true."""
        if keep.all():
            return self
        return Rows(self.lines[keep], self.starts[keep], self.quotes[:, keep], self.ends[keep])


@dataclass(frozen=True, slots=True)
class Lines:
    """All lines of a block: line i is ``[starts[i], starts[i + 1])``. ``marks`` are the positions
    of quotes and line feeds, ``feeds`` tells which of them are line feeds, by index."""

    starts: Positions
    marks: Positions
    feeds: Positions

    @property
    def count(self) -> int:
        """Lines, one without a line feed at the end included."""
        return len(self.starts) - 1

    def with_quotes(self, count: int) -> Rows:
        """The lines with a line feed and exactly so many quotes."""
        marks = count + 1
        lines = np.flatnonzero(np.diff(self.feeds, prepend=-1) == marks)
        if len(lines) * marks == len(self.marks):
            table = self.marks.reshape(-1, marks)
        else:
            table = self.marks[(self.feeds[lines] - count)[:, None] + np.arange(marks)]
        columns = np.ascontiguousarray(table.T)
        return Rows(lines, self.starts[lines], columns[:-1], columns[-1])


def lines_of(letters: Bytes) -> Lines:
    """The lines of a block and their marks."""
    bits = letters & _BITS
    marks = np.flatnonzero(np.equal(bits, _ALIKE, out=bits.view(np.bool_)))
    found = letters[marks]
    is_feed = found == _LF
    known = is_feed | (found == _QUOTE)
    if not known.all():
        marks, is_feed = marks[known], is_feed[known]
    feeds = np.flatnonzero(is_feed)
    ends = marks[feeds] + 1
    if not len(ends) or ends[-1] != len(letters):
        ends = np.append(ends, len(letters))
    return Lines(np.concatenate([[0], ends]), marks, feeds)
