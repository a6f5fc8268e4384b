"""A body that goes from its connection straight into a file is the body, no slower than promised,
and ends where it ends."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from gunicorn.http.body import Body, LengthReader
from gunicorn.http.unreader import SocketUnreader

from app.errors import SlowUpload
from app.server import bodies
from app.server.answers import SlowAnswers
from app.server.bodies import GuardedBodies
from app.server.deadlines import Deadlines

HELD = b"with the head, "
BODY = HELD + os.urandom(5_000_000)


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    """The server's end of a connection by TCP, and the client's."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        client = socket.create_connection(listening.getsockname())
        server, _ = listening.accept()
    with server, client:
        yield server, client


class Request:
    """Of a body of which a part has come with the head; poured into a file."""

    def __init__(self, deadlines: Deadlines, server: socket.socket, length: int) -> None:
        self.unreader = SocketUnreader(server)
        self.unreader.unread(HELD)
        self.body = Body(LengthReader(self.unreader, length))
        self._environ = {"gunicorn.socket": server, "wsgi.input": self.body, "CONTENT_LENGTH": "1"}
        self._deadlines = deadlines

    def pour(self, file: int) -> int:
        """Bytes that came."""

        def application(environ: dict[str, Any], _start: object) -> list[bytes]:
            assert environ["wsgi.input"].is_plain
            return [b"x" * sum(environ["wsgi.input"].pour(file))]

        (came,) = GuardedBodies(application, self._deadlines, SlowAnswers())(self._environ, print)
        return len(came)


@pytest.mark.parametrize(
    "how", [0, os.O_APPEND], ids=["spliced", "to be appended, which no pipe can"]
)
def test_all_of_it_lands_and_the_next_request_is_left_alone(
    ends: tuple[socket.socket, socket.socket], deadlines: Deadlines, tmp_path: Path, how: int
) -> None:
    server, client = ends
    request = Request(deadlines, server, len(BODY))
    Thread(target=client.sendall, args=(BODY[len(HELD) :] + b"GET /next",)).start()
    file = os.open(tmp_path / "log", os.O_CREAT | os.O_WRONLY | how)
    assert request.pour(file) == len(BODY)
    os.close(file)
    assert (tmp_path / "log").read_bytes() == BODY
    assert request.unreader.read(9) == b"GET /next"
    assert server.getsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT) == 1
    assert not request.body.failed


def test_a_body_that_breaks_off_gives_what_came(
    ends: tuple[socket.socket, socket.socket], deadlines: Deadlines, tmp_path: Path
) -> None:
    server, client = ends
    client.sendall(b"half")
    client.close()
    with open(tmp_path / "log", "wb", buffering=0) as file:
        came = Request(deadlines, server, 100).pour(file.fileno())
    assert (tmp_path / "log").read_bytes() == HELD + b"half"
    assert came == len(HELD + b"half")


@pytest.mark.parametrize(
    "limits",
    [{"_IDLE_SECONDS": 0.1}, {"_GRACE_SECONDS": 0.2, "_SLOWEST": 1 << 30}],
    ids=["pauses", "drips"],
)
def test_who_is_too_slow_is_given_up(
    ends: tuple[socket.socket, socket.socket],
    deadlines: Deadlines,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    limits: dict[str, float],
) -> None:
    for name, value in limits.items():
        monkeypatch.setattr(bodies, name, value)
    server, client = ends
    client.sendall(b"a few")
    request = Request(deadlines, server, 1 << 20)
    with open(tmp_path / "log", "wb") as file, pytest.raises(SlowUpload):
        request.pour(file.fileno())
    assert request.body.failed


def test_after_a_full_disk_nobody_reads_on(
    ends: tuple[socket.socket, socket.socket], deadlines: Deadlines
) -> None:
    """What lay in the pipe is lost: the next request would begin in the middle of this one."""
    server, client = ends
    client.sendall(b"a few")
    request = Request(deadlines, server, 1 << 20)
    with open("/dev/full", "wb") as file, pytest.raises(OSError, match="No space left"):
        request.pour(file.fileno())
    assert request.body.failed
