"""Comma-separated values behind a line that names them: what consoles and tools export.

Any program may have written it, so columns are known by what they are called, in whatever case and
with whatever between the letters: ``Date and Time`` is ``date_and_time``.
"""

import csv
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from analyzer.formats.shapes.json_lines import MOST_FIELDS
from analyzer.formats.spec import FIELDS, IGNORED, Table

_DELIMITERS = ",;\t"
_FEWEST = 3
"""Columns: a sentence has a comma, too."""

_FIRST = 5
"""Lines among which the one with the names is: a tool may write what it is before it."""

_NAME = re.compile(r"[A-Za-z@_#][\w @./:()\[\]%-]{0,79}")
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_TIME = re.compile(r"\d[:./-]\d|\d{9}")


@dataclass(frozen=True, slots=True)
class CsvHeader:
    """``roles`` names for each raw column the names of the header that it may have, the best
    first. ``heading`` is the line with the names, empty while it is not known; ``columns`` are the
    raw columns in the order of the values, of which ``timed`` is the place of one with a time."""

    roles: Mapping[str, Sequence[str]]
    heading: bytes = b""
    delimiter: str = ","
    columns: tuple[str, ...] = ()
    timed: int = 0

    def read(self, lines: Sequence[bytes]) -> Table:
        """The lines with a value for each name, and a time where one is due; of those that end
        inside quotes, as the first line of a record of several does, what is there. Several lines
        joined are read up to the one that closes the quotes: what else is behind the record would
        depend on where chunks are cut."""
        if not self.columns:
            return Table([], {})
        lines = [_closed(line) if b"\n" in line else line for line in lines]
        most = len(self.columns)
        cut = [line.count(b'"') % 2 == 1 for line in lines]
        whole = [line + b'"' * more for line, more in zip(lines, cut, strict=True)]
        rows, values = [], []
        for row, record in enumerate(_records(whole, self.delimiter)):
            known = self._begins(record) if cut[row] else len(record) == most
            if known and _TIME.search(record[self.timed]):
                rows.append(row)
                values.append(
                    record if len(record) == most else record + [""] * (most - len(record))
                )
        columns = map(_bytes, zip(*values, strict=True))
        return Table(rows, dict(zip(self.columns, columns, strict=True)) if rows else {})

    def rows_of(self, lines: Sequence[bytes], /) -> Sequence[int]:
        """Those with a value for each name."""
        return self.read(lines).rows

    def _begins(self, record: Sequence[str]) -> bool:
        """Whether the quote that was put behind its last value closes it, and belongs to none."""
        enough = self.timed < len(record) <= len(self.columns)
        return enough and not record[-1].endswith('"')

    def forgive(self, _lines: Sequence[bytes], /) -> Table:
        """Nothing more."""
        return Table([], {})

    def header(self, sample: Sequence[bytes], /) -> bytes:
        """The line with the names, its delimiter and what raw column each value is, as JSON."""
        for line in sample[:_FIRST]:
            names, delimiter = _names(line)
            raw = self._raw(names)
            if {"timestamp", "date"} & set(raw):
                said = {"heading": line.decode("latin-1"), "delimiter": delimiter, "columns": raw}
                return json.dumps(said).encode()
        return b""

    def with_header(self, header: bytes, /) -> "CsvHeader":
        """Reads rows as it says."""
        if not header:
            return self
        said = json.loads(header)
        columns = tuple(said["columns"])
        timed = columns.index("timestamp" if "timestamp" in columns else "date")
        heading = said["heading"].encode("latin-1")
        return replace(
            self, heading=heading, delimiter=said["delimiter"], columns=columns, timed=timed
        )

    def _raw(self, names: Sequence[str]) -> list[str]:
        """What raw column each value is: one with a role, its own name, or of too many none."""
        plain = [_plain(name) for name in names]
        found: dict[int, str] = {}
        for column, known in self.roles.items():
            spelled = map(_plain, (*known, column))
            place = next((plain.index(one) for one in spelled if one in plain), None)
            if place is not None and place not in found:
                found[place] = column
        if "date" in plain and "time" in plain:
            found = {at: column for at, column in found.items() if column != "timestamp"}
            found |= {plain.index("date"): "date", plain.index("time"): "clock"}
        more = [n for n, name in enumerate(names) if n not in found and name not in FIELDS]
        own = {place: names[place] for place in more[:MOST_FIELDS]}
        return [found.get(n) or own.get(n) or f"{IGNORED}{n}" for n in range(len(names))]


def _names(line: bytes) -> tuple[list[str], str]:
    """The names in a header line and the delimiter between them; none where it is no such line."""
    text = line.decode("utf-8-sig", "replace")
    for delimiter in _DELIMITERS:
        names = [name.strip() for record in _read([text], delimiter) for name in record]
        if len(names) < _FEWEST or not all(map(_NAME.fullmatch, names)):
            continue
        if len({_plain(name) for name in names}) == len(names):
            return names, delimiter
    return [], ""


def _closed(text: bytes) -> bytes:
    """The first lines, up to where no quote is open; nothing where one is to the end."""
    end = quotes = 0
    for line in text.split(b"\n"):
        end += len(line) + 1
        quotes += line.count(b'"')
        if quotes % 2 == 0:
            return text[: end - 1]
    return b""


def _plain(name: str) -> str:
    """In lower case, its words apart by nothing."""
    return _NOT_LETTERS.sub("", name.lower())


def _records(lines: Sequence[bytes], delimiter: str) -> list[list[str]]:
    """The values of each line by itself; none of one that cannot be read."""
    texts = [line.decode("latin-1") for line in lines]
    read = _read(texts, delimiter)
    if len(read) == len(texts):
        return read
    alone = [_read([text], delimiter) for text in texts]
    return [one[0] if len(one) == 1 else [] for one in alone]


def _read(texts: Sequence[str], delimiter: str) -> list[list[str]]:
    """As many records as there are texts, unless one of them cannot be read alone."""
    try:
        return list(csv.reader(texts, delimiter=delimiter))
    except csv.Error:
        return []


def _bytes(values: Sequence[str]) -> list[bytes | None]:
    """A column; an empty value is none."""
    return [value.encode("latin-1") or None for value in values]
