"""Bytes that go from a socket into a file without coming through this process: splice(2).

A pipe holds the kernel's own buffers between the two, so that a byte is copied once and not twice.
The socket is looked at when half a MiB is there: who takes every packet as it comes wakes up for
each of them, and so does the sender. Together that is four tenths of what receiving cost.
"""

import fcntl
import os
import select
import socket
import time
from contextlib import suppress
from errno import EINVAL
from types import TracebackType

_PIECE = 512 << 10
_DELAY_MS = 100
"""The longest that a byte waits for others to come with it."""


class Splice:
    """A pipe from ``connection``, which must not block, into files. Use it in a ``with`` block."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._poll = select.poll()
        self._poll.register(connection, select.POLLIN)
        self._wakes_at = 1
        self._out, self._in = os.pipe2(os.O_CLOEXEC)
        with suppress(OSError):  # a user has so much for pipes; smaller, it is slower
            fcntl.fcntl(self._in, fcntl.F_SETPIPE_SZ, _PIECE)

    def __enter__(self) -> "Splice":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.close(self._in)
        os.close(self._out)
        self._wake_at(1)  # as whoever reads from it next expects

    def move(self, file: int, most: int, patience: float) -> int:
        """Moves at most so many bytes to where the file stands, and returns how many it was: 0
        where no more will come. TimeoutError where none has for ``patience`` seconds."""
        wanted = min(most, _PIECE)
        if wanted != self._wakes_at:
            self._wake_at(wanted)
        left = landed = self._landed(wanted, patience)
        while left:
            left -= self._pass_on(file, left)
        return landed

    def _wake_at(self, size: int) -> None:
        self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, size)
        self._wakes_at = size

    def _landed(self, wanted: int, patience: float) -> int:
        deadline = time.monotonic() + patience
        source = self._connection.fileno()
        while True:
            self._poll.poll(_DELAY_MS)
            try:
                return os.splice(source, self._in, wanted, flags=os.SPLICE_F_NONBLOCK)
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise TimeoutError from None

    def _pass_on(self, file: int, size: int) -> int:
        try:
            return os.splice(self._out, file, size)
        except OSError as error:
            if error.errno != EINVAL:
                raise
        return write_all(file, os.read(self._out, size))  # the file system cannot


def write_all(file: int, data: bytes | memoryview) -> int:
    """Writes it where the file stands, and returns how many bytes it was."""
    left = memoryview(data)
    while left:
        left = left[os.write(file, left) :]
    return len(data)
