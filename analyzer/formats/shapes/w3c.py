"""Extended log files, whose columns a header line names: ``#Fields: date time c-ip ...``.

Source: https://www.w3.org/TR/WD-logfile (also spoken by IIS, CloudFront and, with tabs, by Zeek).
Other lines that begin with ``#`` are directives, too. Of those, ``#Date`` gives the day to rows
that have only a time, and ``#GMT-Offset`` (Oracle) the zone of all times. A directive holds until
the next of its kind, so the header is what was said last of each of the three.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from analyzer.formats.fragments import QUOTED
from analyzer.formats.shapes.delimited import Delimited, well_typed
from analyzer.formats.spec import IGNORED, Table

_DATE, _OFFSET = b"#Date:", b"#GMT-Offset:"
_DAY = re.compile(rb"\s*(\d{4}-\d\d-\d\d)\b")
_ZONE = re.compile(rb"\s*([+-]\d{4})\b")
_VALUE = re.compile(rb'"(%b)"(?=\s|$)|(\S+)' % QUOTED)

_FEWEST = 2
"""Columns of a header; every line, even a blank one, would have a value for a single one."""

_FEW = 64
_LF = ord("\n")

_UNKNOWN = b" \n\n"
"""The header that says nothing: a delimiter, and three empty directives."""


@dataclass(frozen=True, slots=True)
class W3c:
    """``mark`` begins the header line. ``names`` says which raw column a header's name is (others
    keep their own); ``required`` are names that the header must have. ``said`` is the header
    that is known; ``rows`` reads the lines behind it, None where none is known; ``day`` and
    ``zone`` are what rows do not say of their time, empty where nobody does."""

    mark: bytes
    names: Mapping[str, str]
    required: Sequence[str] = ()
    said: bytes = b""
    rows: Delimited | None = None
    day: bytes = b""
    zone: bytes = b""

    def read(self, lines: Sequence[bytes]) -> Table:
        """The lines with a value for each column that the header in force there names."""
        return self._by_section(lines, W3c._strict)

    def rows_of(self, lines: Sequence[bytes], /) -> Sequence[int]:
        """Those with a value for each column."""
        return self.read(lines).rows

    def forgive(self, lines: Sequence[bytes], /) -> Table:
        """Those whose values are more than a blank apart, and those with more values than the
        header has names: the first ones are what the header says."""
        return self._by_section(lines, W3c._lenient)

    def _by_section(
        self, lines: Sequence[bytes], read: "Callable[[W3c, Sequence[bytes]], Table]"
    ) -> Table:
        """What each part of ``lines`` holds, read under the header that stands before it; nothing
        where the file's first header is not one of this format."""
        if self.rows is None:
            return Table([], {})
        starts = [row for row, line in enumerate(lines) if row and line.startswith(self.mark)]
        header, tables = self.said, []
        for start, end in pairwise([0, *starts, len(lines)]):
            for line in lines[start:end]:
                header = heard(header, line, self.mark) if line.startswith(b"#") else header
            shape = self if header == self.said else self.with_header(header)
            table = read(shape, [_row(line) for line in lines[start:end]])
            tables.append(Table([start + row for row in table.rows], table.columns))
        return tables[0] if len(tables) == 1 else _stacked(tables)

    def _strict(self, lines: Sequence[bytes]) -> Table:
        return self._dated(self.rows.read(lines)) if self.rows else Table([], {})

    def _lenient(self, lines: Sequence[bytes]) -> Table:
        if self.rows is None:
            return Table([], {})
        rows, records = [], []
        for number, line in enumerate(lines):
            values = _values(line, self.rows.delimiter)
            fields = dict(zip(self.rows.columns, values, strict=False))
            if len(fields) == len(self.rows.columns) and well_typed(fields):
                rows.append(number)
                records.append(fields)
        names = self.rows.columns if records else ()
        return self._dated(Table(rows, {n: [record[n] for record in records] for n in names}))

    def header(self, sample: Sequence[bytes]) -> bytes:
        """The directives in force at the first row behind the first header line of the sample,
        behind the delimiter that the lines use."""
        first = next((row for row, line in enumerate(sample) if line.startswith(self.mark)), None)
        if first is None or not set(_names(sample[first], self.mark)).issuperset(self.required):
            return b""
        rows = [row for row, line in enumerate(sample) if line and not line.startswith(b"#")]
        behind = next((row for row in rows if row > first), len(sample))
        tab = behind < len(sample) and b"\t" in sample[behind]
        header = b"\t" + _UNKNOWN[1:] if tab else _UNKNOWN
        for line in sample[:behind]:
            header = heard(header, line, self.mark)
        return header

    def with_header(self, header: bytes) -> "W3c":
        """Reads rows as the header says. Columns of which two have one name: the first has it."""
        if not header:
            return self
        fields, date, offset = header[1:].split(b"\n")
        if len(_names(fields, self.mark)) < _FEWEST:
            return replace(self, said=header, rows=None)
        columns: list[str] = []
        for number, name in enumerate(_names(fields, self.mark)):
            column = self.names.get(name, name)
            columns.append(column if column not in columns else f"{IGNORED}{number}")
        day, zone = _DAY.match(date, len(_DATE)), _ZONE.match(offset, len(_OFFSET))
        return replace(
            self,
            said=header,
            rows=Delimited(tuple(columns), header[:1].decode()),
            day=day[1] if day and "date" not in columns else b"",
            zone=zone[1] if zone else b"",
        )

    def reads_as_behind(self, header: bytes) -> bool:
        """Whether rows behind that header mean what they mean behind the one that is known: a
        server that starts anew says when it does, which each row may say itself."""
        other = self.with_header(header)
        return (self.rows, self.day, self.zone) == (other.rows, other.day, other.zone)

    @property
    def complete_rows(self) -> Delimited | None:
        """What reads the rows, where nothing need be added to them."""
        return None if self.day or self.zone else self.rows

    def _dated(self, table: Table) -> Table:
        """With the day and the zone that the directives gave."""
        columns = dict(table.columns)
        if self.day and "clock" in columns:
            columns["date"] = [self.day] * len(table.rows)
        if self.zone and "clock" in columns:
            columns["clock"] = [b"%b %b" % (text or b"", self.zone) for text in columns["clock"]]
        return Table(table.rows, columns)


