"""Lines that a user's regular expression takes apart: by RE2, in time that grows with the line
alone, whatever the expression is."""

from collections.abc import Sequence
from dataclasses import dataclass

from analyzer.formats.spec import FixedShape, Table
from analyzer.re2 import groups_of, matched


@dataclass(frozen=True, slots=True)
class Linear(FixedShape):
    """As ``Pattern``; without lookarounds and possessive repeats, which RE2 does not have."""

    patterns: tuple[bytes, ...]

    def read(self, lines: Sequence[bytes]) -> Table:
        """Each line by the first pattern that matches it."""
        names = dict.fromkeys(name for pattern in self.patterns for name in groups_of(pattern))
        columns: dict[str, list[bytes | None]] = {name: [None] * len(lines) for name in names}
        read = [False] * len(lines)
        for pattern in self.patterns:
            left = [row for row, known in enumerate(read) if not known]
            good, groups = matched(pattern, [lines[row] for row in left])
            for name, values in groups.items():
                column = columns[name]
                for row, value in zip(left, values, strict=True):
                    column[row] = value
            for row, is_read in zip(left, good, strict=True):
                read[row] = is_read
        rows = [row for row, known in enumerate(read) if known]
        return Table(rows, {name: [one[row] for row in rows] for name, one in columns.items()})

    def rows_of(self, lines: Sequence[bytes], /) -> Sequence[int]:
        """Those that a pattern matches."""
        return self.read(lines).rows
