"""Two hundred clients that stop half way, in every way there is: the pages still answer."""

import os
import resource
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from app.server import bodies
from tests.app.product import Product, running_product, until

CLIENTS = 200
UPLOAD = "POST /api/v1/analyses?filename=a.log HTTP/1.1\r\nHost: localhost\r\n"
STALLED = {
    "silent": "",
    "half a head": "GET / HTTP/1.1\r\nHost: loc",
    "half a large body": f"{UPLOAD}Content-Length: 9000000\r\n\r\nline",
    "half a body in pieces": f"{UPLOAD}Transfer-Encoding: chunked\r\n\r\n8000\r\nline",
    "half a small body": f"{UPLOAD}Content-Length: 100\r\n\r\nline",
    "an answer, and no end": "GET /x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
}
"""What each has sent when it stops."""


@pytest.fixture(scope="module")
def product() -> Iterator[Product]:
    """One web process alone."""
    with running_product(web_workers=1) as product:
        yield product


@contextmanager
def stalled(product: Product, sent: str, clients: int = CLIENTS) -> Iterator[None]:
    """So many connections over which this has been sent, and nothing more."""
    host, port = product.url.removeprefix("http://").split(":")
    with ExitStack() as connections:
        for _ in range(clients):
            one = connections.enter_context(socket.create_connection((host, int(port))))
            one.sendall(sent.encode())
        yield


@pytest.mark.parametrize("sent", STALLED.values(), ids=STALLED)
def test_pages_answer_beside_stalled_clients(product: Product, sent: str):
    assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] > CLIENTS + 50
    with stalled(product, sent):
        for _ in range(10):
            assert product.client.get("/").status == 200
            assert product.client.get("/api/v1/health").status == 200
    until(lambda: not os.listdir(product.data / "incoming"), 15, "their uploads are gone")


def test_uploads_beyond_the_places_are_told_to_come_back(product: Product, shop_log: bytes):
    large = shop_log * 2
    places, incoming = bodies._LARGE_PLACES, product.data / "incoming"
    with stalled(product, STALLED["half a large body"], places):
        until(lambda: len(os.listdir(incoming)) == places, 10, "all places are taken")
        answer = product.client.upload("shop.log", large)
        assert answer.status == 503
        assert answer.headers["Retry-After"]
        assert "Try again" in answer.json()["detail"]
    until(lambda: product.client.upload("shop.log", large).status == 202, 15, "there is room again")
