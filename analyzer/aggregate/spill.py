"""Aggregates that wait in a temporary file until they are asked for."""

import os
import tempfile
import weakref
from collections.abc import Iterator

import numpy as np

from analyzer.aggregate.hashing import Words
from analyzer.aggregate.partial import Aggregates, Partial
from analyzer.aggregate.wire import from_bytes, to_bytes
from analyzer.model import Accounting


class Spill:
    """Keeps aggregates with the hashes of their keys, in a file without a name, which goes when
    this does."""

    def __init__(self) -> None:
        file = tempfile.TemporaryFile(prefix="loglanes-")  # noqa: SIM115
        weakref.finalize(self, file.close)
        self._file = file
        self._lengths: list[tuple[int, int]] = []

    def add(self, parts: Aggregates, hashes: Words) -> None:
        """Writes them behind the others."""
        data = to_bytes(Partial(Accounting(), (), parts))
        self._file.seek(0, os.SEEK_END)
        self._file.write(data)
        self._file.write(hashes.tobytes())
        self._lengths.append((len(data), hashes.nbytes))

    def __iter__(self) -> Iterator[tuple[Aggregates, Words]]:
        """All of them, one at a time in memory."""
        self._file.seek(0)
        for length, hashed in self._lengths:
            parts = from_bytes(self._file.read(length)).aggregates
            assert parts is not None
            yield parts, np.frombuffer(self._file.read(hashed), np.uint64)
