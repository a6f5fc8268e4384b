"""Extended log files, whose columns a header line names: ``#Fields: date time c-ip ...``.

Source: https://www.w3.org/TR/WD-logfile (also spoken by IIS, CloudFront and, with tabs, by Zeek).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from analyzer.formats.shapes.delimited import Delimited
from analyzer.formats.spec import IGNORED, Table


@dataclass(frozen=True, slots=True)
class W3c:
    """``mark`` begins the header line. ``names`` says which raw column a header's name is (others
    keep their own); ``required`` are names that the header must have. ``rows`` reads the lines
    behind a header, None where none is known."""

    mark: bytes
    names: Mapping[str, str]
    required: Sequence[str] = ()
    rows: Delimited | None = None

    def read(self, lines: Sequence[bytes]) -> Table:
        """The lines with a value for each column."""
        if self.rows is None:
            return Table([], {})
        return self.rows.read([b"" if line.startswith(b"#") else line for line in lines])

    def forgive(self, _lines: Sequence[bytes], /) -> Table:
        """Nothing more."""
        return Table([], {})

    def header(self, sample: Sequence[bytes]) -> bytes:
        """The first header line of the sample, behind the delimiter that the lines use."""
        line = next((line for line in sample if line.startswith(self.mark)), b"")
        names = set(_names(line, self.mark))
        if not line or not names.issuperset(self.required):
            return b""
        rows = [one for one in sample if one and not one.startswith(b"#")]
        return (b"\t" if rows and b"\t" in rows[0] else b" ") + line

    def with_header(self, header: bytes) -> "W3c":
        """Reads rows as the header says. Columns of which two have one name: the first has it."""
        if not header:
            return self
        columns: list[str] = []
        for number, name in enumerate(_names(header[1:], self.mark)):
            column = self.names.get(name, name)
            columns.append(column if column not in columns else f"{IGNORED}{number}")
        return replace(self, rows=Delimited(tuple(columns), header[:1].decode()))


def _names(line: bytes, mark: bytes) -> list[str]:
    return re.split(r"[\s]+", line[len(mark) :].decode("latin-1").strip())
