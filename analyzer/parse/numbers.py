"""Decimal numbers of a whole column at once."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from analyzer.kernels.contract import MOST_DIGITS
from analyzer.parse.columns import IntArray
from analyzer.parse.dictionary import binary_parts

_POWERS = np.array([10**place for place in range(MOST_DIGITS)], np.int64)


def sizes(array: "pa.Array[Any]") -> tuple[IntArray, npt.NDArray[np.bool_]]:
    """The numbers, ``-`` as 0, and which entries are either: 1 to 13 digits and nothing else."""
    offsets, data = binary_parts(array)
    lengths = np.diff(offsets)
    valid = (lengths >= 1) & (lengths <= MOST_DIGITS)
    numbers = np.zeros(len(array), np.int64)
    if valid.all() and len(array):
        numbers[:], valid = _numbers(data[offsets[0] : offsets[-1]], lengths)
    elif valid.any():
        usable = array.filter(pa.array(valid))
        numbers[valid], valid[valid] = sizes(usable)
    return numbers, valid


def _numbers(
    letters: npt.NDArray[np.uint8], lengths: npt.NDArray[np.int32]
) -> tuple[IntArray, npt.NDArray[np.bool_]]:
    """Of values of 1 to 13 letters that lie end to end."""
    ends = np.cumsum(lengths)
    digits = letters - np.uint8(ord("0"))
    valid = np.ones(len(lengths), np.bool_)
    odd = np.flatnonzero(digits > 9)
    if len(odd):
        rows = np.searchsorted(ends, odd, side="right")
        dash = (letters[odd] == ord("-")) & (lengths[rows] == 1)
        valid[rows[~dash]] = False
        digits[odd] = 0
    place = np.repeat(ends, lengths) - np.arange(1, len(digits) + 1)
    return np.add.reduceat(digits * _POWERS[place], ends - lengths), valid
