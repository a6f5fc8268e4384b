"""One round of everything people, scripts and accidents do to a server; it leaves nothing."""

import socket
from contextlib import suppress
from dataclasses import dataclass

from tests.app.product import Product, until


@dataclass(frozen=True)
class Logs:
    """A small log, one that is parsed while it arrives, and one in which nothing can be parsed."""

    small: bytes
    large: bytes
    broken: bytes


def play(product: Product, logs: Logs) -> int:
    """The round; returns how many analyses it made and deleted."""
    client = product.client
    for _ in range(4):
        assert client.upload("small.log", logs.small, wait=30).status == 200
    assert client.upload("large.log", logs.large, wait=60).status == 200
    assert client.upload_form(("a.log", logs.small), ("b.log", logs.small), wait=30).status == 200
    assert client.upload("broken.log", logs.broken, wait=30).status == 422
    assert client.upload("empty.log", b"").status == 400
    cancelled = client.upload("large.log", logs.large).json()["id"]
    client.steer(cancelled, "cancel")
    watched = client.upload("large.log", logs.large).json()["id"]
    assert b"event: end" in client.get(f"/api/v1/analyses/{watched}/events").body
    for path in ("", "/charts.json", "/chunks.json"):
        assert client.get(f"/analyses/{watched}{path}").status == 200
    _hang_up(product, logs.large)
    assert client.get("/analyses/nobody").status == 404
    ids = [one["id"] for one in client.get("/api/v1/analyses").json()["analyses"]]
    for id in ids:
        assert client.delete(id).status in (204, 404)
    until(lambda: not client.get("/api/v1/analyses").json()["analyses"], 20, "all are deleted")
    until(lambda: not product.of_analyses(), 20, "nothing runs")
    return len(ids)


def _hang_up(product: Product, log: bytes) -> None:
    host, port = product.url.removeprefix("http://").split(":")
    head = f"POST /api/v1/analyses HTTP/1.1\r\nHost: {host}\r\nContent-Length: {len(log)}\r\n\r\n"
    with socket.create_connection((host, int(port))) as connection, suppress(ConnectionError):
        connection.sendall(head.encode() + log[: len(log) // 3])
