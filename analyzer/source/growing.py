"""A source whose bytes are still arriving: its chunks are handed out as soon as they are whole."""

import os
from collections.abc import Callable, Iterator
from typing import Protocol

from analyzer.model import NOT_YET, Chunk, Pending, Source
from analyzer.source.chunks import Begins, record_start


class Growth(Protocol):
    """How a file grows to the size that its source has. ``landed`` and ``sha256`` raise a
    LoglanesError where the rest will never come."""

    def run_beside(self) -> None:
        """The workers are there: from now on it may have a thread. May be called again."""
        ...

    def landed(self) -> int:
        """Bytes that can be read now."""
        ...

    def sha256(self) -> str:
        """Of the whole file, in hexadecimal; waits for its end."""
        ...

    def seen_ns(self) -> tuple[int, int]:
        """When the growth was first and last looked at and had changed, monotonic nanoseconds."""
        ...


Look = Callable[[], tuple[int, int | None]]
"""Tells how many bytes can be read now, and how many there will be once that is known."""


def chunks_as_they_land(
    source: Source, chunk_bytes: int, growth: Growth, begins: Begins = None
) -> Iterator[Chunk | Pending]:
    """The same chunks as ``plan`` makes of the finished file, each when all its bytes are there;
    NOT_YET while there is none."""
    return landing_chunks(source, chunk_bytes, lambda: (growth.landed(), source.size), begins)


def landing_chunks(
    source: Source, chunk_bytes: int, look: Look, begins: Begins = None
) -> Iterator[Chunk | Pending]:
    """The same of a source whose size need not be known."""
    file = os.open(source.path, os.O_RDONLY)
    try:
        index, edge, position = 0, 0, chunk_bytes
        while True:
            landed, size = look()
            if size is not None and edge >= size:
                return
            end = _edge(file, position, landed, size, begins)
            if end is None:
                if landed > position and record_start(file, position, landed) >= landed:
                    position = landed  # no line ends before: search no byte of a huge one twice
                yield NOT_YET
                continue
            yield Chunk(index, source.index, edge, end)
            index, edge = index + 1, end
            position = (edge // chunk_bytes + 1) * chunk_bytes
    finally:
        os.close(file)


def _edge(file: int, position: int, landed: int, size: int | None, begins: Begins) -> int | None:
    """Where the chunk ends that ends at the first record from ``position`` on; None while the
    bytes that tell are not there."""
    if size is not None and landed >= size:
        return record_start(file, position, size, begins) if position < size else size
    if landed <= position:
        return None
    end = record_start(file, position, landed, begins)
    if begins is not None and record_start(file, end + 1, landed) >= landed:
        return None  # the test has seen a line that may go on
    return end if end < landed else None
