"""Clients that ask for much and take nothing: the pages still answer."""

import re
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from app.assets import plotly_script
from app.server.answers import SLOW_PLACES, SlowAnswers
from tests.app.product import Product, running_product, until

READERS = 2 * SLOW_PLACES + 2
"""More than there are places for."""


@pytest.fixture(scope="module")
def product() -> Iterator[Product]:
    """One web process alone."""
    with running_product(web_workers=1) as product:
        yield product


@pytest.fixture(scope="module")
def large(product: Product, shop_log: bytes) -> str:
    """The path of plotly.js: some megabytes."""
    id = product.client.upload("shop.log", shop_log, wait=30).headers["Location"].rpartition("/")[2]
    page = product.client.get(f"/analyses/{id}").body.decode()
    found = re.search(r'data-plotly="([^"]+)"', page)
    assert found
    return found[1]


@contextmanager
def not_reading(product: Product, path: str, clients: int) -> Iterator[list[socket.socket]]:
    """So many clients that have asked for the path, and take none of it."""
    host, port = product.url.removeprefix("http://").split(":")
    with ExitStack() as connections:
        asked = []
        for _ in range(clients):
            one = connections.enter_context(socket.socket())
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            one.connect((host, int(port)))
            one.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            asked.append(one)
        yield asked


@pytest.mark.parametrize("readers", [READERS, 4 * READERS])
def test_pages_answer_beside_clients_that_take_no_answer(
    product: Product, large: str, readers: int
) -> None:
    with not_reading(product, large, readers):
        began = time.monotonic()
        for _ in range(10):
            assert product.client.get("/").status == 200
            assert product.client.get("/api/v1/health").status == 200
        assert time.monotonic() - began < 15


def test_a_client_that_takes_its_answer_in_pieces_gets_all_of_it(
    product: Product, large: str
) -> None:
    with not_reading(product, large, 1) as (reader,):
        taken = 0
        length = len(plotly_script().body)
        while taken < length:
            data = reader.recv(length // 12)
            assert data, f"cut after {taken:,} bytes"
            taken += len(data)
            time.sleep(0.002)


def test_of_more_slow_answers_than_there_are_places_those_begun_first_are_cut() -> None:
    answers = SlowAnswers(places=2)
    answers.start()
    pairs = [socket.socketpair() for _ in range(4)]
    for ours, _ in pairs:
        answers.begin(ours, 1 << 30)
    answers.end(pairs[3][0])
    until(lambda: _is_cut(pairs[0][1]), 5, "the first one is cut")
    assert [_is_cut(theirs) for _, theirs in pairs] == [True, False, False, False]
    for pair in pairs:
        for one in pair:
            one.close()


def test_an_answer_taken_too_slowly_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.server.answers._GRACE_SECONDS", 0.1)
    answers = SlowAnswers()
    answers.start()
    (slow, its), (quick, others) = socket.socketpair(), socket.socketpair()
    answers.begin(slow, 10)
    answers.begin(quick, 1 << 30)
    until(lambda: _is_cut(its), 5, "it is cut")
    assert not _is_cut(others)
    for one in (slow, its, quick, others):
        one.close()


def _is_cut(theirs: socket.socket) -> bool:
    theirs.setblocking(False)
    try:
        return theirs.recv(1) == b""
    except BlockingIOError:
        return False
