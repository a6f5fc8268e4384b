"""The distinct values of a text column, numbered in the order in which they are met."""

import secrets
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from analyzer.errors import LoglanesError
from analyzer.kernels.contract import KEYS, SPARE, USED
from analyzer.kernels.library import address, kernels

Codes = npt.NDArray[np.int32]

_MOST_BYTES = (1 << 31) - 1
"""Positions are numbers of 32 bits, as Arrow's."""

_FIRST_SLOTS, _FIRST_POOL = 1 << 10, 1 << 14


def binary_parts(array: "pa.Array[Any]") -> tuple[Codes, npt.NDArray[np.uint8]]:
    """Offsets (n + 1) and bytes of a binary array without nulls, not copied."""
    _, offsets, data = array.buffers()
    ends = np.frombuffer(offsets, np.int32, len(array) + 1, array.offset * 4)
    return ends, np.frombuffer(data, np.uint8) if data else np.zeros(0, np.uint8)


class Dictionary:
    """Grows with what it is given."""

    def __init__(self) -> None:
        self._seed = secrets.randbits(64)
        self._counts = np.zeros(2, np.int64)
        self._slots = np.zeros(_FIRST_SLOTS, np.uint64)
        self._ends = np.zeros(_FIRST_SLOTS // 2 + 1, np.int32)
        self._pool = np.empty(_FIRST_POOL, np.uint8)
        self._tables = self._addresses()

    def __len__(self) -> int:
        return int(self._counts[KEYS])

    def encode(self, base: int, begins: Codes, lengths: Codes, rows: range, codes: Codes) -> None:
        """Writes the number of each of ``rows``, whose values lie at positions (``begins``) from an
        address. Seven bytes more than a value's may be read."""
        places = address(begins), address(lengths), address(codes)
        row = rows.start
        while row < rows.stop:
            row = kernels().encode(
                base, *places[:2], row, rows.stop, self._seed, *self._tables, places[2]
            )
            if row < rows.stop:
                self._make_room(int(lengths[row]))

    def codes_of(self, values: pa.BinaryArray) -> Codes:
        """The number of each value of an array without nulls. LoglanesError where all values are
        more than can be held."""
        ends, letters = binary_parts(values)
        if len(letters) < ends[-1] + SPARE:
            letters = np.append(letters, np.zeros(SPARE, np.uint8))
        codes = np.empty(len(values), np.int32)
        self.encode(address(letters), ends[:-1], np.diff(ends), range(len(values)), codes)
        return codes

    def values(self) -> pa.BinaryArray:
        """Those met so far, by number; not copied."""
        buffers = [None, pa.py_buffer(self._ends), pa.py_buffer(self._pool)]
        return pa.BinaryArray.from_buffers(pa.binary(), len(self), buffers)

    def _make_room(self, length: int) -> None:
        """For one value more."""
        keys, used = self._counts[KEYS], int(self._counts[USED])
        if 2 * keys >= len(self._slots):
            self._slots = np.zeros(4 * len(self._slots), np.uint64)
            self._ends = np.resize(self._ends, len(self._slots) // 2 + 1)
            kernels().spread(
                address(self._pool), address(self._ends), int(keys), self._seed,
                address(self._slots), len(self._slots),
            )  # fmt: skip
        if used + length > len(self._pool) - SPARE:
            if used + length > _MOST_BYTES - SPARE:
                raise LoglanesError(
                    f"The distinct values of a column take more than {_MOST_BYTES >> 30} GiB."
                    " Analyse a shorter time range."
                )
            larger = np.empty(min(2 * (used + length) + SPARE, _MOST_BYTES), np.uint8)
            larger[:used] = self._pool[:used]
            self._pool = larger
        self._tables = self._addresses()

    def _addresses(self) -> tuple[int, ...]:
        """And sizes, as the kernel takes them."""
        slots, pool = self._slots, self._pool
        tables = address(slots), len(slots), address(self._ends), address(pool)
        return *tables, len(pool) - SPARE, address(self._counts)


@dataclass(frozen=True, slots=True)
class Coded:
    """A text column by the numbers of its values, which may still be growing. ``whole`` says that
    every value it met is still in some record."""

    codes: Codes
    dictionary: Dictionary
    whole: bool = True

    def some(self, keep: npt.NDArray[np.bool_]) -> "Coded":
        """Those records."""
        return Coded(self.codes[keep], self.dictionary, whole=False)

    def array(self) -> pa.DictionaryArray:
        """As Arrow has it."""
        return pa.DictionaryArray.from_arrays(pa.array(self.codes), self.dictionary.values())
