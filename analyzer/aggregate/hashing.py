"""64-bit hashes of keys, the same in every process and on every host."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from analyzer.parse.dictionary import binary_parts

Words = npt.NDArray[np.uint64]

_WORD = 8
_SEED = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)


def hash_keys(keys: pa.BinaryArray) -> Words:
    """One hash a key, from its length and its bytes, eight at a time over all keys at once."""
    offsets, letters = binary_parts(keys)
    words = _words(letters[offsets[0] : offsets[-1]])
    starts = (offsets[:-1] - offsets[0]).astype(np.int64)
    lengths = np.diff(offsets).astype(np.int64)
    hashes = mixed(lengths.astype(np.uint64))
    rows, at = np.flatnonzero(lengths), 0
    while len(rows):
        left = lengths[rows] - at
        found = words[starts[rows] + at]
        short = np.flatnonzero(left < _WORD)
        found[short] &= (np.uint64(1) << (left[short] * 8).astype(np.uint64)) - np.uint64(1)
        hashes[rows] = mixed(hashes[rows] ^ found)
        rows, at = rows[left > _WORD], at + _WORD
    return hashes


def mixed(values: Words) -> Words:
    """Each bit of a value spread over all of its bits: SplitMix64 (Steele, Lea, Flood, 2014)."""
    bits = values + _SEED
    bits ^= bits >> np.uint64(30)
    bits *= _FIRST
    bits ^= bits >> np.uint64(27)
    bits *= _SECOND
    bits ^= bits >> np.uint64(31)
    return bits


def _words(letters: npt.NDArray[np.uint8]) -> Words:
    """The eight bytes from each position on, the first the lowest; behind the end there are zeros.
    A view, of which only what is chosen is copied."""
    padded = np.zeros(len(letters) + _WORD, np.uint8)
    padded[: len(letters)] = letters
    return np.ndarray((len(letters) + 1,), "<u8", padded, strides=(1,))
