"""The lines behind records: read from the sources, by the place where each begins.

An entry is a line without its line end, or in a log whose records may have several lines all lines
up to the next record. Lines are searched a block at a time by Arrow, never one by one.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from analyzer.parse.columns import IntArray
from analyzer.source.reading import LONGEST_LINE
from analyzer.store.index import LogFile
from analyzer.store.records import Located, Piece

Mask = npt.NDArray[np.bool_]

_BLOCK = 4 << 20
_SPARSE_BYTES = 4096
"""Where there are so many bytes of log to a wanted line, lines are read one by one."""

_PROBE = 4096
_LF, _CR = 10, 13


class RawLines:
    """The lines of the entries of ``located``. Its methods raise OSError where a source is gone."""

    def __init__(self, located: Located, logs: Sequence[LogFile]) -> None:
        self._begins, self._pieces, self._logs = located.begins, located.pieces, logs

    def matching(self, pattern: str, wanted: Mask) -> Mask:
        """Which of the ``wanted`` entries match the RE2 ``pattern`` anywhere. pa.ArrowInvalid for
        a pattern that is none."""
        found = np.zeros(len(self._begins), np.bool_)
        for piece in self._pieces:
            rows = np.flatnonzero(wanted[piece.first : piece.last]) + piece.first
            if len(rows) and len(rows) * _SPARSE_BYTES < piece.end - piece.start:
                texts = pa.array([text for text, _ in self.texts(rows)], pa.large_binary())
                found[rows] = _searched(texts, pattern)
            elif len(rows):
                self._scan(piece, pattern, found)
        return found & wanted

    def _scan(self, piece: Piece, pattern: str, found: Mask) -> None:
        log = self._logs[piece.source]
        with _opened(log) as file:
            row = piece.first
            while row < piece.last:
                begin = int(self._begins[row])
                last = row + int(
                    np.searchsorted(self._begins[row : piece.last], begin + _BLOCK, side="right")
                )
                last = max(last - (last < piece.last), row + 1)
                end = int(self._begins[last]) if last < piece.last else piece.end
                data = _read(file, begin, min(end - begin, max(_BLOCK, LONGEST_LINE)))
                starts = self._begins[row:last] - begin
                ends = _ends(data, starts, log.multiline)
                found[row:last] = _searched(_sliced(data, starts, ends), pattern)
                row = last

    def texts(self, rows: IntArray, limit: int = LONGEST_LINE) -> list[tuple[bytes, bool]]:
        """The entries at these ascending positions, each cut at ``limit`` bytes, and whether it
        was."""
        texts: list[tuple[bytes, bool]] = []
        lasts = [piece.last for piece in self._pieces]
        for source, same in _by_source(self._pieces, np.searchsorted(lasts, rows, side="right")):
            log = self._logs[source]
            with _opened(log) as file:
                for place in same:
                    row = int(rows[place])
                    end = self._end(row, lasts) if log.multiline else log.size
                    texts.append(_entry(file, int(self._begins[row]), end, limit, log.multiline))
        return texts

    def _end(self, row: int, lasts: Sequence[int]) -> int:
        piece = self._pieces[int(np.searchsorted(lasts, row, side="right"))]
        return int(self._begins[row + 1]) if row + 1 < piece.last else piece.end

    def place(self, row: int) -> tuple[int, int]:
        """The source of an entry, and the byte where it begins."""
        for piece in self._pieces:
            if row < piece.last:
                return piece.source, int(self._begins[row])
        raise IndexError(row)

    def at(self, source: int, offset: int) -> int:
        """The position of the last entry of the source that begins at or before ``offset``; of the
        first one behind it where there is none."""
        found = 0
        for piece in self._pieces:
            if (piece.source, piece.start) > (source, offset):
                break
            within = self._begins[piece.first : piece.last]
            if piece.source == source:
                found = piece.first + int(np.searchsorted(within, offset, side="right")) - 1
            else:
                found = piece.last
        return max(found, 0)


def read_bytes(log: LogFile, offset: int, length: int) -> bytes:
    """The bytes of a source, fewer at its end."""
    with _opened(log) as file:
        return _read(file, offset, min(length, max(log.size - offset, 0)))


def _by_source(pieces: Sequence[Piece], where: IntArray) -> Iterator[tuple[int, range]]:
    """Runs of entries of the same source; ``where`` says which piece each is in."""
    sources = np.array([piece.source for piece in pieces], np.int64)[where]
    edges = [0, *(np.flatnonzero(np.diff(sources)) + 1).tolist(), len(sources)]
    for first, last in pairwise(edges):
        if first < last:
            yield int(sources[first]), range(first, last)


@contextmanager
def _opened(log: LogFile) -> Iterator[int]:
    file = os.open(log.path, os.O_RDONLY)
    try:
        yield file
    finally:
        os.close(file)


def _read(file: int, offset: int, length: int) -> bytes:
    parts = []
    while length > 0 and (data := os.pread(file, length, offset)):
        parts.append(data)
        offset, length = offset + len(data), length - len(data)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _entry(file: int, begin: int, end: int, limit: int, multiline: bool) -> tuple[bytes, bool]:
    data = _read(file, begin, min(_PROBE, limit + 2, end - begin))
    more = len(data)
    while (multiline or b"\n" not in data) and len(data) < min(limit + 2, end - begin):
        part = _read(
            file, begin + len(data), min(more, limit + 2 - len(data), end - begin - len(data))
        )
        if not part:
            break
        data, more = data + part, more * 2
    whole = data if multiline else data.partition(b"\n")[0]
    cut = len(whole) > limit + 2 or (multiline and begin + len(data) < end)
    text = whole if cut else _without_end(whole)
    return text[:limit], cut or len(text) > limit


def _without_end(data: bytes) -> bytes:
    return data.removesuffix(b"\n").removesuffix(b"\r")


def _ends(data: bytes, starts: IntArray, multiline: bool) -> IntArray:
    """Where each entry ends, its line end not included."""
    letters = np.frombuffer(data, np.uint8)
    if multiline:
        ends = np.append(starts[1:], len(data))
        ends = ends - ((ends > starts) & (letters[np.maximum(ends - 1, 0)] == _LF))
    else:
        feeds = np.append(np.flatnonzero(letters == _LF), len(data))
        ends = feeds[np.searchsorted(feeds, starts)]
    return np.asarray(ends - ((ends > starts) & (letters[np.maximum(ends - 1, 0)] == _CR)))


def _sliced(data: bytes, starts: IntArray, ends: IntArray) -> pa.BinaryArray:
    """``[start, end)`` of the data, with the gaps between them as values of their own at odd
    positions: so they are offsets of a binary array and no byte is copied."""
    offsets = np.empty(2 * len(starts) + 1, np.int32)
    offsets[0:-1:2] = starts
    offsets[1::2] = ends
    offsets[-1] = ends[-1]
    return pa.BinaryArray.from_buffers(
        pa.binary(), 2 * len(starts), [None, pa.py_buffer(offsets), pa.py_buffer(data)]
    )


def _searched(texts: "pa.Array", pattern: str) -> Mask:
    found: Mask = pc.match_substring_regex(texts, pattern=pattern).to_numpy(zero_copy_only=False)
    return found[::2] if pa.types.is_binary(texts.type) else found
