"""Lines that a regular expression takes apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from analyzer.formats.spec import FixedShape, Table

_COLOUR = re.compile(rb"(?:\x1b|\\x1b|\\033|#033)\[[\d;?]*[A-Za-z]")
"""A terminal's control sequence, as it is or as programs spell it out."""


@cache
def compiled(pattern: bytes) -> re.Pattern[bytes]:
    """Only when a line is read: compiling all formats takes longer than reading a small log."""
    return re.compile(pattern, re.DOTALL)


@dataclass(frozen=True, slots=True)
class Pattern(FixedShape):
    """``patterns`` are regular expressions of whole lines, with the raw columns as named groups;
    they are tried in order. Colours of a terminal are not part of the text."""

    patterns: tuple[bytes, ...]

    def read(self, lines: Sequence[bytes]) -> Table:
        """Each line by the first pattern that matches it."""
        lines = [_COLOUR.sub(b"", line) if b"[" in line else line for line in lines]
        left: Sequence[int] = range(len(lines))
        tables = []
        for pattern in map(compiled, self.patterns):
            matches = list(map(pattern.fullmatch, [lines[row] for row in left]))
            found = [match for match in matches if match is not None]
            if found:
                rows = [row for row, match in zip(left, matches, strict=True) if match]
                tables.append(Table(rows, _columns(pattern, found)))
                left = [row for row, match in zip(left, matches, strict=True) if not match]
        return tables[0] if len(tables) == 1 else _mixed(tables)


def _columns(
    pattern: re.Pattern[bytes], found: Sequence[re.Match[bytes]]
) -> dict[str, Sequence[bytes | None]]:
    groups = list(zip(*(match.groups() for match in found), strict=True))
    return {name: groups[number - 1] for name, number in pattern.groupindex.items()}


def _mixed(tables: Sequence[Table]) -> Table:
    """The rows of all tables in their order."""
    rows = sorted(row for table in tables for row in table.rows)
    places = {row: place for place, row in enumerate(rows)}
    columns: dict[str, list[bytes | None]] = {}
    for table in tables:
        where = [places[row] for row in table.rows]
        for name, values in table.columns.items():
            column = columns.setdefault(name, [None] * len(rows))
            for place, value in zip(where, values, strict=True):
                column[place] = value
    return Table(rows, columns)
