"""Lines that a regular expression takes apart."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from analyzer.formats.spec import FixedShape, Table

_COLOUR = re.compile(rb"(?:\x1b|\\x1b|\\033|#033)\[[\d;?]*[A-Za-z]")
"""A terminal's control sequence, as it is or as programs spell it out."""

_ESCAPES = (b"\x1b", b"\\", b"#")
"""With one of these it begins: single bytes are found fastest."""


_Matches = tuple[re.Pattern[bytes], Sequence[int], Sequence[re.Match[bytes]]]
"""Of a pattern: the rows that it matches, and the match of each."""


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
        tables = [
            Table(rows, _columns(pattern, found)) for pattern, rows, found in self._matches(lines)
        ]
        return tables[0] if len(tables) == 1 else _mixed(tables)

    def rows_of(self, lines: Sequence[bytes], /) -> Sequence[int]:
        """Those that a pattern matches."""
        return sorted(row for _, rows, _ in self._matches(lines) for row in rows)

    def _matches(self, lines: Sequence[bytes]) -> Iterator[_Matches]:
        """What each pattern matches of the lines that those before it do not; not where that is
        nothing."""
        lines = _without_colours(lines)
        left: Sequence[int] = range(len(lines))
        for pattern in map(compiled, self.patterns):
            matches = list(map(pattern.fullmatch, [lines[row] for row in left]))
            found = [match for match in matches if match is not None]
            if found:
                yield (
                    pattern,
                    [row for row, match in zip(left, matches, strict=True) if match],
                    found,
                )
                left = [row for row, match in zip(left, matches, strict=True) if not match]


def _without_colours(lines: Sequence[bytes]) -> Sequence[bytes]:
    whole = b"\n".join(lines)
    if not any(escape in whole for escape in _ESCAPES):
        return lines
    return [_COLOUR.sub(b"", line) if b"[" in line else line for line in lines]


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
