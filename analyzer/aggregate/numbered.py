"""Whole numbers that many records share, each known by its place among the different ones: which of
them some records have is then counted, where it would else be sorted for."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analyzer.parse.columns import IntArray
from analyzer.parse.dictionary import Codes


@dataclass(frozen=True, slots=True)
class Numbered:
    """Record ``i`` has ``values[codes[i]]``, or none where that is one behind the last; values are
    distinct and ascending."""

    values: IntArray
    codes: Codes

    @classmethod
    def of(cls, numbers: IntArray, known: npt.NDArray[np.bool_]) -> "Numbered":
        """The numbers of records; only those that are ``known`` count."""
        values, found = np.unique(numbers[known], return_inverse=True)
        codes = np.full(len(numbers), len(values), np.int32)
        codes[known] = found
        return cls(values, codes)

    def counts(self, rows: IntArray | slice) -> IntArray:
        """How many of the records at ``rows`` have each value."""
        return np.bincount(self.codes[rows], minlength=len(self.values) + 1)[:-1]
