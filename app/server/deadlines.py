"""Sockets that must have sent something by a certain time, or are woken up.

A thread in ``recv`` waits for each byte anew, so a client that sends one now and then holds it for
ever. One watchman of the process looks at the whole wait instead."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Lock, Thread

_LOOK_SECONDS = 0.25


class Deadlines:
    """Waits under way by socket. Wakes a thread whose wait is over by ending what its socket can
    receive: the thread reads the end of the stream. An answer can still be sent."""

    def __init__(self) -> None:
        self._until: dict[socket.socket, float] = {}
        self._late: set[socket.socket] = set()
        self._lock = Lock()
        self._ended = Event()

    def start(self) -> None:
        """Begins to look, in a thread of its own."""
        Thread(target=self._watch, name="deadlines", daemon=True).start()

    def close(self) -> None:
        """Looks no more."""
        self._ended.set()

    @contextmanager
    def within(self, waiting: socket.socket, seconds: float) -> Iterator[None]:
        """The wait of the block; TimeoutError, whatever else it raised, if it took longer."""
        self.set(waiting, seconds)
        try:
            yield
        finally:
            if self.clear(waiting):
                raise TimeoutError

    def set(self, waiting: socket.socket, seconds: float) -> None:
        """A wait begins."""
        with self._lock:
            self._until[waiting] = time.monotonic() + seconds

    def clear(self, waiting: socket.socket) -> bool:
        """It is over, or nothing was waited for; True where it came to its end by force."""
        with self._lock:
            self._until.pop(waiting, None)
            late = waiting in self._late
            self._late.discard(waiting)
            return late

    def _watch(self) -> None:
        while not self._ended.wait(_LOOK_SECONDS):
            now = time.monotonic()
            with self._lock:
                for waiting in [one for one, until in self._until.items() if until < now]:
                    del self._until[waiting]
                    self._late.add(waiting)
                    with suppress(OSError):
                        waiting.shutdown(socket.SHUT_RD)
