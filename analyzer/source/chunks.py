"""The boundary rule: a record belongs to the chunk that holds its first byte.

A line ends with the byte LF; a carriage return before it is part of the line end, never a line end
of its own. A record is a line, and where the format says so the lines that continue it. Boundaries
are found when the run is planned, so that chunks tile the source: joined, they are the file.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from analyzer.errors import UnreadableSource
from analyzer.model import Chunk, Source

SMALLEST_CHUNK = 256 << 10
LARGEST_CHUNK = 24 << 20
_PROBE = 64 << 10

Begins = Callable[[bytes], bool] | None
"""Tells of a line whether a record begins with it, where records may have several lines."""


def open_source(index: int, path: str, name: str | None = None) -> Source:
    """A source with its size as of now; UnreadableSource where it is no readable file."""
    name = name or os.path.basename(path)
    try:
        if os.path.isdir(path):
            raise UnreadableSource(f"{name} is a directory. Name the log files in it.")
        if not os.path.isfile(path):
            raise UnreadableSource(f"{name} does not exist or is not a regular file.")
        with open(path, "rb") as file:
            known = os.fstat(file.fileno())
            return Source(index, name, path, known.st_size, modified=int(known.st_mtime))
    except OSError as error:
        raise UnreadableSource(f"{name} cannot be read: {error.strerror}.") from error


def halves(path: str, chunk: Chunk, begins: Begins = None) -> list[Chunk]:
    """The chunk as two of about equal size; as it is where it holds a single record."""
    file = os.open(path, os.O_RDONLY)
    try:
        middle = record_start(file, max(1, (chunk.start + chunk.end) // 2), chunk.end, begins)
    finally:
        os.close(file)
    if not chunk.start < middle < chunk.end:
        return [chunk]
    return [replace(chunk, end=middle), replace(chunk, start=middle)]


def chunk_bytes_for(total: int, workers: int) -> int:
    """Chunk size for ``total`` bytes: eight chunks a worker, so that the last one to finish
    costs little, but none so small that its overhead shows nor so large that memory does."""
    return max(SMALLEST_CHUNK, min(LARGEST_CHUNK, total // (workers * 8) + 1))


def plan(
    sources: Sequence[Source], chunk_bytes: int, begins: Sequence[Begins] | None = None
) -> list[Chunk]:
    """The chunks of all sources in order; chunks hold at least one byte. ``begins`` is one test a
    source."""
    chunks: list[Chunk] = []
    for source, test in zip(sources, begins or [None] * len(sources), strict=True):
        edges = list(_edges(source, chunk_bytes, test))
        for start, end in pairwise(edges):
            chunks.append(Chunk(len(chunks), source.index, start, end))
    return chunks


def _edges(source: Source, chunk_bytes: int, begins: Begins) -> Iterator[int]:
    """Ascending, distinct positions from 0 to the size at which records begin (or the file
    ends)."""
    yield 0
    file = os.open(source.path, os.O_RDONLY)
    try:
        edge = 0
        for nominal in range(chunk_bytes, source.size, chunk_bytes):
            if nominal > edge:
                edge = record_start(file, nominal, source.size, begins)
                if edge < source.size:
                    yield edge
    finally:
        os.close(file)
    if source.size:
        yield source.size


def record_start(file: int, position: int, size: int, begins: Begins = None) -> int:
    """Where the first record at or after ``position`` (which is not 0) begins; ``size`` if there
    is none. Without a test every line is a record."""
    start = _line_start(file, position, size)
    while begins is not None and start < size and not begins(_line_at(file, start, size)):
        start = _line_start(file, start + 1, size)
    return start


def _line_start(file: int, position: int, size: int) -> int:
    position -= 1
    while position < size:
        block = os.pread(file, min(_PROBE, size - position), position)
        if not block:
            break
        found = block.find(b"\n")
        if found >= 0:
            return position + found + 1
        position += len(block)
    return size


def _line_at(file: int, start: int, size: int) -> bytes:
    """The line that begins there, without its end; cut at 64 KiB."""
    block = os.pread(file, min(_PROBE, size - start), start)
    return block.partition(b"\n")[0].removesuffix(b"\r")
