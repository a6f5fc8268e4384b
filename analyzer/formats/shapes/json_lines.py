"""One JSON object a line.

Which fields are read is settled by a sample of the file: those that the definition gives a role,
and any other scalar seen there. So hostile lines that each invent their own keys cost nothing.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import orjson

from analyzer.formats.spec import Table

MOST_FIELDS = 64
"""Fields without a role that are read; the most frequent ones of the sample."""

_DEEPEST = 6
_LONGEST_KEY = 120

Path = tuple[str, ...]
Object = dict[str, Any]


@dataclass(frozen=True, slots=True)
class JsonLines:
    """``roles`` names for each raw column the keys that may hold it, the best first; a dot goes
    one object deeper (into the first one of a list) where no key has that name as a whole.
    ``required`` are keys that each record has, by which a format is known; ``a|b`` asks for one of
    the two. ``others`` are keys read under their own names."""

    roles: Mapping[str, Sequence[str]]
    required: Sequence[str] = ()
    others: Sequence[str] = ()

    def read(self, lines: Sequence[bytes]) -> Table:
        """The lines that are objects with every required key."""
        rows, records = self._records(lines)
        columns = {name: _first(records, keys) for name, keys in self.roles.items()}
        columns |= {key: _texts(_values(records, key)) for key in self.others}
        return Table(rows, {name: one for name, one in columns.items() if any(one)})

    def rows_of(self, lines: Sequence[bytes], /) -> Sequence[int]:
        """The objects with every required key."""
        return self._records(lines)[0]

    def _records(self, lines: Sequence[bytes]) -> tuple[list[int], list[Object]]:
        rows, records = self._objects_with_keys(lines)
        for keys in self.required:
            held = _any_of(records, keys.split("|"))
            rows = [row for row, has in zip(rows, held, strict=True) if has]
            records = [record for record, has in zip(records, held, strict=True) if has]
        return rows, records

    def _objects_with_keys(self, lines: Sequence[bytes]) -> tuple[list[int], list[Object]]:
        """The objects in whose text every required key stands: most formats are told apart by that,
        without parsing."""
        names = [f'"{key.split(".")[0]}"'.encode() for key in self.required if "|" not in key]
        likely: Sequence[int] = range(len(lines))
        for name in names:
            likely = [row for row in likely if name in lines[row]]
        rows, records = _objects([lines[row] for row in likely])
        return [likely[row] for row in rows], records

    def forgive(self, _lines: Sequence[bytes], /) -> Table:
        """Nothing more."""
        return Table([], {})

    def header(self, sample: Sequence[bytes]) -> bytes:
        """The scalar fields of the sample that have no role, as JSON; the most frequent first."""
        counts: dict[str, int] = {}
        for record in _objects(sample)[1]:
            for key in _scalars(record):
                counts[key] = counts.get(key, 0) + 1
        used = {key for keys in self.roles.values() for key in keys} | set(self.roles)
        order = sorted(counts, key=lambda key: (-counts[key], key))
        return json.dumps([key for key in order if key not in used][:MOST_FIELDS]).encode()

    def with_header(self, header: bytes) -> "JsonLines":
        """Reads those fields, too."""
        return replace(self, others=tuple(json.loads(header))) if header else self


def _objects(lines: Sequence[bytes]) -> tuple[list[int], list[Object]]:
    """The lines that are objects, by their position."""
    rows, records = [], []
    for row, line in enumerate(lines):
        if line[:1] not in b"{ \t":
            continue
        try:
            record = orjson.loads(line)
        except orjson.JSONDecodeError:
            continue
        if type(record) is dict:
            rows.append(row)
            records.append(record)
    return rows, records


def _values(records: Sequence[Object], key: str) -> list[Any]:
    """What each record holds at ``key``: under that very name, else down the path it spells."""
    values = [record.get(key) for record in records]
    if "." not in key:
        return values
    path = key.split(".")
    return [
        _at(record, path) if value is None else value
        for record, value in zip(records, values, strict=True)
    ]


def _at(record: Object, path: Sequence[str]) -> Any:
    value: Any = record
    for name in path:
        if type(value) is list and value:
            value = value[0]
        if type(value) is not dict:
            return None
        value = value.get(name)
    return value


def _first(records: Sequence[Object], keys: Sequence[str]) -> list[bytes | None]:
    """The value of the first of ``keys`` that each record has."""
    found: list[bytes | None] = [None] * len(records)
    for key in keys:
        texts = _texts(_values(records, key))
        found = [text if old is None else old for old, text in zip(found, texts, strict=True)]
        if all(text is not None for text in found):
            break
    return found


def _any_of(records: Sequence[Object], keys: Sequence[str]) -> list[bool]:
    """Whether each record has a value at one of the keys."""
    found = [False] * len(records)
    for key in keys:
        held = [value is not None for value in _values(records, key)]
        found = [old or new for old, new in zip(found, held, strict=True)]
    return found


def _texts(values: Sequence[Any]) -> list[bytes | None]:
    return [value.encode() or None if type(value) is str else text_of(value) for value in values]


def text_of(value: Any) -> bytes | None:
    """A scalar as text; of a list, its only entry (as HTTP headers are written). An empty text is
    none."""
    if value is None or type(value) is dict:
        return None
    if type(value) is list:
        return text_of(value[0]) if len(value) == 1 else None
    if type(value) is bool:
        return b"true" if value else b"false"
    return str(value).encode() or None


def _scalars(record: Object, prefix: str = "", depth: int = 0) -> Iterator[str]:
    for name, value in record.items():
        key = prefix + name
        if type(value) is dict:
            if depth < _DEEPEST:
                yield from _scalars(value, key + ".", depth + 1)
        elif type(value) is not list and len(key) <= _LONGEST_KEY:
            yield key
