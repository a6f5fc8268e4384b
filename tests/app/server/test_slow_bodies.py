"""A body that comes too slowly is given up, and does not take the place of others."""

import io
import socket
from collections.abc import Iterator
from contextlib import suppress
from threading import Event, Thread
from typing import Any

import pytest

from app.errors import SlowUpload
from app.server import bodies
from app.server.answers import SlowAnswers
from app.server.bodies import FULL, GuardedBodies
from app.server.deadlines import Deadlines

KIB_64 = 64 << 10


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    """The server's end of a connection, and the client's."""
    server, client = socket.socketpair()
    with server, client:
        yield server, client


def environ(server: socket.socket, length: int) -> dict[str, Any]:
    """Of a request whose body of that length comes over ``server``."""
    body = io.BufferedReader(socket.SocketIO(server, "r"))
    return {"gunicorn.socket": server, "wsgi.input": body, "CONTENT_LENGTH": str(length)}


def read_all(environ: dict[str, Any], _start: object) -> list[bytes]:
    """An application that only reads."""
    return [environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))]


def test_a_body_in_time_is_read_as_it_is(
    deadlines: Deadlines, ends: tuple[socket.socket, socket.socket]
):
    server, client = ends
    client.sendall(b"0123456789")
    assert GuardedBodies(read_all, deadlines, SlowAnswers())(environ(server, 10), print) == [
        b"0123456789"
    ]


def test_a_client_that_stops_is_given_up(
    deadlines: Deadlines,
    ends: tuple[socket.socket, socket.socket],
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(bodies, "_IDLE_SECONDS", 0.1)
    server, client = ends
    client.sendall(b"01234")
    with pytest.raises(SlowUpload, match="pause"):
        GuardedBodies(read_all, deadlines, SlowAnswers())(environ(server, 10), print)


def test_a_client_that_drips_is_given_up_though_it_never_pauses(
    deadlines: Deadlines,
    ends: tuple[socket.socket, socket.socket],
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(bodies, "_GRACE_SECONDS", 0.2)
    monkeypatch.setattr(bodies, "_SLOWEST", 1 << 30)
    server, client = ends
    over = Event()

    def drip() -> None:
        with suppress(OSError):
            while not over.wait(0.01):
                client.send(b"x")

    dripping = Thread(target=drip)
    dripping.start()
    try:
        with pytest.raises(SlowUpload, match=r"1\.0 GiB a second"):
            GuardedBodies(read_all, deadlines, SlowAnswers())(environ(server, 1 << 20), print)
    finally:
        over.set()
        dripping.join()


@pytest.mark.parametrize(
    ("kind", "places"),
    [
        ({"CONTENT_LENGTH": str(KIB_64 + 1)}, bodies._LARGE_PLACES),
        ({"HTTP_TRANSFER_ENCODING": "chunked"}, bodies._LARGE_PLACES),
        ({"CONTENT_LENGTH": str(KIB_64)}, bodies._SMALL_PLACES),
        ({"CONTENT_LENGTH": "0"}, 100),
        ({}, 100),
    ],
    ids=str,
)
def test_each_kind_of_body_has_its_places(
    deadlines: Deadlines,
    ends: tuple[socket.socket, socket.socket],
    kind: dict[str, str],
    places: int,
):
    refused = []

    def nested(environ: dict[str, Any], start: Any) -> list[bytes]:
        """Each request is served while those before it still are."""
        refused.append(bool(environ.get(FULL)))
        if len(refused) < 100 and not refused[-1]:
            guarded({**plain, **kind}, start)
        return []

    plain = {"gunicorn.socket": ends[0], "wsgi.input": io.BytesIO()}
    guarded = GuardedBodies(nested, deadlines, SlowAnswers())
    for _ in range(2):
        refused.clear()
        guarded({**plain, **kind}, print)
        assert refused.count(False) == places
