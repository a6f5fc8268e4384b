"""Whether a request's head has come is known at once."""

import socket
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from types import SimpleNamespace

import pytest

from app.server.worker import _head_has_come

HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.mark.parametrize(
    ("buffered", "landed", "whole"),
    [
        (HEAD, b"", True),  # the end of a body before it was read with the start of this request
        (HEAD[:20], HEAD[20:], True),
        (b"", HEAD, True),
        (b"", HEAD[:20], False),
        (HEAD[:20], b"", False),
    ],
)
def test_nobody_waits_for_more_of_it(buffered: bytes, landed: bytes, whole: bool):
    server, client = socket.socketpair()
    with server, client, ThreadPoolExecutor() as threads:
        server.settimeout(600)  # as the request before left it
        client.sendall(landed)
        parser = SimpleNamespace(unreader=SimpleNamespace(buf=BytesIO(buffered)))
        connection = SimpleNamespace(sock=server, parser=parser)
        try:
            assert threads.submit(_head_has_come, connection).result(10) is whole
        finally:
            client.close()  # else the pool would wait for a thread that waits
