"""What attackers send is quoted in our log, and steers no terminal."""

import logging
import socket
import sys

from app.logs import VisibleFormatter
from tests.app.product import running_product, until

ESCAPES = "\x1b]0;owned\x07\x1b[2J\u202e\x9b31m\r"


def test_a_record_and_its_traceback_show_controls_as_escapes():
    try:
        raise ValueError(ESCAPES)
    except ValueError:
        record = logging.LogRecord("a", 40, "a.py", 1, "told: %s", (ESCAPES,), sys.exc_info())
    text = VisibleFormatter("%(message)s").format(record)
    assert text.startswith(r"told: \x1b]0;owned\x07\x1b[2J\u202e\x9b31m\x0d")
    assert r"ValueError: \x1b]0;owned" in text
    assert all(character.isprintable() or character == "\n" for character in text)


def test_no_request_writes_controls_to_the_servers_log():
    with running_product(web_workers=1) as product:
        host, port = product.url.removeprefix("http://").split(":")
        output = product.data.parent / "output"
        for request in (
            f"GET / HTTP/1.1\r\nHost: localhost\r\n{ESCAPES[:-1]}: x\r\n\r\n",
            f"{ESCAPES[:-1]} / HTTP/1.1\r\nHost: localhost\r\n\r\n",
            f"GET /{ESCAPES[:-1]} HTTP/9.9{ESCAPES[:-1]}\r\nHost: localhost\r\n\r\n",
        ):
            with socket.create_connection((host, int(port))) as connection:
                connection.sendall(request.encode())
                connection.recv(100)
        until(lambda: output.read_bytes().count(b"Invalid") >= 2, 10, "it is in the log")
        written = output.read_text()
    assert not set("\x1b\x07\u202e\x9b\r") & set(written)
