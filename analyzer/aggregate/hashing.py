"""64-bit hashes of keys, the same in every process and on every host."""

import numpy as np
import pyarrow as pa

from analyzer.parse.clf_time import binary_parts
from analyzer.parse.words import WORD, Bytes, Words, words_at

_SEED = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)


def hash_keys(keys: pa.BinaryArray) -> Words:
    """One hash a key, from its length and its bytes, eight at a time over all keys at once."""
    offsets, letters = binary_parts(keys)
    padded = _padded(letters[offsets[0] : offsets[-1]])
    starts = (offsets[:-1] - offsets[0]).astype(np.int64)
    lengths = np.diff(offsets).astype(np.int64)
    hashes = mixed(lengths.astype(np.uint64))
    rows, at = np.flatnonzero(lengths), 0
    while len(rows):
        left = lengths[rows] - at
        found = words_at(padded, starts[rows] + at, 1)[:, 0]
        short = np.flatnonzero(left < WORD)
        found[short] &= (np.uint64(1) << (left[short] * 8).astype(np.uint64)) - np.uint64(1)
        hashes[rows] = mixed(hashes[rows] ^ found)
        rows, at = rows[left > WORD], at + WORD
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


def _padded(letters: Bytes) -> Bytes:
    """With a word's worth of zeros behind, so that the last key's last word can be read."""
    padded = np.zeros(len(letters) + WORD, np.uint8)
    padded[: len(letters)] = letters
    return padded
