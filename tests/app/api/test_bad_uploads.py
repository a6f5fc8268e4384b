"""What is no log, or no whole one, is refused with its reason, and leaves nothing behind."""

import os
import socket
import time

import pytest

from tests.app.product import Product, running_product, until
from tests.app.web import Answer, Client, form

PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452") + bytes(range(256)) * 64
LINES = b"2026-03-04 10:00:13 service started, listening on port 80\n" * 500


def detail(answer: Answer, status: int) -> str:
    """What a problem says; checks that it is one."""
    problem = answer.json()
    assert answer.status == status, problem
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert problem["status"] == status
    assert problem["type"]
    assert problem["title"]
    text: str = problem["detail"]
    return text


def send_and_hang_up(product: Product, head: str, body: bytes) -> None:
    """Starts a request and closes the connection before its announced end."""
    host, port = product.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(f"POST /api/v1/analyses{head}\r\n\r\n".encode() + body)
        until(lambda: os.listdir(product.data / "incoming"), 5, "the upload is on its way")


@pytest.mark.parametrize("wait", [0, 20])
def test_an_empty_body_is_refused_by_name(client: Client, wait: int):
    assert "nothing.log is empty" in detail(client.upload("nothing.log", b"", wait=wait), 400)


def test_a_form_without_a_file_is_refused(client: Client):
    assert "no file" in detail(client.upload_form(), 400)
    assert "no file" in detail(client.upload_form(("", b"no name, no file")), 400)


def test_an_empty_file_among_others_refuses_them_all(client: Client, product: Product):
    files = (("a.log", LINES), ("b.log", LINES), ("c.log", b""))
    assert "c.log is empty" in detail(client.upload_form(*files), 400)
    assert product.leftovers() == []


@pytest.mark.parametrize(("name", "content"), [("picture.png", PNG), ("zeros", bytes(100_000))])
def test_what_is_no_text_fails_with_its_reason(
    client: Client, product: Product, name: str, content: bytes
):
    answer = client.upload(name, content, wait=30)
    assert name in detail(answer, 422)
    failed = client.get("/api/v1/analyses").json()["analyses"][0]
    assert (failed["name"], failed["state"], failed["records"]) == (name, "failed", None)
    assert failed["error"] == answer.json()["detail"]
    assert failed["finished"]
    report = client.get(f"/api/v1/analyses/{failed['id']}/report")
    assert failed["error"] in detail(report, 409)
    assert os.listdir(product.data / "analyses" / failed["id"]) == ["0"]
    assert product.leftovers() == []


def test_an_upload_above_the_limit_is_refused_and_thrown_away():
    big = bytes((1 << 20) + 1)
    with running_product(max_upload="1MiB", web_workers=1) as product:
        client = product.client
        assert "1,048,576 bytes" in detail(client.upload("big.log", big), 413)
        assert product.leftovers() == []
        form = client.upload_form(("small.log", LINES), ("big.log", big))
        assert "1,048,576 bytes" in detail(form, 413)
        assert product.leftovers() == []
        assert client.upload("just.log", big[:-1]).status == 202


@pytest.mark.parametrize(
    "head",
    [
        "?filename=cut.log HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000000",
        "?filename=cut.log HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked",
    ],
    ids=["of known length", "in pieces"],
)
def test_a_client_that_hangs_up_leaves_nothing(client: Client, product: Product, head: str):
    before = client.get("/api/v1/analyses").json()
    pieces = b"8000000\r\n" if "chunked" in head else b""
    send_and_hang_up(product, head, pieces + LINES * 50)
    until(lambda: not product.leftovers(), 5, "the torn upload is gone")
    time.sleep(0.1)
    assert client.get("/api/v1/analyses").json() == before


def test_a_form_that_is_cut_off_leaves_nothing(client: Client, product: Product):
    before = client.get("/api/v1/analyses").json()
    body = form(("a.log", LINES), ("b.log", LINES * 50))
    head = (
        " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000000\r\n"
        "Content-Type: multipart/form-data; boundary=a-line-that-no-log-holds"
    )
    send_and_hang_up(product, head, body[:-30])
    until(lambda: not product.leftovers(), 5, "the torn form is gone")
    time.sleep(0.1)
    assert client.get("/api/v1/analyses").json() == before
