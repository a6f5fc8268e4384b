"""What parsing gives: typed columns, one entry a record, ready to be counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from analyzer.parse.dictionary import Coded, Codes, Dictionary

IntArray = npt.NDArray[np.int64]

NO_TIME = -(1 << 62)
NO_DURATION = -1

ABSENT = b"-"
"""What stands for a text value that the format or the line does not have."""

DICTIONARY = pa.dictionary(pa.int32(), pa.binary())


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text column as dictionary codes: record ``i`` holds ``values[codes[i]]``."""

    codes: Codes
    values: pa.BinaryArray

    @classmethod
    def of(cls, array: "pa.Array[Any] | pa.ChunkedArray[Any]") -> "Encoded":
        """From a binary or dictionary column."""
        if isinstance(array, pa.ChunkedArray):
            if pa.types.is_dictionary(array.type):
                array = array.unify_dictionaries()
            array = array.combine_chunks()
        if not pa.types.is_dictionary(array.type):
            array = array.dictionary_encode()
        return cls(array.indices.to_numpy(zero_copy_only=False), array.dictionary)

    def some(self, rows: IntArray | slice) -> "Encoded":
        """Those at the positions ``rows``, over the same values."""
        return Encoded(self.codes[rows], self.values)

    def used(self) -> "Encoded":
        """Without values that no record has."""
        counts = np.bincount(self.codes, minlength=len(self.values))
        if counts.all():
            return self
        places = np.cumsum(counts > 0, dtype=np.int32) - np.int32(1)
        return Encoded(places[self.codes], self.values.filter(pa.array(counts > 0)))

    @classmethod
    def constant(cls, value: bytes, records: int) -> "Encoded":
        """The same value in every record."""
        return cls(np.zeros(records, np.int32), pa.array([value], pa.binary()))


TextColumn: TypeAlias = pa.Array | Coded


def kept(column: TextColumn, keep: npt.NDArray[np.bool_]) -> TextColumn:
    """The entries where ``keep`` is true. An array's dictionary loses the values that none of them
    has: they would be counted as keys of nothing."""
    if isinstance(column, Coded):
        return column.some(keep)
    left = column.filter(pa.array(keep))
    if pa.types.is_dictionary(left.type):
        return left.dictionary_decode().dictionary_encode()
    return left


@dataclass(frozen=True, slots=True)
class Columns:
    """Typed columns of ``records`` records.

    ``time`` is seconds since 1970 UTC; ``day`` is the calendar day as the log wrote it (days since
    1970 in the log's own zone); both NO_TIME or 0 where a record has no time. ``status`` 0 stands
    for none, ``bytes_sent`` 0 for none; ``duration`` is microseconds, NO_DURATION for none, and
    None where no record has one. ``text`` holds the text columns by field name, only those that
    some record has; ABSENT stands for none.
    """

    records: int
    time: IntArray
    day: Codes
    status: npt.NDArray[np.int16]
    bytes_sent: IntArray
    duration: IntArray | None
    text: dict[str, Encoded]

    def some(self, rows: slice) -> "Columns":
        """A stretch of the records."""
        return Columns(
            records=len(self.time[rows]),
            time=self.time[rows],
            day=self.day[rows],
            status=self.status[rows],
            bytes_sent=self.bytes_sent[rows],
            duration=None if self.duration is None else self.duration[rows],
            text={name: column.some(rows) for name, column in self.text.items()},
        )


@dataclass(frozen=True, slots=True)
class Typed:
    """As ``Columns``, of one block and with text not yet encoded over the chunk. ``zoneless``
    counts the records whose time names no zone, ``yearless`` those whose time names no year;
    ``offsets`` are the least and the most seconds that a zone which is named adds to UTC, None
    where none is."""

    records: int
    time: IntArray
    day: Codes
    status: npt.NDArray[np.int16]
    bytes_sent: IntArray
    duration: IntArray | None
    text: dict[str, TextColumn]
    zoneless: int = 0
    yearless: int = 0
    offsets: tuple[int, int] | None = None


def without(block: Typed, bad: npt.NDArray[np.bool_]) -> Typed:
    """The records of a block that are not bad; what its times lack has to be counted anew."""
    keep = ~bad
    return Typed(
        records=int(keep.sum()),
        time=block.time[keep],
        day=block.day[keep],
        status=block.status[keep],
        bytes_sent=block.bytes_sent[keep],
        duration=None if block.duration is None else block.duration[keep],
        text={name: kept(column, keep) for name, column in block.text.items()},
    )


def gather(blocks: Sequence[Typed]) -> Columns | None:
    """The columns of several blocks; None where they hold no record."""
    blocks = [block for block in blocks if block.records]
    if not blocks:
        return None
    names = dict.fromkeys(name for block in blocks for name in block.text)
    return Columns(
        records=sum(block.records for block in blocks),
        time=np.concatenate([block.time for block in blocks]),
        day=np.concatenate([block.day for block in blocks]),
        status=np.concatenate([block.status for block in blocks]),
        bytes_sent=np.concatenate([block.bytes_sent for block in blocks]),
        duration=_durations(blocks),
        text={name: _encoded([block.text.get(name) for block in blocks], blocks) for name in names},
    )


def _durations(blocks: Sequence[Typed]) -> IntArray | None:
    if all(block.duration is None for block in blocks):
        return None
    return np.concatenate(
        [
            np.full(block.records, NO_DURATION) if block.duration is None else block.duration
            for block in blocks
        ]
    )


def _encoded(columns: Sequence[TextColumn | None], blocks: Sequence[Typed]) -> Encoded:
    """One column over the blocks; those that lack it hold ABSENT."""
    for column in columns:
        if isinstance(column, Coded):
            return _in(column.dictionary, columns, blocks)
    arrays: list[Any] = [
        absent(block.records) if column is None else column
        for column, block in zip(columns, blocks, strict=True)
    ]
    # Dictionaries and plain arrays cannot be chunks of one array.
    types = {array.type for array in arrays}
    type = types.pop() if len(types) == 1 else DICTIONARY
    return Encoded.of(pa.chunked_array([_as(type, array) for array in arrays]))


def _in(
    dictionary: Dictionary, columns: Sequence[TextColumn | None], blocks: Sequence[Typed]
) -> Encoded:
    """By the numbers of one dictionary, which learns what it does not know."""
    codes, whole = [], True
    for column, block in zip(columns, blocks, strict=True):
        if isinstance(column, Coded) and column.dictionary is dictionary:
            codes.append(column.codes)
            whole &= column.whole
            continue
        other = _encoded([column], [block])
        codes.append(dictionary.codes_of(other.values)[other.codes])
    found = Encoded(np.concatenate(codes), dictionary.values())
    return found if whole else found.used()


def _as(type: pa.DataType, array: "pa.Array[Any]") -> "pa.Array[Any]":
    if array.type == type:
        return array
    return array.dictionary_encode() if type == DICTIONARY else plain(array)


def plain(array: "pa.Array[Any]") -> "pa.Array[Any]":
    """The column without its dictionary."""
    return array.dictionary_decode() if pa.types.is_dictionary(array.type) else array


def absent(records: int) -> "pa.Array[Any]":
    """A column that no record has."""
    none = Encoded.constant(ABSENT, records)
    return pa.DictionaryArray.from_arrays(pa.array(none.codes), none.values)
