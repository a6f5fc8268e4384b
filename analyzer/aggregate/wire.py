"""Partials as bytes, for pipes and files: a JSON head, then the arrays as they lie in memory, whole
numbers in as few bytes as the largest needs.

No pickle: reading bytes back can make arrays and nothing else.
"""

import json
from dataclasses import astuple
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from analyzer.aggregate.latency import Latency
from analyzer.aggregate.partial import Aggregates, Partial
from analyzer.aggregate.tally import MEASURES, Tally
from analyzer.aggregate.timeline import CLASSES, Timeline
from analyzer.aggregate.visitors import Visitors
from analyzer.kernels.contract import SPARE
from analyzer.model import Accounting, Clocks, Reject, RejectSample
from analyzer.parse.columns import IntArray
from analyzer.parse.dictionary import binary_parts

_HEAD = 8
_ALIGN = 64


Number = TypeVar("Number", bound=np.integer[Any])


class _Writer:
    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.arrays: list[tuple[int, int, str]] = []
        self._length = 0

    def numbers(self, array: npt.NDArray[np.integer[Any]]) -> None:
        if array.size and array.min() >= 0:
            array = array.astype(np.min_scalar_type(array.max()))
        self._add(array, 0)

    def text(self, letters: npt.NDArray[np.uint8]) -> None:
        self._add(letters, SPARE)

    def _add(self, array: npt.NDArray[Any], spare: int) -> None:
        data = np.ascontiguousarray(array).tobytes()
        self.arrays.append((self._length, array.size, array.dtype.str))
        padding = spare + -(len(data) + spare) % _ALIGN
        self.parts += [data, bytes(padding)]
        self._length += len(data) + padding


class _Reader:
    def __init__(self, body: memoryview, arrays: list[tuple[int, int, str]]) -> None:
        self._body, self._arrays = body, iter(arrays)

    def numbers(self, dtype: type[Number]) -> npt.NDArray[Number]:
        return self._next().astype(dtype, copy=False)

    def rows(self, count: int) -> IntArray:
        first = self._next()
        rows = np.empty((count, len(first)), np.int64)
        rows[0] = first
        for row in rows[1:]:
            row[:] = self._next()
        return rows

    def _next(self) -> npt.NDArray[np.integer[Any]]:
        start, size, found = next(self._arrays)
        return np.frombuffer(self._body, np.dtype(found), size, start)

    def text(self) -> memoryview:
        """With the bytes behind it that a kernel may read."""
        start, size, _ = next(self._arrays)
        return self._body[start : start + size + SPARE]


def to_bytes(partial: Partial) -> bytes:
    """The partial, self-contained."""
    writer = _Writer()
    head: dict[str, Any] = {
        "accounting": _accounting(partial.accounting),
        "clocks": astuple(partial.clocks),
        "rejects": [_reject(reject) for reject in partial.rejects],
        "aggregates": _write(writer, partial.aggregates) if partial.aggregates else None,
        "arrays": writer.arrays,
    }
    text = json.dumps(head).encode()
    text += b" " * (-(len(text) + _HEAD) % _ALIGN)
    return b"".join([len(text).to_bytes(_HEAD, "little"), text, *writer.parts])


def from_bytes(data: bytes | memoryview) -> Partial:
    """The partial again; its arrays share memory with ``data``."""
    view = memoryview(data)
    body = _HEAD + int.from_bytes(view[:_HEAD], "little")
    head = json.loads(bytes(view[_HEAD:body]))
    reader = _Reader(view[body:], head["arrays"])
    return Partial(
        accounting=Accounting(*head["accounting"]),
        rejects=tuple(_read_reject(reject) for reject in head["rejects"]),
        aggregates=_read(reader, head["aggregates"]) if head["aggregates"] else None,
        clocks=Clocks(*head["clocks"]),
    )


def _accounting(one: Accounting) -> list[int]:
    return [one.bytes, one.records, one.parsed, one.rejected, one.blank, one.continued]


def _reject(reject: Reject) -> list[Any]:
    samples = [[one.source, one.offset, one.text.decode("latin-1")] for one in reject.samples]
    return [reject.reason, reject.count, samples]


def _read_reject(head: list[Any]) -> Reject:
    reason, count, samples = head
    return Reject(
        reason,
        count,
        tuple(RejectSample(source, at, text.encode("latin-1")) for source, at, text in samples),
    )


def _write(writer: _Writer, parts: Aggregates) -> dict[str, Any]:
    for one in parts.tallies.values():
        offsets, letters = binary_parts(one.keys)
        writer.numbers(offsets - offsets[0])
        writer.text(letters[offsets[0] : offsets[-1]])
        for row in one.sums:
            writer.numbers(row)
    for array in (
        parts.sums,
        parts.timeline.starts,
        *parts.timeline.sums,
        parts.visitors.packed,
        parts.latency.counts,
        parts.latency.packed,
        parts.latency.packed_counts,
        *parts.statuses,
        parts.sizes,
        parts.hours,
    ):
        writer.numbers(array)
    return {
        "first": parts.first,
        "last": parts.last,
        "tallies": {name: one.overfull for name, one in parts.tallies.items()},
        "width": parts.timeline.width,
        "visitors": [parts.visitors.agents, parts.visitors.first_day, parts.visitors.days],
        "latency": [parts.latency.total, parts.latency.longest],
    }


def _read(reader: _Reader, head: dict[str, Any]) -> Aggregates:
    tallies = {name: _read_tally(reader, full) for name, full in head["tallies"].items()}
    sums = reader.numbers(np.int64)
    starts = reader.numbers(np.int64)
    line = Timeline(head["width"], starts, reader.rows(2).reshape(2, -1, len(CLASSES)))
    return Aggregates(
        first=head["first"],
        last=head["last"],
        sums=sums,
        tallies=tallies,
        timeline=line,
        visitors=Visitors(reader.numbers(np.int64), *head["visitors"]),
        latency=_read_latency(reader, *head["latency"]),
        statuses=reader.rows(2),
        sizes=reader.numbers(np.int64),
        hours=reader.numbers(np.int64),
    )


def _read_latency(reader: _Reader, total: int, longest: int) -> Latency:
    counts, packed, packed_counts = (reader.numbers(np.int64) for _ in range(3))
    return Latency(counts, total, longest, packed, packed_counts)


def _read_tally(reader: _Reader, overfull: bool) -> Tally:
    offsets, letters = reader.numbers(np.int32), reader.text()
    keys = pa.BinaryArray.from_buffers(
        pa.binary(), len(offsets) - 1, [None, pa.py_buffer(offsets), pa.py_buffer(letters)]
    )
    return Tally(keys, reader.rows(len(MEASURES)), overfull)
