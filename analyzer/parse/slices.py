"""Parts of one buffer as text columns. Offsets of the parts and of the gaps between them,
interleaved, are offsets of a binary array: no byte is moved to make it."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from analyzer.parse.columns import IntArray


def slices(data: pa.Buffer, starts: IntArray, ends: IntArray) -> pa.BinaryArray:
    """``[start, end)`` of the bytes, copied; ascending and apart."""
    both = _with_gaps(data, starts, ends, None)
    return both.take(pa.array(np.arange(0, 2 * len(starts), 2)))


def encoded_slices(data: pa.Buffer, starts: IntArray, ends: IntArray) -> pa.DictionaryArray:
    """As ``slices``, as a dictionary column, into which only distinct values are copied."""
    gaps_are_null = pa.py_buffer(np.full(len(starts) // 4 + 1, 0b01010101, np.uint8))
    both = _with_gaps(data, starts, ends, gaps_are_null).dictionary_encode()
    codes: npt.NDArray[np.int32] = np.frombuffer(both.indices.buffers()[1], np.int32, len(both))
    return pa.DictionaryArray.from_arrays(pa.array(codes[::2].copy()), both.dictionary)


def _with_gaps(
    data: pa.Buffer, starts: IntArray, ends: IntArray, validity: pa.Buffer | None
) -> pa.BinaryArray:
    offsets = np.empty(2 * len(starts) + 1, np.int32)
    offsets[0:-1:2] = starts
    offsets[1::2] = ends
    offsets[-1] = ends[-1] if len(ends) else 0
    buffers = [validity, pa.py_buffer(offsets), data]
    return pa.BinaryArray.from_buffers(pa.binary(), 2 * len(starts), buffers)
