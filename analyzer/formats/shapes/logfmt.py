"""``key=value`` pairs apart by spaces; a value with spaces stands in double quotes.

Which keys are read is settled by a sample of the file, as with JSON.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from analyzer.formats.fragments import QUOTED
from analyzer.formats.shapes.json_lines import MOST_FIELDS
from analyzer.formats.spec import Table

KEY = rb"[A-Za-z_@][\w.@/-]{0,119}"
"""What a key may be, as a regular expression."""

_PAIR = re.compile(rb'(%b)=(?:"(%b)"|([^\s"]*+))(?:\s+|$)' % (KEY, QUOTED))
_LINE = re.compile(rb'\s*(?:%b=(?:"%b"|[^\s"]*+)(?:\s+|$)){2,}' % (KEY, QUOTED))

SPACED = re.compile(
    rb'(?:^|(?<=[\s|]))(%b)=(?:"(%b)"(?=\s+%b=|\s*$)|(\S*+(?:\s++(?!%b=|$)\S*+)*+))'
    % (KEY, QUOTED, KEY, KEY)
)
"""A pair whose value, where it has no quotes, ends where the next key begins."""

_BEGIN = re.compile(rb'\s*(?:%b=(?:"%b"|[^\s"]*+)\s+){3}' % (KEY, QUOTED))

Pairs = dict[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Logfmt:
    """``roles`` names for each raw column the keys that may hold it, the best first; ``required``
    are keys that each record has; ``others`` keys read under their own names. An empty value is
    none."""

    roles: Mapping[str, Sequence[str]]
    required: Sequence[str] = ()
    others: Sequence[str] = ()

    def read(self, lines: Sequence[bytes]) -> Table:
        """The lines that are pairs and nothing else, at least two of them."""
        return self._table(*self._pairs(lines))

    def rows_of(self, lines: Sequence[bytes], /) -> Sequence[int]:
        """The lines that are pairs and have every required key."""
        return self._pairs(lines)[0]

    def _table(self, rows: Sequence[int], records: Sequence[Pairs]) -> Table:
        columns = {name: _first(records, keys) for name, keys in self.roles.items()}
        columns |= {
            key: [record.get(key.encode()) or None for record in records] for key in self.others
        }
        return Table(rows, {name: one for name, one in columns.items() if any(one)})

    def forgive(self, lines: Sequence[bytes], /) -> Table:
        """Lines that begin with three pairs; of a value with blanks but without quotes, all up to
        the next key."""
        return self._table(*self._kept(lines, _BEGIN.match, SPACED))

    def header(self, sample: Sequence[bytes]) -> bytes:
        """The keys of the sample that have no role, as JSON; the most frequent first."""
        counts: dict[str, int] = {}
        for record in self._pairs(sample)[1]:
            for key in record:
                name = key.decode("latin-1")
                counts[name] = counts.get(name, 0) + 1
        used = {key for keys in self.roles.values() for key in keys} | set(self.roles)
        order = sorted(counts, key=lambda key: (-counts[key], key))
        return json.dumps([key for key in order if key not in used][:MOST_FIELDS]).encode()

    def with_header(self, header: bytes) -> "Logfmt":
        """Reads those keys, too."""
        return replace(self, others=tuple(json.loads(header))) if header else self

    def _pairs(self, lines: Sequence[bytes]) -> tuple[list[int], list[Pairs]]:
        return self._kept(lines, _LINE.fullmatch, _PAIR)

    def _kept(
        self, lines: Sequence[bytes], test: Callable[[bytes], object], pair: re.Pattern[bytes]
    ) -> tuple[list[int], list[Pairs]]:
        """The pairs of the lines that pass the test and have every required key."""
        required = {key.encode() for key in self.required}
        rows, records = [], []
        for row, line in enumerate(lines):
            if b"=" in line and test(line):
                record = {key: quoted or bare for key, quoted, bare in pair.findall(line)}
                if required <= record.keys():
                    rows.append(row)
                    records.append(record)
        return rows, records


def _first(records: Sequence[Pairs], keys: Sequence[str]) -> list[bytes | None]:
    """The value of the first of ``keys`` that each record has and that is not empty."""
    names = [key.encode() for key in keys]
    return [next(filter(None, map(record.get, names)), None) for record in records]
