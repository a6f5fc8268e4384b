"""A block of lines where kernels can read it."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from analyzer.kernels.contract import STEP
from analyzer.kernels.library import address
from analyzer.parse.dictionary import Coded, Codes, Dictionary

Bytes = npt.NDArray[np.uint8]
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class BlockLines:
    """Kernels look at some bytes behind what they read. So lines that begin in ``[begin, cut)`` are
    read where they are, at ``base``, and those from ``cut`` to ``end`` from a copy with something
    behind it: at ``rest_base``, from which the same positions count. A line before ``begin`` has a
    byte order mark. The arrays keep the memory alive."""

    data: bytes
    begin: int
    cut: int
    base: int
    rest_base: int
    letters: Bytes
    _rest: Bytes

    @classmethod
    def of(cls, data: bytes) -> "BlockLines":
        """Whole lines; the last one may lack its line feed."""
        begin = (data.find(b"\n") + 1 or len(data)) if data.startswith(_BOM) else 0
        cut = max(data.rfind(b"\n", 0, max(len(data) - STEP + 1, 0)) + 1, begin)
        letters = np.frombuffer(data, np.uint8)
        rest = np.frombuffer(data[cut:] + b"\n" * STEP, np.uint8)
        return cls(data, begin, cut, address(letters), address(rest) - cut, letters, rest)

    @property
    def end(self) -> int:
        """Behind the last line."""
        return len(self.data)

    def codes(self, dictionary: Dictionary, begins: Codes, lengths: Codes) -> Codes:
        """The numbers of the values at these positions, which ascend."""
        found = np.empty(len(begins), np.int32)
        for base, rows in self.stretches(begins):
            dictionary.encode(base, begins, lengths, rows, found)
        return found

    def texts(self, begins: Codes, lengths: Codes) -> pa.DictionaryArray:
        """The values at these positions, which ascend."""
        dictionary = Dictionary()
        return Coded(self.codes(dictionary, begins, lengths), dictionary).array()

    def stretches(
        self, begins: npt.NDArray[np.integer[Any]]
    ) -> tuple[tuple[int, range], tuple[int, range]]:
        """Which of the positions, which ascend, count from which address."""
        middle = int(np.searchsorted(begins, self.cut))
        return (self.base, range(middle)), (self.rest_base, range(middle, len(begins)))

    def lines_at(self, begins: list[int]) -> list[tuple[int, int]]:
        """From where each line begins to behind its line feed."""
        return [(begin, self.data.find(b"\n", begin) + 1 or self.end) for begin in begins]
