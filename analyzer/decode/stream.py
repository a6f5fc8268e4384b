"""Bytes that can be looked at before they are read."""

import os
import time
from typing import Protocol

from analyzer.decode.faults import Damaged
from analyzer.decode.limits import Budget

_LOOK_SECONDS = 0.02


class Stream(Protocol):
    """Bytes to be read once, from the beginning."""

    def read(self, size: int) -> bytes:
        """The next bytes, at least one and at most ``size``; none at the end. Damaged where there
        should be more."""
        ...


class FileStream:
    """A file that was opened to be read, or that is still arriving: then its end is where it has
    ``size`` bytes, and who reads faster than it arrives waits."""

    def __init__(self, path: str, size: int, budget: Budget, *, arriving: bool) -> None:
        self.file = open(path, "rb", buffering=0)  # noqa: SIM115 - closed by ``close``
        self.size, self._budget, self._arriving = size, budget, arriving

    def read(self, size: int) -> bytes:
        """See ``Stream``."""
        while True:
            data = self.file.read(size)
            if data or not self._arriving or self._budget.consumed >= self.size:
                self._budget.consumed += len(data)
                return data
            time.sleep(_LOOK_SECONDS)

    def wait_for_all(self) -> None:
        """Returns when the whole file is there."""
        while self._arriving and os.fstat(self.file.fileno()).st_size < self.size:
            time.sleep(_LOOK_SECONDS)

    def close(self) -> None:
        """Closes the file."""
        self.file.close()


class Peekable:
    """A stream whose head can be seen first. Damage that is met while peeking is raised when a
    reader gets there."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._head = b""
        self._fault: Damaged | None = None

    def peek(self, size: int) -> bytes:
        """The next ``size`` bytes; fewer where there are no more."""
        while len(self._head) < size and self._fault is None:
            try:
                data = self._stream.read(size - len(self._head))
            except Damaged as fault:
                self._fault = fault
                break
            if not data:
                break
            self._head += data
        return self._head[:size]

    def read(self, size: int) -> bytes:
        """See ``Stream``."""
        if self._head:
            data, self._head = self._head[:size], self._head[size:]
            return data
        if self._fault is not None:
            raise self._fault
        return self._stream.read(size)
