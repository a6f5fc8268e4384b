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

from analyzer.parse.clf_time import binary_parts
from analyzer.parse.columns import Codes, Encoded, IntArray
from analyzer.parse.slices import encoded_slices

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
    data, written = requests.values.buffers()[2], letters[: ends[-1] if len(ends) else 0]
    spaces = np.flatnonzero(written == _SPACE)
    first = _first_at_or_after(spaces, starts, ends)
    last = _last_before(spaces, ends, starts)
    method, has_method = _known(data, starts, first, _METHOD, first < ends)
    protocol, has_protocol = _known(
        data, np.minimum(last + 1, ends), ends, _PROTOCOL, last >= starts
    )

    path_start = np.where(has_method, first + 1, starts)
    path_end = np.maximum(np.where(has_protocol, last, ends), path_start)
    path_end = _first_at_or_after(np.flatnonzero(written == _QUESTION), path_start, path_end)
    path = Encoded.of(encoded_slices(data, path_start, path_end))
    return Requests(*(_over(requests.codes, part) for part in (method, path, protocol)))


def _known(
    data: pa.Buffer,
    starts: IntArray,
    ends: IntArray,
    pattern: re.Pattern[bytes],
    there: npt.NDArray[np.bool_],
) -> tuple[Encoded, npt.NDArray[np.bool_]]:
    """``[start, end)`` where it is ``there`` and matches, NONE elsewhere; and where it does."""
    found = Encoded.of(encoded_slices(data, starts, ends))
    values = found.values.to_pylist()
    good = [pattern.fullmatch(value) is not None for value in values]
    known = there & np.array([*good, False], np.bool_)[found.codes]
    kept = [value for value, is_good in zip(values, good, strict=True) if is_good]
    places = np.cumsum([*good, False], dtype=np.int32) - np.int32(1)
    codes = np.where(known, places[found.codes], np.int32(len(kept)))
    return _used(Encoded(codes, pa.array([*kept, NONE], pa.binary()))), known


def _used(column: Encoded) -> Encoded:
    """Without values that no record has."""
    counts = np.bincount(column.codes, minlength=len(column.values))
    if counts.all():
        return column
    places = np.cumsum(counts > 0, dtype=np.int32) - np.int32(1)
    return Encoded(places[column.codes], column.values.filter(pa.array(counts > 0)))


def _first_at_or_after(marks: IntArray, starts: IntArray, ends: IntArray) -> IntArray:
    """The first mark in each ``[start, end)``, or the end."""
    found: IntArray = np.append(marks, np.iinfo(np.int64).max)[np.searchsorted(marks, starts)]
    return np.minimum(found, ends)


def _last_before(marks: IntArray, ends: IntArray, starts: IntArray) -> IntArray:
    """The last mark in each ``[start, end)``, or start - 1."""
    found: IntArray = np.concatenate([[-1], marks])[np.searchsorted(marks, ends)]
    return np.maximum(found, starts - 1)


def _over(codes: Codes, values: Encoded) -> Encoded:
    """The distinct ``values`` seen through ``codes``."""
    return Encoded(values.codes[codes], values.values)
