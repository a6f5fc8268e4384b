"""What parsing gives: typed columns, one entry a record, ready to be counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

IntArray = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]


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


def kept(array: "pa.Array[Any]", keep: npt.NDArray[np.bool_]) -> "pa.Array[Any]":
    """The entries where ``keep`` is true. A dictionary loses the values that none of them has:
    they would be counted as keys of nothing."""
    left = array.filter(pa.array(keep))
    if pa.types.is_dictionary(left.type):
        return left.dictionary_decode().dictionary_encode()
    return left


@dataclass(frozen=True, slots=True)
class Columns:
    """Typed columns of ``records`` records.

    ``time`` is seconds since 1970 UTC; ``day`` is the calendar day as the log wrote it (days since
    1970 in the log's own zone); ``status`` 0 stands for none, ``bytes_sent`` 0 for none. ``text``
    holds the text columns by field name.
    """

    records: int
    time: IntArray
    day: Codes
    status: npt.NDArray[np.int16]
    bytes_sent: IntArray
    text: dict[str, Encoded]


@dataclass(frozen=True, slots=True)
class Typed:
    """As ``Columns``, of one block and with text not yet encoded over the chunk."""

    records: int
    time: IntArray
    day: Codes
    status: npt.NDArray[np.int16]
    bytes_sent: IntArray
    text: "dict[str, pa.Array[Any]]"


def gather(blocks: Sequence[Typed]) -> Columns | None:
    """The columns of several blocks of the same format; None where they hold no record."""
    blocks = [block for block in blocks if block.records]
    if not blocks:
        return None
    return Columns(
        records=sum(block.records for block in blocks),
        time=np.concatenate([block.time for block in blocks]),
        day=np.concatenate([block.day for block in blocks]),
        status=np.concatenate([block.status for block in blocks]),
        bytes_sent=np.concatenate([block.bytes_sent for block in blocks]),
        text={
            name: Encoded.of(pa.chunked_array([block.text[name] for block in blocks]))
            for name in blocks[0].text
        },
    )
