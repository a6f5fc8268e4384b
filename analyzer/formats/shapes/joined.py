"""Records whose fields stand on several lines: a slow query and what it cost, a message and, lines
below, its time."""

from collections.abc import Sequence
from dataclasses import dataclass

from analyzer.formats.spec import FixedShape, Shape, Table

MOST_LINES = 1_000
"""Of a record that are read; further ones only continue it."""


@dataclass(frozen=True, slots=True)
class Joined(FixedShape):
    """A record begins with a line that ``whole`` reads alone, and is read by ``whole`` again with
    the lines up to the next such line, joined by line feeds."""

    whole: Shape

    def read(self, lines: Sequence[bytes]) -> Table:
        """The records; their rows are those of their first lines."""
        rows = list(self.whole.read(lines).rows)
        ends = [*rows[1:], len(lines)]
        texts = [
            b"\n".join(lines[row : min(end, row + MOST_LINES)])
            for row, end in zip(rows, ends, strict=False)
        ]
        table = self.whole.read(texts)
        return Table([rows[number] for number in table.rows], table.columns)
