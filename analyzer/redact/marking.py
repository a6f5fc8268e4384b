"""Where a pattern matches in a block: RE2 sets a mark on both sides of each match, and the marks
are looked up at once."""

import re

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

IntArray = npt.NDArray[np.int64]

_MARKS = [byte for byte in range(1, 32) if byte not in b"\t\n\r"]


def spans(data: bytes, pattern: str) -> IntArray:
    """Beginning and end of each match of ``pattern``, one after the other; of its second group
    where it has groups (then it has three that make up the match). It matches nothing empty."""
    grouped = bool(re.compile(pattern).groups)
    mark = next((byte for byte in _MARKS if byte not in data), None)
    if mark is None:
        return _one_by_one(data, pattern, 2 if grouped else 0)
    text = chr(mark)
    marked = pc.replace_substring_regex(
        pa.array([data], pa.binary()),
        pattern=pattern,
        replacement=rf"\1{text}\2{text}\3" if grouped else rf"{text}\0{text}",
    )
    found = np.flatnonzero(np.frombuffer(marked[0].as_buffer(), np.uint8) == mark)
    return np.asarray(found - np.arange(len(found)), np.int64)


def _one_by_one(data: bytes, pattern: str, group: int) -> IntArray:
    """The same by Python, for data that has every byte that could be a mark: no log of text has."""
    found = re.finditer(pattern.encode(), data)
    return np.array([edge for match in found for edge in match.span(group)], np.int64)


def pieces_of(data: bytes, edges: IntArray) -> pa.BinaryArray:
    """The data cut at the edges, without a copy: matches are at odd positions."""
    offsets = np.concatenate([[0], edges, [len(data)]]).astype(np.int32)
    return pa.BinaryArray.from_buffers(
        pa.binary(), len(offsets) - 1, [None, pa.py_buffer(offsets), pa.py_buffer(data)]
    )


def joined(pieces: pa.BinaryArray, matches: pa.BinaryArray) -> bytes:
    """The pieces in their order as one text, with ``matches`` in the place of those at odd
    positions."""
    places = np.arange(len(pieces))
    places[1::2] = len(pieces) + np.arange(len(matches))
    whole = pa.concat_arrays([pieces, matches]).take(pa.array(places))
    _, offsets, content = whole.buffers()
    ends = np.frombuffer(offsets, np.int32)
    text: bytes = content.slice(int(ends[0]), int(ends[len(whole)] - ends[0])).to_pybytes()
    return text
