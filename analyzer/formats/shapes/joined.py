"""Records whose fields stand on several lines: a slow query and what it cost, a message and, lines
below, its time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from analyzer.formats.spec import FixedShape, Shape, Table

MOST_LINES = 1_000
"""Of a record that are read; further ones only continue it."""


@dataclass(frozen=True, slots=True)
class Joined(FixedShape):
    """A record begins with a line that ``whole`` reads alone, and is read by ``whole`` again with
    the lines up to the next record, joined by line feeds. Where it cannot be read so, its first
    line is the record: whether a line begins one must not depend on those behind it, as a chunk
    may begin with it."""

    whole: Shape

    def header(self, sample: Sequence[bytes], /) -> bytes:
        """What ``whole`` must know."""
        return self.whole.header(sample)

    def with_header(self, header: bytes, /) -> "Joined":
        """With a ``whole`` that knows it."""
        return replace(self, whole=self.whole.with_header(header))

    def read(self, lines: Sequence[bytes]) -> Table:
        """The records; their rows are those of their first lines."""
        return self.join(lines, self.rows_of(lines))

    def rows_of(self, lines: Sequence[bytes], /) -> Sequence[int]:
        """The rows of their first lines."""
        return self.whole.rows_of(lines)

    def join(
        self, lines: Sequence[bytes], begins: Sequence[int], others: Iterable[int] = ()
    ) -> Table:
        """The records that begin there; records of other formats begin at ``others``."""
        rows = list(begins)
        ends = dict(pairwise(sorted({*rows, *others, len(lines)})))
        texts = [b"\n".join(lines[row : min(ends[row], row + MOST_LINES)]) for row in rows]
        joined = self.whole.read(texts)
        if len(joined.rows) == len(rows):
            return Table(rows, joined.columns)
        whole = set(joined.rows)
        texts = [text if one in whole else lines[rows[one]] for one, text in enumerate(texts)]
        return Table(rows, self.whole.read(texts).columns)
