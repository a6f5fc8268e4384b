"""How each format does on a sample.

Trying all of more than a hundred formats on every line of the sample would take longer than reading
a small log. So they are tried on a few lines first: runs of them from all over the sample, as some
records span lines. Those that read any of these are tried on the whole sample; then the others on
some of the lines that are still unread, so that a format of which there are few lines is found,
too.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from analyzer.formats.dialect import informed
from analyzer.formats.shapes.joined import Joined
from analyzer.formats.shapes.json_lines import JsonLines
from analyzer.formats.shapes.logfmt import Logfmt
from analyzer.formats.shapes.w3c import W3c
from analyzer.formats.spec import FAMILY, IGNORED, Format, Shape, Table

_TIMES = {"timestamp", "clf_date", "clock"}

_RUNS, _RUN = 6, 10
"""Lines tried first: so many runs of so many."""

_MOST_BYTES = 64 << 10
"""Of the lines tried first; where they are long, fewer say as much."""

_MOST = 0.5
"""Of the lines read; so many are read strictly by a format that they are of."""

_UNREAD = 100
"""Of the lines still unread that are tried, evenly apart."""


@dataclass(frozen=True, slots=True)
class Score:
    """How a format does on the sample: the share of lines it reads, that share with the lines that
    continue its records, which lines those are, how many columns it finds and how many it asks
    for, whether its hint is in them, whether they bear a time, and whether it reads most of
    them strictly."""

    name: str
    share: float = 0.0
    covered: float = 0.0
    read: frozenset[int] = frozenset()
    columns: int = 0
    required: int = 0
    hinted: bool = False
    timed: bool = False
    strict: bool = True


def scores_of(formats: Mapping[str, Format], lines: Sequence[bytes]) -> list[Score]:
    """The score of each format, in their order; 0 for one that reads none of the lines tried."""
    few = _few(lines)
    found = {
        name: score(name, format, lines)
        for name, format in formats.items()
        if _must_see_all(format, lines) or _reads_any(format, few)
    }
    read = frozenset[int]().union(
        *(one.read for name, one in found.items() if formats[name].tier <= FAMILY)
    )
    unread = [line for row, line in enumerate(lines) if row not in read]
    some = unread[:: max(1, len(unread) // _UNREAD)]
    for name, format in formats.items():
        if name not in found and format.tier <= FAMILY and _reads_any(format, some):
            found[name] = score(name, format, lines)
    return [found.get(name) or Score(name) for name in formats]


def score(name: str, format: Format, lines: Sequence[bytes]) -> Score:
    """How the format does on all of the lines."""
    rows = _counted(format.hint, lines)
    if not rows:
        return Score(name)
    format = informed(format, format.shape.header(lines))
    shape = format.shape
    strict, read = _read(shape, lines, rows)
    if not read:
        return Score(name)
    found = _reading(shape, lines[min(read)]).columns
    columns = {name for name, values in found.items() if values[0] is not None}
    counted = [row for row, line in enumerate(lines) if format.is_record(line)]
    total = len(counted) or 1
    first = min(read)
    covered = sum(row >= first for row in counted) if format.multiline else len(read)
    asked = len(shape.required) if isinstance(shape, JsonLines | Logfmt | W3c) else 0
    hinted = format.hint is not None
    timed = not _TIMES.isdisjoint(columns)
    named = sum(not column.startswith(IGNORED) for column in columns)
    return Score(
        name,
        len(read) / total,
        covered / total,
        read,
        named,
        asked,
        hinted,
        timed,
        len(strict) >= _MOST * len(read),
    )


def _few(lines: Sequence[bytes]) -> list[bytes]:
    """Runs of lines, the first one at the beginning and the last one at the end."""
    if len(lines) <= _RUNS * _RUN:
        rows = [*range(len(lines))]
    else:
        last = len(lines) - _RUN
        starts = [last * run // (_RUNS - 1) for run in range(_RUNS)]
        rows = [start + row for row in range(_RUN) for start in starts]
    size, chosen = 0, set[int]()
    for row in rows:
        size += len(lines[row])
        if chosen and size > _MOST_BYTES:
            break
        chosen.add(row)
    return [lines[row] for row in sorted(chosen)]


def _must_see_all(format: Format, lines: Sequence[bytes]) -> bool:
    """Whether a few lines say nothing of it: its header, or the rest of its records, may be
    elsewhere."""
    mark = format.header_mark
    if mark is not None:
        return any(line.startswith(mark) for line in lines)
    return isinstance(format.shape, Joined)


def _reads_any(format: Format, lines: Sequence[bytes]) -> bool:
    rows = _counted(format.hint, lines)
    if not rows:
        return False
    shape = format.shape.with_header(format.shape.header(lines))
    some = [lines[row] for row in rows]
    return bool(shape.rows_of(some) or shape.forgive(some).rows)


def _counted(hint: str | None, lines: Sequence[bytes]) -> Sequence[int]:
    """The rows of those that may count for a format with that hint."""
    if not hint:
        return range(len(lines))
    found = _compiled(hint).search
    return [row for row, line in enumerate(lines) if found(line)]


@cache
def _compiled(hint: str) -> re.Pattern[bytes]:
    return re.compile(hint.encode())


def _reading(shape: Shape, line: bytes) -> Table:
    """Strictly, or forgivingly where that fails."""
    table = shape.read([line])
    return table if table.rows else shape.forgive([line])


def _read(
    shape: Shape, lines: Sequence[bytes], rows: Sequence[int]
) -> tuple[frozenset[int], frozenset[int]]:
    """Lines among those at ``rows`` that are read strictly, and all that are read."""
    strict = frozenset(rows[row] for row in shape.rows_of([lines[row] for row in rows]))
    left = [row for row in rows if row not in strict]
    lenient = shape.forgive([lines[row] for row in left])
    return strict, strict | {left[row] for row in lenient.rows}
