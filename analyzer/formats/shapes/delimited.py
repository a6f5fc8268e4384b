"""Values apart by one character: slow, plain, and the judge of every faster reading.

Two readings:

1. *strict*: values separated by single delimiters. A value that begins with a double quote ends at
   the next quote not escaped by a backslash, and whatever stands between that quote and the next
   delimiter is glued to it; any other value ends at the next delimiter. No quote may be left over.
   The kernels read the same grammar.
2. *forgiving*: the definition's own pattern, where it has one; or the columns it names, and
   whatever stands behind them, where it is open.

Values stay as written: escapes are not undone, so nothing of the line is lost.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from analyzer.formats.fragments import QUOTED
from analyzer.formats.spec import IGNORED, SYNTAX, Table

_TYPED = {name: re.compile(text.encode()) for name, text in SYNTAX.items()}

Fields = dict[str, bytes]


@cache
def _strict(columns: int, delimiter: str) -> re.Pattern[bytes]:
    return re.compile(_named(columns, delimiter), re.DOTALL)


@cache
def _open(columns: int, delimiter: str) -> re.Pattern[bytes]:
    """The columns, and any number of whole values behind them."""
    mark = re.escape(delimiter).encode()
    more = rb'(?:%b(?:"%b"[^%b"]*+|[^%b"]*+))*+' % (mark, QUOTED, mark, mark)
    return re.compile(_named(columns, delimiter) + more, re.DOTALL)


def _named(columns: int, delimiter: str) -> bytes:
    mark = re.escape(delimiter).encode()
    value = rb'(?:"(%b)"([^%b"]*)|([^%b"]*))' % (QUOTED, mark, mark)
    return mark.join([value] * columns)


@cache
def _quotes(delimiter: str) -> re.Pattern[bytes]:
    """A value in quotes, behind a delimiter."""
    return re.compile(rb'"(?<=%b")%b"' % (re.escape(delimiter).encode(), QUOTED))


@cache
def forgiving(pattern: bytes) -> re.Pattern[bytes]:
    """Only when a line needs it: see ``shapes.pattern``."""
    return re.compile(pattern, re.VERBOSE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Delimited:
    """``columns`` are the raw columns in their order on the line, separated by one ``delimiter``; a
    value with delimiters stands in double quotes, in which a backslash escapes. ``pattern`` is the
    forgiving reading, for lines on which the strict grammar fails (a quote inside quotes, a space
    in the user's name): a whole-line match with the columns as named groups. ``open`` says that
    further columns may follow which nobody knows by name; how many is settled by the sample."""

    columns: tuple[str, ...]
    delimiter: str = " "
    pattern: bytes | None = None
    open: bool = False

    def read(self, lines: Sequence[bytes]) -> Table:
        """Strictly."""
        return _table(lines, self._read_strict)

    def forgive(self, lines: Sequence[bytes], /) -> Table:
        """By the pattern, or with columns nobody knows."""
        if self.open:
            return _table(lines, self._read_open)
        return _table(lines, self._read_forgiving)

    def header(self, sample: Sequence[bytes], /) -> bytes:
        """Of an open format: how many columns most lines of the sample have."""
        if not self.open:
            return b""
        counts = Counter(_values(line, self.delimiter) for line in sample)
        known = [n for n in counts if n >= len(self.columns)]
        return str(max(known, key=lambda n: (counts[n], n))).encode() if known else b""

    def with_header(self, header: bytes, /) -> "Delimited":
        """With so many columns."""
        if not header:
            return self
        more = range(len(self.columns), int(header))
        return replace(self, columns=(*self.columns, *(f"{IGNORED}{n}" for n in more)))

    def rows_of(self, lines: Sequence[bytes], /) -> Sequence[int]:
        """Those that are read strictly."""
        places = {name: place for place, name in enumerate(self.columns)}
        typed = tuple((places[name], name) for name in _TYPED if name in places)
        rows = _well_typed(tuple(lines), len(self.columns), self.delimiter, typed)
        if self.columns[:1] == ("virtual_host",):
            kept = self.read([lines[row] for row in rows]).rows
            return [rows[place] for place in kept]
        return rows

    def _read_strict(self, line: bytes) -> Fields | None:
        match = _strict(len(self.columns), self.delimiter).fullmatch(line)
        return self._fields(match) if match else None

    def _read_open(self, line: bytes) -> Fields | None:
        known = [name for name in self.columns if not name.removeprefix(IGNORED).isdigit()]
        match = _open(len(known), self.delimiter).fullmatch(line)
        return self._fields(match) if match else None

    def _fields(self, match: re.Match[bytes]) -> Fields | None:
        groups = match.groups(b"")
        parts = zip(groups[::3], groups[1::3], groups[2::3], strict=True)
        fields = {
            name: quoted + tail + bare
            for name, (quoted, tail, bare) in zip(self.columns, parts, strict=False)
        }
        return fields if well_typed(fields) else None

    def _read_forgiving(self, line: bytes) -> Fields | None:
        match = forgiving(self.pattern).fullmatch(line) if self.pattern else None
        return match.groupdict() if match else None


@lru_cache(maxsize=16)
def _well_typed(
    lines: tuple[bytes, ...], columns: int, delimiter: str, typed: tuple[tuple[int, str], ...]
) -> Sequence[int]:
    """The rows that are read strictly, with values of the syntax that those at some places must
    have. Remembered, as formats that begin alike ask it of the same lines."""
    matches = enumerate(map(_strict(columns, delimiter).fullmatch, lines))
    found = [(row, match) for row, match in matches if match]
    for place, name in typed:
        quoted, tail, bare = (3 * place + part for part in (1, 2, 3))
        values = [
            match[quoted] + match[tail] if (value := match[bare]) is None else value
            for _, match in found
        ]
        good = {value for value in {*values} if _TYPED[name].fullmatch(value)}
        if len(good) < len({*values}):
            found = [one for one, value in zip(found, values, strict=True) if value in good]
    return [row for row, _ in found]


def _table(lines: Sequence[bytes], read: Callable[[bytes], Fields | None]) -> Table:
    rows: list[int] = []
    records: list[Fields] = []
    for row, line in enumerate(lines):
        fields = read(line)
        if fields is not None and not _shifted(fields):
            rows.append(row)
            records.append(fields)
    names = records[0] if records else ()
    return Table(rows, {name: [record[name] for record in records] for name in names})


@lru_cache(maxsize=4096)
def _values(line: bytes, delimiter: str) -> int:
    """How many values the line has; 0 where a quote is left over. Remembered, as every open format
    asks it of the same lines."""
    mark = delimiter.encode()
    bare = _quotes(delimiter).sub(b"", mark + line)
    return 0 if b'"' in bare or not line else bare.count(mark)


def well_typed(fields: Fields) -> bool:
    """Whether every column with a fixed syntax has it."""
    return all(syntax.fullmatch(fields[name]) for name, syntax in _TYPED.items() if name in fields)


def _shifted(fields: Fields) -> bool:
    """A virtual host whose client is absent: that is a client, with a user of two words."""
    return next(iter(fields)) == "virtual_host" and fields.get("client_ip") == b"-"
