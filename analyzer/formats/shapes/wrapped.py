"""Records of one format inside the message of another: a container's log, a syslog line."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from analyzer.formats.spec import Shape, Table

WRAPPED = "message"
"""The raw column in which the inner record lies."""

TIMESTAMP = "timestamp"
"""The one that tells when the outer one was written."""

_NAMES_A_YEAR = re.compile(
    rb"(?<![\d,:+])(?<!:\d\d\.)(?:19|20)\d\d(?!\d)|^\d{6}|\d\d?([-/.])\d\d?\1\d\d"
)


@dataclass(frozen=True, slots=True)
class Wrapped:
    """Every record of ``outer``; where ``inner`` can read what stands in its ``column``, with the
    inner record's values in front of the outer ones."""

    outer: Shape
    inner: Shape
    column: str = WRAPPED
    year_first: bool = False
    """Whether an inner time that names no year gives way to an outer one that does."""

    def read(self, lines: Sequence[bytes]) -> Table:
        """The lines that ``outer`` reads."""
        outside = self.outer.read(lines)
        messages = inner_lines(outside, self.column)
        inside = self.inner.read(messages)
        if len(inside.rows) < len(messages):
            missing = sorted(set(range(len(messages))) - set(inside.rows))
            more = self.inner.forgive([messages[row] for row in missing])
            inside = _joined(inside, more, missing)
        if self.year_first:
            inside = _without_lesser_times(outside, inside)
        return Table(outside.rows, _over(outside, inside, self.column))

    def rows_of(self, lines: Sequence[bytes], /) -> Sequence[int]:
        """Whatever their messages are."""
        return self.outer.rows_of(lines)

    def forgive(self, _lines: Sequence[bytes], /) -> Table:
        """Nothing more."""
        return Table([], {})

    def header(self, sample: Sequence[bytes]) -> bytes:
        """What ``outer`` and ``inner`` must know, as a JSON list."""
        outer = self.outer.header(sample)
        messages = inner_lines(self.outer.with_header(outer).read(sample), self.column)
        known = [outer, self.inner.header(messages)]
        return json.dumps([one.decode("latin-1") for one in known]).encode() if any(known) else b""

    def with_header(self, header: bytes) -> "Wrapped":
        """With shapes that know it."""
        if not header:
            return self
        outer, inner = (one.encode("latin-1") for one in json.loads(header))
        return replace(
            self, outer=self.outer.with_header(outer), inner=self.inner.with_header(inner)
        )


def inner_lines(outside: Table, column: str = WRAPPED) -> list[bytes]:
    """The messages of what an outer shape read, without the line ends that some keep."""
    held = outside.columns.get(column, [None] * len(outside.rows))
    return [(text or b"").rstrip(b"\r\n") for text in held]


def _joined(one: Table, more: Table, where: Sequence[int]) -> Table:
    """Both readings of the same lines; ``more`` counts rows among those of ``where``."""
    rows = [*one.rows, *(where[row] for row in more.rows)]
    order = sorted(range(len(rows)), key=rows.__getitem__)
    columns = {}
    for name in {**one.columns, **more.columns}:
        values = [
            *one.columns.get(name, [None] * len(one.rows)),
            *more.columns.get(name, [None] * len(more.rows)),
        ]
        columns[name] = [values[position] for position in order]
    return Table([rows[position] for position in order], columns)


def _without_lesser_times(outside: Table, inside: Table) -> Table:
    """The inner reading without the times whose year the outer ones know and they do not."""
    if TIMESTAMP not in inside.columns or TIMESTAMP not in outside.columns:
        return inside
    outer = outside.columns[TIMESTAMP]
    kept = [
        None if time and _lacks_year(time) and not _lacks_year(outer[row] or b"") else time
        for row, time in zip(inside.rows, inside.columns[TIMESTAMP], strict=True)
    ]
    return Table(inside.rows, {**inside.columns, TIMESTAMP: kept})


def _lacks_year(time: bytes) -> bool:
    return not _NAMES_A_YEAR.search(time)


def _over(outside: Table, inside: Table, column: str) -> dict[str, list[bytes | None]]:
    columns = {name: list(values) for name, values in outside.columns.items()}
    if column in columns:
        for row in inside.rows:
            columns[column][row] = None
    for name, values in inside.columns.items():
        over = columns.setdefault(name, [None] * len(outside.rows))
        for row, value in zip(inside.rows, values, strict=True):
            if value is not None:
                over[row] = value
    return columns
