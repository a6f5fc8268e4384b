"""Answers that clients take slowly, or not at all.

A thread that sends an answer waits until the client has taken what the kernel does not buffer. So
there are few places for answers that take long, and none for ever."""

import socket
import time
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock, Thread

_LOOK_SECONDS = 0.25
_QUICK_SECONDS = 1.0
SLOW_PLACES = 24
"""Of this web process."""

_GRACE_SECONDS = 10.0
_SLOWEST = 16 << 10
"""Bytes a second."""


@dataclass(frozen=True, slots=True)
class _Sending:
    """When an answer was begun to be sent, and when it must be."""

    begun: float
    until: float


class SlowAnswers:
    """Answers being sent, by socket. Cuts those that are taken more slowly than 16 KiB a second;
    and where more than ``places`` take longer than a second, the longest of them. The thread that
    sends then fails with EPIPE, and the client sees less than it was promised."""

    def __init__(self, places: int = SLOW_PLACES) -> None:
        self._places = places
        self._sending: dict[socket.socket, _Sending] = {}
        self._lock = Lock()

    def start(self) -> None:
        """Begins to look, in a thread of its own."""
        Thread(target=self._watch, name="slow answers", daemon=True).start()

    def begin(self, connection: socket.socket, length: int) -> None:
        """An answer of so many bytes is about to be sent."""
        now = time.monotonic()
        with self._lock:
            until = now + _GRACE_SECONDS + length / _SLOWEST
            self._sending[connection] = _Sending(now, until)

    def end(self, connection: socket.socket) -> None:
        """Nothing is being sent any more."""
        with self._lock:
            self._sending.pop(connection, None)

    def _watch(self) -> None:
        while True:
            time.sleep(_LOOK_SECONDS)
            with self._lock:
                for connection in self._to_cut(time.monotonic()):
                    del self._sending[connection]
                    with suppress(OSError):
                        connection.shutdown(socket.SHUT_RDWR)

    def _to_cut(self, now: float) -> list[socket.socket]:
        """In the order in which they were begun, which is that of the dictionary."""
        sending = self._sending.items()
        slow = [one for one, how in sending if now - how.begun > _QUICK_SECONDS]
        late = {one for one, how in sending if now > how.until}
        kept = [one for one in slow if one not in late]
        return [*late, *kept[: max(len(kept) - self._places, 0)]]
