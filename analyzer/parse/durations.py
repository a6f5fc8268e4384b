"""How long things took, in microseconds, from text."""

import re
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analyzer.parse.columns import NO_DURATION, Encoded, IntArray

_MICROSECONDS = {"s": 1e6, "ms": 1e3, "us": 1.0, "ns": 1e-3}
_NUMBER = r"^\d{1,18}(\.\d{1,20})?([eE][+-]?\d{1,2})?$"
_LONGEST = 1 << 50

_PIECE = re.compile(
    r"(\d+(?:\.\d+)?)\s*(ns|nanos|us|micros|\u00b5s|\u03bcs|ms|millis|s|m|h|d)[a-z]*"
)
_UNITS = {
    "ns": 1e-3,
    "nanos": 1e-3,
    "us": 1.0,
    "micros": 1.0,
    "millis": 1e3,
    "\u00b5s": 1.0,
    "\u03bcs": 1.0,
    "ms": 1e3,
    "s": 1e6,
    "m": 6e7,
}
_UNITS |= {"h": 3.6e9, "d": 8.64e10}


def durations(texts: "pa.Array[Any]", unit: str) -> IntArray:
    """Of a binary column, null for none; NO_DURATION where the text is no length of time. ``unit``
    is s, ms, us, ns, or text where each value names its own (``1m2.5s``, ``12 ms``)."""
    if unit == "text":
        encoded = Encoded.of(texts.fill_null(b""))
        found = [_in_words(text) for text in encoded.values.to_pylist()]
        return np.array([*found, NO_DURATION], np.int64)[encoded.codes]
    good = pc.match_substring_regex(texts, pattern=_NUMBER).fill_null(False)
    numbers = pc.if_else(good, texts, pa.scalar(b"0", pa.binary())).cast(pa.string())
    micro = numbers.cast(pa.float64()).to_numpy() * _MICROSECONDS[unit]
    whole = np.minimum(np.rint(micro), _LONGEST).astype(np.int64)
    return np.where(good.to_numpy(zero_copy_only=False), whole, NO_DURATION)


@lru_cache(maxsize=65_536)
def _in_words(text: bytes) -> int:
    pieces = _PIECE.findall(text.decode("utf-8", "replace").lower())
    if not pieces:
        return NO_DURATION
    total = sum(float(number) * _UNITS[unit] for number, unit in pieces)
    return round(min(total, _LONGEST))
