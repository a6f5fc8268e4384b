"""Request lines become method, path and protocol: once per distinct value, by slicing bytes.

``GET /a?b HTTP/1.1`` is method GET, path /a, protocol HTTP/1.1. What does not begin with a method
(a TLS handshake, a dash) has none, and its path is the whole text. The query is not part of the
path.
"""

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from analyzer.parse.clf_time import binary_parts
from analyzer.parse.columns import Codes, Encoded, IntArray
from analyzer.parse.slices import slices

NONE = b"-"
_SPACE, _QUESTION = 32, 63
_METHOD = re.compile(rb"[A-Z][A-Z-]{1,19}")
_PROTOCOL = re.compile(rb"HTTP/\d[\d.]{0,3}")


@dataclass(frozen=True, slots=True)
class Requests:
    """The three parts of a request column, each encoded over the same records."""

    method: Encoded
    path: Encoded
    protocol: Encoded


def split_requests(requests: Encoded) -> Requests:
    """Method, path and protocol of each record."""
    offsets, letters = binary_parts(requests.values)
    starts, ends = offsets[:-1].astype(np.int64), offsets[1:].astype(np.int64)
    spaces = np.flatnonzero(letters[: ends[-1] if len(ends) else 0] == _SPACE)

    data = requests.values.buffers()[2]
    first = _first_at_or_after(spaces, starts, ends)
    method = slices(data, starts, first)
    good = _matching(method, _METHOD) & (first < ends)
    last = _last_before(spaces, ends, starts)
    protocol = slices(data, np.minimum(last + 1, ends), ends)
    known = _matching(protocol, _PROTOCOL) & (last >= starts)

    path_start = np.where(good, first + 1, starts)
    path_end = np.maximum(np.where(known, last, ends), path_start)
    questions = np.flatnonzero(letters[: ends[-1] if len(ends) else 0] == _QUESTION)
    path_end = _first_at_or_after(questions, path_start, path_end)
    path = slices(data, path_start, path_end)
    return Requests(
        method=_over(requests.codes, _where(good, method)),
        path=_over(requests.codes, path),
        protocol=_over(requests.codes, _where(known, protocol)),
    )


def _first_at_or_after(marks: IntArray, starts: IntArray, ends: IntArray) -> IntArray:
    """The first mark in each ``[start, end)``, or the end."""
    found: IntArray = np.append(marks, np.iinfo(np.int64).max)[np.searchsorted(marks, starts)]
    return np.minimum(found, ends)


def _last_before(marks: IntArray, ends: IntArray, starts: IntArray) -> IntArray:
    """The last mark in each ``[start, end)``, or start - 1."""
    found: IntArray = np.concatenate([[-1], marks])[np.searchsorted(marks, ends)]
    return np.maximum(found, starts - 1)


def _matching(array: pa.BinaryArray, pattern: re.Pattern[bytes]) -> npt.NDArray[np.bool_]:
    encoded = Encoded.of(array)
    good = [pattern.fullmatch(value) is not None for value in encoded.values.to_pylist()]
    return np.array([*good, False], np.bool_)[encoded.codes]


def _where(mask: npt.NDArray[np.bool_], values: pa.BinaryArray) -> pa.BinaryArray:
    return pc.if_else(pa.array(mask), values, pa.scalar(NONE, pa.binary()))


def _over(codes: Codes, values: pa.BinaryArray) -> Encoded:
    """The distinct ``values`` seen through ``codes``."""
    encoded = Encoded.of(values)
    return Encoded(encoded.codes[codes], encoded.values)