def heard(header: bytes, line: bytes, mark: bytes) -> bytes:
    """The header in force behind a line, where ``header`` was before it."""
    known = header or _UNKNOWN
    directives = known[1:].split(b"\n")
    for place, begin in enumerate((mark, _DATE, _OFFSET)):
        if line.startswith(begin):
            directives[place] = line
            return known[:1] + b"\n".join(directives)
    return header


def directives(data: bytes, start: int = 0) -> Iterator[tuple[int, bytes]]:
    """Every line of ``data`` (whole lines, the first at ``start``) that begins with ``#``: where,
    and the line without its end."""
    position = start if data.startswith(b"#", start) else _next(data, start)
    while position >= 0:
        end = data.find(b"\n", position)
        yield position, data[position : end if end >= 0 else len(data)].removesuffix(b"\r")
        position = _next(data, position)


def _next(data: bytes, position: int) -> int:
    """Where the next line with a directive begins; -1 where there is none. One byte is found much
    faster than two, where it is rare."""
    for _ in range(_FEW):
        position = data.find(b"#", position + 1)
        if position < 0 or data[position - 1] == _LF:
            return position
    found = data.find(b"\n#", position)
    return found + 1 if found >= 0 else -1


def _stacked(tables: Sequence[Table]) -> Table:
    """One below the other; a column that one of them does not have has no values there."""
    names = dict.fromkeys(name for table in tables for name in table.columns)
    columns: dict[str, list[bytes | None]] = {name: [] for name in names}
    for table in tables:
        for name, values in columns.items():
            values += table.columns.get(name) or [None] * len(table.rows)
    return Table([row for table in tables for row in table.rows], columns)


def _row(line: bytes) -> bytes:
    """The line; nothing of a directive."""
    return b"" if line.startswith(b"#") else line


def _values(line: bytes, delimiter: str) -> list[bytes]:
    """In a line with blanks, any number of them stands between two values."""
    if delimiter == "\t":
        return line.split(b"\t")
    return [quoted or bare for quoted, bare in _VALUE.findall(line)]


def _names(line: bytes, mark: bytes) -> list[str]:
    return line[len(mark) :].decode("latin-1").split()
