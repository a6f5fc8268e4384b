"""The fast reading: a block of lines through Arrow's CSV reader, and the proof that it may be
believed.

A CSV reader knows no lines: an open quote swallows the next one, a lone carriage return makes two
of one. So per block: it must give exactly as many rows (readable or not) as there are lines. Then
row i is line i, and each line on which it could differ from the reference reading is handed back:
one with a wrong number of columns, a backslash, a value holding a quote, a value of the wrong
kind, or nothing in front (a blank line gives a row of nothing). Without that proof, the whole block
is handed back.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as csv

from analyzer.formats.dialect import Dialect, formats_of
from analyzer.formats.shapes.delimited import Delimited
from analyzer.formats.shapes.w3c import W3c
from analyzer.formats.spec import Format
from analyzer.parse.columns import ABSENT, kept, plain
from analyzer.parse.fast_block import FastBlock, Positions
from analyzer.parse.holding import rows_holding
from analyzer.parse.quoted import QuotedReader
from analyzer.parse.timestamps import Clock
from analyzer.parse.typed import Meaning, typed, types_of

_LF, _CR, _QUOTE = 10, 13, 34
_BOM = b"\xef\xbb\xbf"


class DelimitedReader:
    """Reads blocks of one dialect. Not thread-safe; make one a worker."""

    def __init__(self, format: Format, shape: Delimited, clock: Clock) -> None:
        self._names = list(shape.columns)
        self._quoted = QuotedReader.of(shape)
        self._meaning = Meaning(format, clock)
        self._comment = format.comment
        self._options = csv.ConvertOptions(
            check_utf8=False,
            column_types=types_of(shape.columns),
            strings_can_be_null=False,
        )
        self._invalid: list[int] = []
        self._skipping = _parse_options(shape.delimiter, self._skip)
        self._refusing = _parse_options(shape.delimiter, None)

    def _skip(self, row: csv.InvalidRow) -> str:
        self._invalid.append(row.number - 1)
        return "skip"

    def read(self, data: bytes) -> FastBlock | None:
        """``data`` is whole lines. None where nothing of the fast reading can be believed."""
        if self._quoted and (block := self._quoted.read(data)):
            return block
        letters = np.frombuffer(data, np.uint8)
        if b"\r" in data and not _line_ends_agree(letters):
            return None
        lines = int(np.count_nonzero(letters == _LF)) + (not data.endswith(b"\n"))
        table = self._table(data)
        if table is None or table.num_rows + len(self._invalid) != lines:
            return None
        return self._checked(data, letters, table, lines)

    def _table(self, data: bytes) -> pa.Table | None:
        self._invalid.clear()
        try:
            return csv.read_csv(
                pa.BufferReader(data),
                read_options=csv.ReadOptions(
                    use_threads=False, block_size=len(data) + 1, column_names=self._names
                ),
                parse_options=self._skipping if _is_utf8(data) else self._refusing,
                convert_options=self._options,
            )
        except pa.ArrowInvalid:
            return None

    def _checked(
        self, data: bytes, letters: npt.NDArray[np.uint8], table: pa.Table, lines: int
    ) -> FastBlock:
        raw = {name: table.column(name).combine_chunks() for name in table.column_names}
        row_lines = np.arange(lines)
        doubtful = np.zeros(lines, np.bool_)
        if self._invalid:
            doubtful[self._invalid] = True
            row_lines = np.flatnonzero(~doubtful)
        starts: Positions | None = None
        if b"\\" in data or data.startswith(_BOM):
            starts = line_starts(letters)
            doubtful[_lines_with_backslash(data, starts)] = True
            doubtful[0] |= data.startswith(_BOM)
        doubtful[-1] |= _ends_in_open_quote(data)
        for array in raw.values():
            doubtful[row_lines[rows_holding(array, _QUOTE)]] = True
        doubtful[row_lines[_rows_equal(raw[self._names[0]], b"")]] = True  # a blank line, it may be
        if self._comment:
            doubtful[row_lines[_rows_with_start(raw[self._names[0]], self._comment)]] = True
        if self._names[0] == "virtual_host":
            doubtful[row_lines[_rows_equal(raw["client_ip"], ABSENT)]] = True
        keep = ~doubtful[row_lines]
        if not keep.all():
            raw = {name: kept(array, keep) for name, array in raw.items()}
            row_lines = row_lines[keep]
        records, bad_time, bad_number = typed(raw, len(row_lines), self._meaning, strict=True)
        bad = bad_time | bad_number
        doubtful[row_lines[bad]] = True
        leftover = np.flatnonzero(doubtful)
        if len(leftover) and starts is None:
            starts = line_starts(letters)
        return FastBlock(records, row_lines[~bad], leftover, starts)


@lru_cache(maxsize=64)
def reader_for(dialect: Dialect) -> DelimitedReader | None:
    """The fast reading of the dialect's first format; None where it has none."""
    format = formats_of(dialect)[0]
    shape = format.shape.complete_rows if isinstance(format.shape, W3c) else format.shape
    if not isinstance(shape, Delimited):
        return None
    return DelimitedReader(format, shape, Clock(dialect.zone, dialect.latest))


def _parse_options(
    delimiter: str, on_invalid_row: Callable[[csv.InvalidRow], str] | None
) -> csv.ParseOptions:
    """How the formats are delimited. Without a handler, an invalid row fails the whole reading."""
    return csv.ParseOptions(
        delimiter=delimiter,
        quote_char='"',
        double_quote=False,
        escape_char="\\",
        newlines_in_values=False,
        ignore_empty_lines=False,
        invalid_row_handler=on_invalid_row,
    )


def _is_utf8(data: bytes) -> bool:
    """Whether Arrow could hand over any of its rows: it gives them as str, and where it cannot it
    writes a traceback to the standard error and fails."""
    try:
        return data.isascii() or bool(data.decode())
    except UnicodeDecodeError:
        return False


def line_starts(letters: npt.NDArray[np.uint8]) -> Positions:
    """Where each line begins, and the end of the last one: n + 1 positions."""
    ends = np.flatnonzero(letters == _LF) + 1
    if len(ends) == 0 or ends[-1] != len(letters):
        ends = np.append(ends, len(letters))
    return np.concatenate([[0], ends])


def _line_ends_agree(letters: npt.NDArray[np.uint8]) -> bool:
    """Whether every carriage return stands right before a line feed, so that both readings see
    the same lines."""
    returns = np.flatnonzero(letters == _CR)
    return bool(returns[-1] + 1 < len(letters) and (letters[returns + 1] == _LF).all())


def _ends_in_open_quote(data: bytes) -> bool:
    """Whether the last line may leave a quote open, which the end of the data closes unseen: its
    quotes are odd in number. (Where a quote is part of a value, the row is doubtful anyway.)"""
    return data.count(b'"', data.rfind(b"\n", 0, len(data) - 1) + 1) % 2 == 1


def _lines_with_backslash(data: bytes, starts: Positions) -> list[int]:
    lines = []
    found = data.find(b"\\")
    while found >= 0:
        line = int(np.searchsorted(starts, found, side="right")) - 1
        lines.append(line)
        found = data.find(b"\\", int(starts[line + 1]))
    return lines


def _rows_with_start(array: "pa.Array[Any]", start: bytes) -> Positions:
    found = pc.starts_with(plain(array), pattern=start)
    return np.flatnonzero(found.to_numpy(zero_copy_only=False))


def _rows_equal(array: "pa.Array[Any]", value: bytes) -> Positions:
    found = pc.equal(array, pa.scalar(value, pa.binary()))
    return np.flatnonzero(found.to_numpy(zero_copy_only=False))
