"""A source whose bytes are still arriving: its chunks are handed out as soon as they are whole."""

import os
from collections.abc import Iterator
from typing import Protocol

from analyzer.model import NOT_YET, Chunk, Pending, Source
from analyzer.source.chunks import Begins, record_start


class Growth(Protocol):
    """How a file grows to the size that its source has. ``landed`` and ``sha256`` raise a
    LoglanesError where the rest will never come."""

    def landed(self) -> int:
        """Bytes that can be read now."""
        ...

    def sha256(self) -> str:
        """Of the whole file, in hexadecimal; waits for its end."""
        ...

    def seen_ns(self) -> tuple[int, int]:
        """When the growth was first and last looked at and had changed, monotonic nanoseconds."""
        ...


def chunks_as_they_land(
    source: Source, chunk_bytes: int, growth: Growth, begins: Begins = None
) -> Iterator[Chunk | Pending]:
    """The same chunks as ``plan`` makes of the finished file, each when all its bytes are there;
    NOT_YET while there is none."""
    file = os.open(source.path, os.O_RDONLY)
    try:
        index, edge, nominal = 0, 0, chunk_bytes
        while edge < source.size:
            landed = growth.landed()
            end = _edge(file, nominal, landed, source.size, begins)
            if end is None:
                yield NOT_YET
                continue
            yield Chunk(index, source.index, edge, end)
            index, edge = index + 1, end
            nominal = max(nominal + chunk_bytes, -(-(edge + 1) // chunk_bytes) * chunk_bytes)
    finally:
        os.close(file)


def _edge(file: int, nominal: int, landed: int, size: int, begins: Begins) -> int | None:
    """Where the chunk that ends around ``nominal`` ends; None while the bytes that tell are not
    there."""
    if landed >= size:
        return record_start(file, nominal, size, begins) if nominal < size else size
    if landed <= nominal:
        return None
    end = record_start(file, nominal, landed, begins)
    if begins is not None and record_start(file, end + 1, landed) >= landed:
        return None  # the test has seen a line that may go on
    return end if end < landed else None
