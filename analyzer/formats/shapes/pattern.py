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
        first, *others = map(compiled, self.patterns)
        matches = list(map(first.fullmatch, lines))
        for pattern in others:
            for row, match in enumerate(matches):
                if match is None:
                    matches[row] = pattern.fullmatch(lines[row])
        found = [match for match in matches if match is not None]
        rows = [row for row, match in enumerate(matches) if match is not None]
        return Table(rows, self._columns(found))

    def _columns(self, found: Sequence[re.Match[bytes]]) -> dict[str, Sequence[bytes | None]]:
        patterns = [compiled(pattern) for pattern in self.patterns]
        if len(patterns) == 1:
            (pattern,) = patterns
            groups = zip(*(match.groups() for match in found), strict=True)
            return dict(zip(pattern.groupindex, groups, strict=False))
        records = [match.groupdict() for match in found]
        names = dict.fromkeys(name for pattern in patterns for name in pattern.groupindex)
        return {name: [record.get(name) for record in records] for name in names}
