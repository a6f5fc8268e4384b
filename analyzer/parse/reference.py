"""The reference reading of many lines: each format's own, line by line, then the same typing as
the fast reading."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from analyzer.formats.reasons import explain, explain_time
from analyzer.formats.shapes.joined import Joined
from analyzer.formats.spec import Format, Table
from analyzer.parse.columns import IntArray, Typed
from analyzer.parse.times import Meaning
from analyzer.parse.timestamps import Clock
from analyzer.parse.typed import BAD_NUMBER, typed

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Lines:
    """Some lines of a source, without their ends, and the position of the first byte of each."""

    texts: Sequence[bytes]
    offsets: Sequence[int]

    def some(self, which: Sequence[int]) -> "Lines":
        """Those of ``which``."""
        return Lines([self.texts[row] for row in which], [self.offsets[row] for row in which])


@dataclass(frozen=True, slots=True)
class Rejected:
    """A line that no format could read, without its line end."""

    reason: str
    offset: int
    text: bytes


@dataclass(frozen=True, slots=True)
class Readings:
    """Records that could be read and where those of each block begin, what could not, how many
    lines were blank (or a comment), and how many continue the record before them."""

    blocks: tuple[Typed, ...]
    begins: tuple[IntArray, ...]
    rejected: tuple[Rejected, ...]
    blank: int
    continued: int


def content(text: bytes, offset: int) -> bytes:
    """A line without its line end, and without the mark that may begin a file in UTF-8."""
    text = text.removesuffix(b"\n").removesuffix(b"\r")
    return text.removeprefix(_BOM) if offset == 0 else text


def read_lines(
    formats: Sequence[Format], clock: Clock, lines: Lines, *, begun: bool = False
) -> Readings:
    """Each line by the first of ``formats`` that can read it, strictly by any before forgivingly by
    one. Where the first format has records of several lines, a line that none can read continues
    the record before it; ``begun`` says whether there is one before the first line."""
    expected = formats[0]
    kept = lines_of_records(expected, lines.texts)
    blank = len(lines.texts) - len(kept)
    blocks, begins, bad = [], [], []
    records: list[int] = []
    for format, rows, table in _tables(formats, lines.texts, kept):
        block, begin, wrong = _typed(table, Meaning(format, clock), lines.some(rows))
        blocks.append(block)
        begins.append(begin)
        bad += wrong
        records += rows
    left = _others(kept, records)
    if expected.multiline:
        left, continued = _continued(left, kept, records, begun)
    else:
        continued = 0
    why = "continues no record" if expected.multiline else None
    bad += [
        Rejected(why or explain(expected, lines.texts[row]), lines.offsets[row], lines.texts[row])
        for row in left
    ]
    return Readings(tuple(blocks), tuple(begins), tuple(bad), blank, continued)


def lines_of_records(format: Format, texts: Sequence[bytes]) -> list[int]:
    """Which lines are neither blank nor a comment."""
    rows = [row for row, text in enumerate(texts) if text.strip()]
    if not format.comment and not format.remark:
        return rows
    return [row for row in rows if format.is_record(texts[row])]


_Found = tuple[Format, Sequence[int], Table]
"""A format, which lines its records begin with, and what they hold."""

_Read = Callable[[Sequence[bytes]], Table]


def _tables(formats: Sequence[Format], texts: Sequence[bytes], kept: list[int]) -> Iterator[_Found]:
    """What each format reads of the lines that those before it have left."""
    first, left = formats[0], kept
    strict = [(one, one.shape.read) for one in formats]
    if isinstance(first.shape, Joined):  # what it may join is known when all records are
        own = [kept[place] for place in first.shape.rows_of([texts[row] for row in kept])]
        left, strict = _others(kept, own), strict[1:]
    for found in _read_in_turn(strict, texts, left):
        left = _others(left, found[1])
        yield found
    if isinstance(first.shape, Joined) and own:
        places = {row: place for place, row in enumerate(kept)}
        others = places.keys() - own - set(left)
        lines = [texts[row] for row in kept]
        begins = [places[row] for row in own]
        yield first, own, first.shape.join(lines, begins, [places[row] for row in others])
    yield from _read_in_turn([(one, one.shape.forgive) for one in formats], texts, left)


def _read_in_turn(
    readings: Sequence[tuple[Format, _Read]], texts: Sequence[bytes], left: list[int]
) -> Iterator[_Found]:
    for format, read in readings:
        if not left:
            return
        table = read([texts[row] for row in left])
        if table.rows:
            rows = [left[row] for row in table.rows]
            left = _others(left, rows)
            yield format, rows, table


def _others(rows: Sequence[int], gone: Collection[int]) -> list[int]:
    """``rows`` without those."""
    without = set(gone)
    return [row for row in rows if row not in without]


def _continued(
    left: Sequence[int], kept: Sequence[int], records: Sequence[int], begun: bool
) -> tuple[list[int], int]:
    """Of the lines left: those before any record, and the number of the others."""
    if begun:
        return [], len(left)
    first = min(records, default=len(kept) and kept[-1] + 1)
    early = [row for row in left if row < first]
    return early, len(left) - len(early)


def _typed(table: Table, meaning: Meaning, lines: Lines) -> tuple[Typed, IntArray, list[Rejected]]:
    raw: dict[str, pa.Array[Any]] = {
        name: pa.array(values, pa.binary()) for name, values in table.columns.items()
    }
    block, bad_time, bad_number = typed(raw, len(table.rows), meaning)
    wrong = bad_time | bad_number
    rejected = [
        Rejected(
            explain_time(meaning.format, lines.texts[row]) if bad_time[row] else BAD_NUMBER,
            lines.offsets[row],
            lines.texts[row],
        )
        for row in np.flatnonzero(wrong).tolist()
    ]
    return block, np.array(lines.offsets, np.int64)[~wrong], rejected
