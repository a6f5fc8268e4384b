"""Lines that a user's regular expression takes apart: by RE2, in time that grows with the line
alone, whatever the expression is."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from analyzer.formats.spec import FixedShape, Table


@cache
def groups_of(pattern: bytes) -> tuple[str, ...]:
    """The names of its groups; ValueError where it is none of RE2's expressions, or has a group
    without a name."""
    found: Any = _extracted(pattern, [])
    return tuple(found.type[place].name for place in range(found.type.num_fields))


def _extracted(pattern: bytes, lines: Sequence[bytes]) -> "pa.StructArray":
    whole = rb"(?s)\A(?:" + pattern + rb")\z"
    return pc.extract_regex(pa.array(lines, pa.binary()), whole)


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
            found = _extracted(pattern, [lines[row] for row in left])
            matched = found.is_valid().to_pylist()
            for place, name in enumerate(groups_of(pattern)):
                column = columns[name]
                for row, value in zip(left, found.field(place).to_pylist(), strict=True):
                    column[row] = value or None
            for row, good in zip(left, matched, strict=True):
                read[row] = good
        rows = [row for row, known in enumerate(read) if known]
        return Table(
            rows, {name: [column[row] for row in rows] for name, column in columns.items()}
        )
