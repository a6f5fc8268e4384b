"""Raw text columns become typed ones, a whole block at a time; both the fast reading and the
reference reading end here."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from analyzer.parse.clf_time import day_of, local_seconds, zone_seconds
from analyzer.parse.columns import Encoded, Typed, kept
from analyzer.parse.numbers import sizes

_DICTIONARY = pa.dictionary(pa.int32(), pa.binary())

TEXT: Mapping[str, pa.DataType] = {
    "client_ip": pa.binary(),
    "request": pa.binary(),
    "referrer": _DICTIONARY,
    "user_agent": _DICTIONARY,
    "virtual_host": _DICTIONARY,
}
"""Raw columns that stay text. Those with few distinct values in a block are dictionaries from the
start; for the others that costs more than it saves (measured: 10 to 20 % of the reading)."""

ABSENT = b"-"
"""What stands for a value that the format or the line does not have."""

Raw = Mapping[str, "pa.Array[Any]"]
Mask = npt.NDArray[np.bool_]

BAD_TIME = "the time is not a moment that exists"
BAD_NUMBER = "the status or the size is not a number"


def typed(raw: Raw, records: int) -> tuple[Typed, Mask, Mask]:
    """The records of ``raw`` (columns of equal length ``records``) that have valid values, then
    two masks over all of them: whose time is wrong, and whose numbers are."""
    local, good_date = local_seconds(raw["clf_date"])
    zone, good_zone = _looked_up(raw["clf_zone"], zone_seconds)
    status, good_status = _looked_up(raw["status"], _status)
    size, good_size = sizes(raw["bytes_sent"])
    bad_time = ~(good_date & good_zone)
    bad_number = ~(good_status & good_size)
    bad = bad_time | bad_number
    block = Typed(
        records=records,
        time=local - zone,
        day=day_of(local),
        status=status.astype(np.int16),
        bytes_sent=size,
        text={name: _text(raw.get(name), type, records) for name, type in TEXT.items()},
    )
    return (_without(block, bad) if bad.any() else block), bad_time, bad_number


def _text(array: "pa.Array[Any] | None", type: pa.DataType, records: int) -> "pa.Array[Any]":
    if array is None:
        codes = pa.array(np.zeros(records, np.int32))
        array = pa.DictionaryArray.from_arrays(codes, pa.array([ABSENT], pa.binary()))
        return array if pa.types.is_dictionary(type) else array.dictionary_decode()
    if pa.types.is_dictionary(type) and not pa.types.is_dictionary(array.type):
        return array.dictionary_encode()
    return array


def _looked_up(array: "pa.Array[Any]", convert: Any) -> tuple[npt.NDArray[np.int64], Mask]:
    """``convert`` (bytes to int or None) over the distinct values."""
    encoded = Encoded.of(array)
    converted = [convert(value) for value in encoded.values.to_pylist()]
    numbers = np.array([number or 0 for number in converted], np.int64)
    valid = np.array([number is not None for number in converted], np.bool_)
    if len(numbers) == 0:
        return np.zeros(len(array), np.int64), np.zeros(len(array), np.bool_)
    return numbers[encoded.codes], valid[encoded.codes]


def _status(text: bytes) -> int | None:
    if text == b"-":
        return 0
    return int(text) if len(text) == 3 and text.isdigit() else None


def _without(block: Typed, bad: Mask) -> Typed:
    keep = ~bad
    return Typed(
        records=int(keep.sum()),
        time=block.time[keep],
        day=block.day[keep],
        status=block.status[keep],
        bytes_sent=block.bytes_sent[keep],
        text={name: kept(array, keep) for name, array in block.text.items()},
    )
