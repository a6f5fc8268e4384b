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

_PAGE = 4096
"""Of memory, or a part of one: where one byte of it may be read, all may."""


@dataclass(frozen=True, slots=True)
class BlockLines:
    """Kernels look at some bytes behind what they read, whatever these are. So lines that begin in
    ``[begin, cut)`` are read where they are, at ``base``, and those from ``cut`` to ``end``, if
    any, from a copy with something behind it: at ``rest_base``, from which the same positions
    count. A line before ``begin`` has a byte order mark. The arrays keep the memory alive."""

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
        letters = np.frombuffer(data, np.uint8)
        cut = len(data)
        if not data.endswith(b"\n") or not 0 < (address(letters) + cut) % _PAGE <= _PAGE - STEP:
            cut = max(data.rfind(b"\n", 0, max(len(data) - STEP + 1, 0)) + 1, begin)
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

    def stretches(self, begins: npt.NDArray[np.integer[Any]]) -> list[tuple[int, range]]:
        """Which of the positions, which ascend, count from which address."""
        if self.cut == self.end:
            return [(self.base, range(len(begins)))]
        middle = int(np.searchsorted(begins, self.cut))
        both = (self.base, range(middle)), (self.rest_base, range(middle, len(begins)))
        return [(base, rows) for base, rows in both if rows]

    def lines_at(self, begins: list[int]) -> list[tuple[int, int]]:
        """From where each line begins to behind its line feed."""
        return [(begin, self.data.find(b"\n", begin) + 1 or self.end) for begin in begins]
