"""Decimal numbers of a whole column at once."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from analyzer.parse.clf_time import binary_parts
from analyzer.parse.columns import IntArray
from analyzer.parse.words import WORD, Bytes, Mask, Positions, Words, are_digits, word, words_at

MOST_DIGITS = 13
_POWERS = np.array([10**place for place in range(MOST_DIGITS)], np.int64)
_LAST_BYTES = np.array([(1 << 64) - (1 << 8 * (WORD - n)) for n in range(WORD + 1)], np.uint64)


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


def sizes_at(letters: Bytes, ends: Positions, lengths: Positions) -> tuple[IntArray, Mask]:
    """As ``sizes``, of values that lie anywhere in ``letters``: so many letters before each end,
    before which there must be 16."""
    last = words_at(letters, ends - WORD, 1)[:, 0]
    numbers, valid = _of_words(last, np.clip(lengths, 0, WORD))
    valid &= (lengths >= 1) & (lengths <= MOST_DIGITS)
    dash = (lengths == 1) & (last >> np.uint64(56) == ord("-"))
    numbers[dash], valid[dash] = 0, True
    long = np.flatnonzero((lengths > WORD) & valid)
    if len(long):
        first = words_at(letters, ends[long] - 2 * WORD, 1)[:, 0]
        millions, good = _of_words(first, lengths[long] - WORD)
        numbers[long] += millions * 10**WORD
        valid[long] &= good
    return numbers, valid


def statuses_at(letters: Bytes, starts: Positions) -> tuple[npt.NDArray[np.int16], Positions, Mask]:
    """Three digits or a dash (0) between two spaces, from each start (eight letters must be
    there); how many letters that takes with the spaces, and where there are such."""
    words = words_at(letters, starts, 1)[:, 0]
    spaced = words ^ word(b" 000 ")
    digits = spaced & word(b"\0\xff\xff\xff")
    valid = (spaced & word(b"\xff\0\0\0\xff") == 0) & are_digits(digits)
    byte = np.uint64(255)
    hundreds, tens, ones = (digits >> np.uint64(8 * place) & byte for place in (1, 2, 3))
    numbers = ((hundreds * np.uint64(10) + tens) * np.uint64(10) + ones).astype(np.int16)
    lengths = np.full(len(words), len(" 200 "))
    dash = np.flatnonzero(words & word(b"\xff\xff\xff") == word(b" - "))
    numbers[dash], lengths[dash], valid[dash] = 0, len(" - "), True
    return numbers, lengths, valid


def _of_words(words: Words, lengths: Positions) -> tuple[IntArray, Mask]:
    """The numbers that stand in the last ``lengths`` (1 to 8) bytes of each word. Neighbours are
    joined in pairs: digits, then two, then four at a time."""
    values = (words ^ word(b"0" * WORD)) & _LAST_BYTES[lengths]
    valid = are_digits(values)
    for places in (1, 2, 4):
        low = word((b"\xff" * places + b"\0" * places) * (WORD // places // 2))
        values = (values * np.uint64(10**places) + (values >> np.uint64(8 * places))) & low
    return values.astype(np.int64), valid
