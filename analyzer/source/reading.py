"""A chunk's bytes in blocks of whole lines, by positional reads: no shared offset, no mapping
that a truncated file could turn into a crash."""

import os
from collections.abc import Iterator
from dataclasses import dataclass

BLOCK_BYTES = 1 << 20
"""One MiB: the fastest of 0.25, 0.5, 1, 2 and 4 MiB for the kernels, which read a block more than
once while it is in the processor's cache."""

LONGEST_LINE = 4 << 20
"""Lines above this are not read into memory: counted, sampled and rejected."""

SAMPLE_BYTES = 4 << 10

_LOOK_BACK = 4 << 10
"""Within so many bytes before the end of a block a line nearly always ends."""


@dataclass(frozen=True, slots=True)
class Block:
    """Whole lines: ``data`` begins at ``offset`` of the source and ends after a line feed, or at
    the end of the chunk."""

    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class LongLine:
    """A line over the limit: ``length`` bytes from ``offset``, the first of them in ``sample``."""

    offset: int
    length: int
    sample: bytes


def read_blocks(
    path: str, start: int, end: int, block_bytes: int = BLOCK_BYTES
) -> Iterator[Block | LongLine]:
    """The bytes ``[start, end)`` of the file, each once and in order; ``start`` and ``end`` are
    record boundaries. OSError if it cannot be read, EOFError if it has become shorter."""
    file = os.open(path, os.O_RDONLY)
    try:
        offset = start
        while offset < end:
            piece = _whole_lines(file, offset, end, block_bytes)
            yield piece
            offset += piece.length if isinstance(piece, LongLine) else len(piece.data)
    finally:
        os.close(file)


def _whole_lines(file: int, offset: int, end: int, block_bytes: int) -> Block | LongLine:
    if whole := _up_to_a_line_end(file, offset, min(offset + block_bytes, end), end):
        return Block(offset, whole)
    data = _read(file, offset, min(block_bytes, end - offset))
    while (
        (first := data.find(b"\n")) < 0 and len(data) <= LONGEST_LINE and offset + len(data) < end
    ):
        data += _read(file, offset + len(data), min(len(data), end - offset - len(data)))
    if (first if first >= 0 else len(data)) > LONGEST_LINE:
        length = first + 1 if first >= 0 else _line_length(file, offset, end)
        return LongLine(offset, length, data[:SAMPLE_BYTES])
    at_end = offset + len(data) == end
    return Block(offset, data if at_end else data[: data.rfind(b"\n") + 1])


def _up_to_a_line_end(file: int, offset: int, near: int, end: int) -> bytes | None:
    """The bytes up to the last line end that is a little before ``near``; None where there is none,
    or where more must be looked at. Looking for it first saves copying a block to cut it."""
    if near == end or near - offset > LONGEST_LINE:
        return None
    begin = max(offset, near - _LOOK_BACK)
    found = _read(file, begin, near - begin).rfind(b"\n")
    return None if found < 0 else _read(file, offset, begin + found + 1 - offset)


def _line_length(file: int, offset: int, end: int) -> int:
    position = offset + LONGEST_LINE
    while position < end:
        data = _read(file, position, min(BLOCK_BYTES, end - position))
        found = data.find(b"\n")
        if found >= 0:
            return position + found + 1 - offset
        position += len(data)
    return end - offset


def _read(file: int, offset: int, length: int) -> bytes:
    """Exactly ``length`` bytes."""
    data = os.pread(file, length, offset)
    while len(data) < length:
        more = os.pread(file, length - len(data), offset + len(data))
        if not more:
            raise EOFError(
                f"the file ends at byte {offset + len(data)}; it was longer when planned"
            )
        data += more
    return data
