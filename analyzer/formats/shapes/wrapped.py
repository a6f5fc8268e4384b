"""Records of one format inside the message of another: a container's log, a syslog line."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analyzer.formats.spec import Shape, Table

WRAPPED = "message"
"""The raw column in which the inner record lies."""


@dataclass(frozen=True, slots=True)
class Wrapped:
    """Every record of ``outer``; where ``inner`` can read its message, with the inner record's
    values in front of the outer ones."""

    outer: Shape
    inner: Shape

    def read(self, lines: Sequence[bytes]) -> Table:
        """The lines that ``outer`` reads."""
        outside = self.outer.read(lines)
        messages = inner_lines(outside)
        inside = self.inner.read(messages)
        if len(inside.rows) < len(messages):
            missing = sorted(set(range(len(messages))) - set(inside.rows))
            more = self.inner.forgive([messages[row] for row in missing])
            inside = _joined(inside, more, missing)
        return Table(outside.rows, _over(outside, inside))

    def forgive(self, _lines: Sequence[bytes], /) -> Table:
        """Nothing more."""
        return Table([], {})

    def header(self, sample: Sequence[bytes]) -> bytes:
        """What ``inner`` must know."""
        return self.inner.header(inner_lines(self.outer.read(sample)))

    def with_header(self, header: bytes) -> "Wrapped":
        """With an ``inner`` that knows it."""
        return replace(self, inner=self.inner.with_header(header))


def inner_lines(outside: Table) -> list[bytes]:
    """The messages of what an outer shape read, without the line ends that some keep."""
    held = outside.columns.get(WRAPPED, [None] * len(outside.rows))
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


def _over(outside: Table, inside: Table) -> dict[str, list[bytes | None]]:
    columns = {name: list(values) for name, values in outside.columns.items()}
    if WRAPPED in columns:
        for row in inside.rows:
            columns[WRAPPED][row] = None
    for name, values in inside.columns.items():
        column = columns.setdefault(name, [None] * len(outside.rows))
        for row, value in zip(inside.rows, values, strict=True):
            if value is not None:
                column[row] = value
    return columns
