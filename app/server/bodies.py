"""Request bodies: how many may come at once, how slowly, and how long an answer may wait to be
taken."""

import socket
from collections.abc import Callable, Generator, Iterable
from functools import partial
from threading import BoundedSemaphore
from typing import Any, Protocol, TypeVar

from gunicorn.http.body import LengthReader

from analyzer.sizes import show_size
from app.errors import SlowUpload
from app.server.answers import SlowAnswers
from app.server.deadlines import Deadlines
from app.server.splicing import Splice, write_all

FULL = "loglanes.no_place_for_body"
"""Set in the environ of a request whose body has no place: it must be answered without reading."""

_SMALL_BYTES = 64 << 10
_LARGE_PLACES = 32
_SMALL_PLACES = 32
"""Of this web process. Together with the event streams and the waits for progress they leave some
threads to pages."""
_STEP_BYTES = 1 << 20
_IDLE_SECONDS = 30.0
_GRACE_SECONDS = 5.0
_ANSWER_SECONDS = 120.0
_SLOWEST = 16 << 10
"""Bytes a second."""

_Read = TypeVar("_Read", bytes, int)
Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Headers = list[tuple[str, str]]


class Wsgi(Protocol):
    """An application as PEP 3333 has it."""

    def __call__(self, environ: Environ, start: StartResponse, /) -> Iterable[bytes]: ...


def _seconds_for(size: int) -> float:
    return _GRACE_SECONDS + max(size, 0) / _SLOWEST


class GuardedBodies:
    """The application behind limits on bodies. A body read behind it raises SlowUpload where the
    client sends nothing for half a minute, or less than 16 KiB a second."""

    def __init__(self, application: Wsgi, deadlines: Deadlines, answers: SlowAnswers) -> None:
        self._application, self._deadlines, self._answers = application, deadlines, answers
        self._large = BoundedSemaphore(_LARGE_PLACES)
        self._small = BoundedSemaphore(_SMALL_PLACES)

    def __call__(self, environ: Environ, start: StartResponse, /) -> Iterable[bytes]:
        """Serves one request; its body's place is held until all of it is read, or the application
        returns: an upload that waits for its report keeps no other one out."""
        connection: socket.socket = environ["gunicorn.socket"]
        self._deadlines.clear(connection)  # the head has come
        connection.settimeout(_ANSWER_SECONDS)
        body = _PacedBody(environ["wsgi.input"], connection, self._deadlines)
        environ["wsgi.input"] = body
        lengths: list[int] = []

        def noting(status: str, headers: Headers, *more: Any) -> Any:
            lengths[:] = [int(text) for name, text in headers if name.lower() == "content-length"]
            return start(status, headers, *more)

        answer = self._place_and_call(body, environ, noting)
        if lengths:  # a stream of events has none, and few places of its own
            self._answers.begin(connection, lengths[0])
        return answer

    def _place_and_call(
        self, body: "_PacedBody", environ: Environ, start: StartResponse
    ) -> Iterable[bytes]:
        places = self._places_for(environ)
        if places is None:
            return self._application(environ, start)
        if not places.acquire(blocking=False):
            environ[FULL] = True
            return self._application(environ, start)
        body.place = places
        try:
            return self._application(environ, start)
        finally:
            body.leave()

    def _places_for(self, environ: Environ) -> BoundedSemaphore | None:
        """None for a request without a body; one of unknown length counts as large."""
        if environ.get("HTTP_TRANSFER_ENCODING"):
            return self._large
        length = int(environ.get("CONTENT_LENGTH") or 0)  # gunicorn has checked that it is a number
        if length == 0:
            return None
        return self._large if length > _SMALL_BYTES else self._small


class _PacedBody:
    """``wsgi.input`` whose every read is over in time.

    What is read into a buffer comes straight from the socket: gunicorn's own reading copies a byte
    five times on its way, which made an upload a sixth as fast as the socket."""

    def __init__(self, body: Any, connection: socket.socket, deadlines: Deadlines) -> None:
        self._body, self._connection, self._deadlines = body, connection, deadlines
        self.place: BoundedSemaphore | None = None

    def leave(self) -> None:
        """Gives its place to another one."""
        place, self.place = self.place, None
        if place:
            place.release()

    def read(self, size: int = -1) -> bytes:
        data: bytes = self._in_time(self._body.read, size, _seconds_for(size))
        if len(data) < size or size < 0:
            self.leave()
        return data

    def readline(self, size: int = -1) -> bytes:
        line: bytes = self._in_time(self._body.readline, size, _GRACE_SECONDS)
        return line

    def readinto(self, buffer: bytearray | memoryview) -> int:
        """Fills the buffer; less only at the end of the body. Returns how many bytes it was."""
        size = len(buffer)
        fill = partial(self._fill, memoryview(buffer))
        filled: int = self._in_time(fill, size, _seconds_for(size))
        if filled < size:
            self.leave()
        return filled

    @property
    def is_plain(self) -> bool:
        """Whether the body comes from the socket as it is, and nothing of it waits elsewhere."""
        return isinstance(self._body.reader, LengthReader) and not self._body.buf.tell()

    def pour(self, file: int) -> Generator[int]:
        """Moves all of the body to where the file of that descriptor stands, and says after each
        step, of a MiB or a little more, how many bytes it was. For bodies that are plain."""
        with Splice(self._connection) as splice:
            move = partial(self._move, splice, file)
            while moved := self._in_time(move, _STEP_BYTES, _seconds_for(_STEP_BYTES)):
                yield moved
        self.leave()

    def _move(self, splice: Splice, file: int, size: int) -> int:
        reader = self._body.reader
        moved = 0
        while moved < size and (most := reader.length):
            self._body.failed = True  # unless it is known how much is left
            held = self._held(most)
            landed = write_all(file, held) or splice.move(file, most, _IDLE_SECONDS)
            self._body.failed = False
            if not landed:
                break
            reader.length -= landed
            moved += landed
        return moved

    def _fill(self, buffer: memoryview, size: int) -> int:
        filled = 0
        while filled < size and (landed := self._take(buffer[filled:])):
            filled += landed
        return filled

    def _take(self, buffer: memoryview) -> int:
        """At least one byte, unless it is the end."""
        reader = self._body.reader
        if not self.is_plain:
            data: bytes = self._body.read(len(buffer))
            buffer[: len(data)] = data
            return len(data)
        place = buffer[: reader.length]
        if held := self._held(len(place)):
            landed = len(held)
            place[:landed] = held
        else:
            landed = self._connection.recv_into(place) if place else 0
        reader.length -= landed
        return landed

    def _held(self, most: int) -> bytes:
        """What gunicorn has read already, with the head."""
        held: bytes = self._body.reader.unreader.take_buffered()
        if len(held) > most:
            self._body.reader.unreader.unread(held[most:])
        return held[:most]

    def _in_time(self, read: Callable[[int], _Read], size: int, seconds: float) -> _Read:
        self._connection.settimeout(_IDLE_SECONDS)
        try:
            with self._deadlines.within(self._connection, seconds):
                return read(size)
        except TimeoutError:
            self._body.failed = True  # nobody knows where the next request would begin
            raise SlowUpload(
                f"It must not pause for {_IDLE_SECONDS:.0f} seconds, nor be slower than"
                f" {show_size(_SLOWEST)} a second. Send it again."
            ) from None
        finally:
            self._connection.settimeout(_ANSWER_SECONDS)
