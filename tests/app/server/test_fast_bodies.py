"""A body read into a buffer is the body, comes no slower than promised, and ends where it ends."""

import socket
from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest
from gunicorn.http.body import Body, ChunkedReader, LengthReader
from gunicorn.http.unreader import SocketUnreader

from app.errors import SlowUpload
from app.server import bodies
from app.server.answers import SlowAnswers
from app.server.bodies import GuardedBodies
from app.server.deadlines import Deadlines


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    """The server's end of a connection, and the client's."""
    server, client = socket.socketpair()
    with server, client:
        yield server, client


def read_by(size: int) -> Any:
    """An application that reads all of the body into a buffer of that size, time and again."""

    def application(environ: dict[str, Any], _start: object) -> list[bytes]:
        buffer = memoryview(bytearray(size))
        parts = []
        while landed := environ["wsgi.input"].readinto(buffer):
            parts.append(bytes(buffer[:landed]))
        return parts

    return application


def environ(unreader: SocketUnreader, length: int) -> dict[str, Any]:
    """Of a request of a body of that length."""
    return {
        "gunicorn.socket": unreader.sock,
        "wsgi.input": Body(LengthReader(unreader, length)),
        "CONTENT_LENGTH": str(length),
    }


@pytest.mark.parametrize("size", [1, 7, 1000, 1 << 20])
def test_what_came_with_the_head_and_what_comes_later_are_one_body(
    ends: tuple[socket.socket, socket.socket], deadlines: Deadlines, size: int
) -> None:
    server, client = ends
    unreader = SocketUnreader(server)
    unreader.unread(b"with the head, ")
    body = b"with the head, " + bytes(range(256)) * 8
    Thread(target=client.sendall, args=(body[15:],)).start()
    parts = GuardedBodies(read_by(size), deadlines, SlowAnswers())(
        environ(unreader, len(body)), print
    )
    assert b"".join(parts) == body
    assert {len(part) for part in list(parts)[:-1]} <= {size}


def test_the_next_request_on_the_connection_is_left_alone(
    ends: tuple[socket.socket, socket.socket], deadlines: Deadlines
) -> None:
    server, client = ends
    unreader = SocketUnreader(server)
    unreader.unread(b"bodyGET /next")
    client.sendall(b" HTTP/1.1")
    parts = GuardedBodies(read_by(100), deadlines, SlowAnswers())(environ(unreader, 4), print)
    assert parts == [b"body"]
    assert unreader.read(13) == b"GET /next HTT"


def test_a_body_that_breaks_off_gives_what_came(
    ends: tuple[socket.socket, socket.socket], deadlines: Deadlines
) -> None:
    server, client = ends
    client.sendall(b"half")
    client.close()
    parts = GuardedBodies(read_by(100), deadlines, SlowAnswers())(
        environ(SocketUnreader(server), 8), print
    )
    assert parts == [b"half"]


def test_a_body_of_unknown_length_is_read_as_well(
    ends: tuple[socket.socket, socket.socket], deadlines: Deadlines
) -> None:
    server, client = ends
    client.sendall(b"4\r\nfour\r\n5\r\n five\r\n0\r\n\r\n")

    class Message:
        limit_request_fields, limit_request_field_size = 10, 1000

    unreader = SocketUnreader(server)
    asked = environ(unreader, 0)
    asked["wsgi.input"] = Body(ChunkedReader(Message(), unreader))
    asked["HTTP_TRANSFER_ENCODING"] = "chunked"
    assert (
        b"".join(GuardedBodies(read_by(6), deadlines, SlowAnswers())(asked, print)) == b"four five"
    )


def test_who_drips_is_given_up(
    ends: tuple[socket.socket, socket.socket],
    deadlines: Deadlines,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bodies, "_GRACE_SECONDS", 0.2)
    monkeypatch.setattr(bodies, "_SLOWEST", 1 << 30)
    server, client = ends
    client.sendall(b"a few")
    with pytest.raises(SlowUpload):
        GuardedBodies(read_by(100), deadlines, SlowAnswers())(
            environ(SocketUnreader(server), 100), print
        )
