"""A large log is parsed while it arrives; one that never arrives whole leaves nothing."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.app.product import Product, until
from tests.app.web import Client, timeless


@contextmanager
def half_sent(product: Product, log: bytes) -> Iterator[socket.socket]:
    """A connection over which half of the log has been sent, and a part of that is parsed."""
    host, port = product.url.removeprefix("http://").split(":")
    head = (
        f"POST /api/v1/analyses?filename=arriving.log HTTP/1.1\r\nHost: {host}:{port}\r\n"
        f"Content-Length: {len(log)}\r\nConnection: close\r\n\r\n"
    )
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall(head.encode() + log[: len(log) // 2])
        until(lambda: has_begun(product.client), 10, "a part of it is parsed")
        yield connection


def newest(client: Client) -> dict[str, Any]:
    """The analysis that was made last, with its progress."""
    id = client.get("/api/v1/analyses").json()["analyses"][0]["id"]
    shown: dict[str, Any] = client.get(f"/api/v1/analyses/{id}").json()
    return shown


def has_begun(client: Client) -> bool:
    """Whether the arriving log is listed and a part of it is parsed."""
    shown = newest(client)
    return shown["name"] == "arriving.log" and shown["progress"]["bytes_done"] > 0


def test_parsing_begins_before_the_upload_has_ended(
    client: Client, product: Product, huge_log: Path, huge_report: dict[str, Any]
):
    log = huge_log.read_bytes()
    with half_sent(product, log) as connection:
        id = newest(client)["id"]
        connection.sendall(log[len(log) // 2 :])
        assert connection.recv(12) == b"HTTP/1.1 202"
    assert client.state(id, wait=20) == "done"
    report = timeless(client.report(id))
    report["sources"][0]["name"] = "huge.log"
    assert report == huge_report
    client.delete(id)


def test_a_client_that_hangs_up_half_way_leaves_nothing(
    client: Client, product: Product, huge_log: Path
):
    before = client.get("/api/v1/analyses").json()["analyses"]
    with half_sent(product, huge_log.read_bytes()):
        pass
    until(lambda: len(client.get("/api/v1/analyses").json()["analyses"]) == len(before), 10, "gone")
    until(lambda: not product.of_analyses(), 5, "nothing runs")
    listed = {one["id"] for one in before}
    until(lambda: set(os.listdir(product.data / "analyses")) == listed, 2, "its files are gone")
    assert product.leftovers() == []


def test_deleting_it_half_way_ends_it(client: Client, product: Product, huge_log: Path):
    log = huge_log.read_bytes()
    with half_sent(product, log) as connection:
        id = newest(client)["id"]
        assert client.delete(id).status == 204
        connection.sendall(log[len(log) // 2 :])
        assert connection.recv(12) == b"HTTP/1.1 404"
    assert client.get(f"/api/v1/analyses/{id}").status == 404
    assert not (product.data / "analyses" / id).exists()
    until(lambda: not product.of_analyses(), 5, "nothing runs")


def test_one_that_is_announced_above_the_limit_is_refused_before_it_comes(product: Product):
    host, port = product.url.removeprefix("http://").split(":")
    head = (
        f"POST /api/v1/analyses HTTP/1.1\r\nHost: {host}:{port}\r\n"
        f"Content-Length: {1 << 50}\r\n\r\n"
    )
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(head.encode())
        assert connection.recv(12) == b"HTTP/1.1 413"
    assert product.leftovers() == []
