"""The gunicorn worker: threads, and limits on how long a client may hold one.

gunicorn reads heads and bodies, and sends answers, without any limit of time, and closes some
connections in the thread that accepts new ones. Each of that lets a few stalled clients stop all
pages, so it is done here otherwise."""

import socket
import time
from contextlib import suppress
from threading import BoundedSemaphore
from typing import Any

from gunicorn.workers import gthread

from app.server.answers import SlowAnswers
from app.server.bodies import GuardedBodies
from app.server.deadlines import Deadlines

_HEAD_SECONDS = 10.0
_LONGEST_HEAD = 64 << 10
_SLOW_HEADS = 8
_LINGER_SECONDS = 5.0
_LINGER_IDLE_SECONDS = 0.25
_LINGERING = 8
_LINGER_BYTES = 1 << 20

# How long a thread waits for the first byte of a connection before it hands that to the poller, and
# for the rest of a body that nobody read. Five seconds, as it comes, let a few silent clients hold
# every thread.
gthread.DEFAULT_WORKER_DATA_TIMEOUT = 0.25


class LimitedWorker(gthread.ThreadWorker):  # type: ignore[misc]
    """Heads have ten seconds, bodies and answers a slowest pace; whatever waits for a client has
    few threads to wait in."""

    def init_process(self) -> None:
        """In the new process, before the application is loaded; returns when it ends."""
        self._deadlines = Deadlines()
        self._deadlines.start()
        self._answers = SlowAnswers()
        self._answers.start()
        self._slow_heads = BoundedSemaphore(_SLOW_HEADS)
        self._lingering = BoundedSemaphore(_LINGERING)
        super().init_process()

    def load_wsgi(self) -> None:
        """Puts the application behind the limits."""
        super().load_wsgi()
        self.wsgi: Any = GuardedBodies(self.wsgi, self._deadlines, self._answers)

    def handle(self, conn: Any) -> Any:
        """One request of a connection, in a thread of the pool."""
        if not conn.initialized and not conn.wait_for_data(gthread.DEFAULT_WORKER_DATA_TIMEOUT):
            return gthread._DEFER
        result = self._handle(conn) if _head_has_come(conn) else self._handle_slow_head(conn)
        if result is False:
            self._end(conn.sock)
        return result

    def _handle_slow_head(self, conn: Any) -> Any:
        """Heads come in one piece, or nearly so: those that do not have few places to wait in."""
        if not self._slow_heads.acquire(blocking=False):
            return False
        try:
            return self._handle(conn)
        finally:
            self._slow_heads.release()

    def _handle(self, conn: Any) -> Any:
        self._deadlines.set(conn.sock, _HEAD_SECONDS)  # until the application is called
        try:
            return super().handle(conn)
        finally:
            self._deadlines.clear(conn.sock)
            self._answers.end(conn.sock)

    def _end(self, connection: socket.socket) -> None:
        """Says that nothing more comes, and takes what still does: closed at once, the kernel
        would reset the connection and the answer could be lost. gunicorn, which does the same for
        up to two seconds in its main thread, finds nothing left to wait for."""
        with suppress(OSError):
            connection.shutdown(socket.SHUT_WR)
            if self._lingering.acquire(blocking=False):
                try:
                    _take_rest(connection)
                finally:
                    self._lingering.release()
            connection.shutdown(socket.SHUT_RD)


def _head_has_come(conn: Any) -> bool:
    """Whether all of a request's head can be read without waiting."""
    buffered: bytes = conn.parser.unreader.buf.getvalue() if conn.parser else b""
    conn.sock.setblocking(False)  # with a timeout, Python itself waits for the first byte
    try:
        landed = conn.sock.recv(_LONGEST_HEAD, socket.MSG_PEEK)
    except OSError:
        landed = b""
    return b"\r\n\r\n" in buffered + landed


def _take_rest(connection: socket.socket) -> None:
    """What the client still sends, as long as it does: some read an answer only after that."""
    deadline = time.monotonic() + _LINGER_SECONDS
    connection.settimeout(_LINGER_IDLE_SECONDS)
    with suppress(OSError):
        while connection.recv(_LINGER_BYTES) and time.monotonic() < deadline:
            pass
