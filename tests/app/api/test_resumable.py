"""An upload in slices arrives bit for bit, however often the connection is cut."""

import hashlib
import random
import socket
from base64 import b64encode
from contextlib import suppress
from pathlib import Path

import pytest

from tests.app.product import Product, until
from tests.app.web import Answer, Client, timeless

SLICE = {"Content-Type": "application/offset+octet-stream", "Tus-Resumable": "1.0.0"}


def begin(client: Client, length: int, name: str = "huge.log") -> str:
    """Path of a new upload."""
    about = f"filename {b64encode(name.encode()).decode()}"
    headers = {"Tus-Resumable": "1.0.0", "Upload-Length": str(length), "Upload-Metadata": about}
    answer = client.ask("POST", "/api/v1/uploads", headers=headers)
    assert answer.status == 201, answer.text
    location: str = answer.headers["Location"]
    return location


def patch(client: Client, place: str, offset: int, data: bytes) -> Answer:
    """One slice."""
    return client.ask("PATCH", place, data, {**SLICE, "Upload-Offset": str(offset)})


def offset_of(client: Client, place: str) -> int:
    """How far the server says the upload is."""
    return int(client.ask("HEAD", place).headers["Upload-Offset"])


def cut_off(product: Product, place: str, log: bytes, sent: int) -> None:
    """A PATCH that announces all of the rest, sends ``sent`` bytes of it, and dies when some of
    them have landed."""
    offset = offset_of(product.client, place)
    host, port = product.url.removeprefix("http://").split(":")
    head = f"PATCH {place} HTTP/1.1\r\nHost: {host}:{port}\r\nUpload-Offset: {offset}\r\n"
    head += f"Content-Type: {SLICE['Content-Type']}\r\nContent-Length: {len(log) - offset}\r\n\r\n"
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        # RST instead of FIN when it closes: a cable that is pulled says no goodbye.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        with suppress(OSError):  # refused, because the one before was still writing
            connection.sendall(head.encode() + log[offset : offset + sent])
        until(lambda: offset_of(product.client, place) > offset, 10, "some of it has landed")


def test_killed_ten_times_it_arrives_bit_for_bit_and_is_parsed_meanwhile(
    client: Client, product: Product, huge_log: Path, huge_report: dict[str, object]
):
    log = huge_log.read_bytes()
    place = begin(client, len(log))
    id = place.rpartition("/")[2]
    chance = random.Random(5)
    for _ in range(10):
        cut_off(product, place, log, chance.randrange(2 << 20, len(log) // 12))
    until(lambda: client.progress(id)["bytes_done"] > 0, 15, "a part of it is parsed")
    until(lambda: _finish(client, place, log), 20, "the rest is taken")
    assert client.state(id, wait=30) == "done"
    stored = (product.data / "analyses" / id / "0").read_bytes()
    assert stored == log
    report = client.report(id)
    assert timeless(report) == huge_report
    shown = client.get(f"/api/v1/analyses/{id}").json()
    assert shown["sources"][0]["sha256"] == hashlib.sha256(log).hexdigest()
    client.delete(id)


def _finish(client: Client, place: str, log: bytes) -> bool:
    """Sends the rest; False where it was refused, because a dying connection still wrote."""
    offset = offset_of(client, place)
    with suppress(OSError):
        return patch(client, place, offset, log[offset:]).status == 204
    return False


def test_a_slice_that_begins_elsewhere_is_refused(client: Client, shop_log: bytes):
    place = begin(client, len(shop_log))
    assert patch(client, place, 0, shop_log[:1000]).headers["Upload-Offset"] == "1000"
    for offset in (0, 999, 1001):
        assert patch(client, place, offset, b"x").status == 409
    assert offset_of(client, place) == 1000
    assert patch(client, place, 1000, shop_log[1000:] + b"x").status == 413
    assert patch(client, place, 1000, shop_log[1000:]).status == 204
    assert client.state(place.rpartition("/")[2], wait=20) == "done"
    assert patch(client, place, len(shop_log), b"").status == 204
    assert patch(client, place, len(shop_log), b"x").status == 413


def test_giving_it_up_leaves_nothing(client: Client, product: Product, shop_log: bytes):
    place = begin(client, len(shop_log))
    patch(client, place, 0, shop_log[:1000])
    assert client.ask("DELETE", place).status == 204
    assert client.ask("HEAD", place).status == 404
    assert patch(client, place, 1000, b"x").status == 404
    assert not (product.data / "analyses" / place.rpartition("/")[2]).exists()
    assert product.leftovers() == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 400),
        ({"Upload-Length": "many"}, 400),
        ({"Upload-Length": "0"}, 400),
        ({"Upload-Length": str(1 << 49)}, 413),
        ({"Upload-Length": "5", "Tus-Resumable": "0.2.2"}, 412),
        ({"Upload-Length": "5", "Upload-Metadata": "filename ???"}, 400),
    ],
)
def test_what_cannot_be_uploaded_is_refused_at_once(
    client: Client, headers: dict[str, str], status: int
):
    assert client.ask("POST", "/api/v1/uploads", headers=headers).status == status


def test_a_slice_is_declared_as_one(client: Client, shop_log: bytes):
    place = begin(client, len(shop_log))
    assert client.ask("PATCH", place, b"x", {"Upload-Offset": "0"}).status == 415
    client.ask("DELETE", place)


def test_what_the_protocol_asks_of_a_server_is_said(client: Client):
    answer = client.ask("OPTIONS", "/api/v1/uploads")
    assert answer.status == 204
    assert answer.headers["Tus-Version"] == answer.headers["Tus-Resumable"] == "1.0.0"
    assert answer.headers["Tus-Extension"] == "creation,termination"
    assert int(answer.headers["Tus-Max-Size"]) == 64 << 30
