"""A running server does the work: files go up over HTTP, the report comes back."""

import json
import os
import secrets
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

from analyzer.errors import EngineFailed, LoglanesError, NothingParsed, UsageError
from analyzer.model import Source
from analyzer.views.view import View
from analyzer.zones import UTC_NAME

_ANALYSES = "/api/v1/analyses"
_READ_BYTES = 1 << 20
_WAIT_SECONDS = 20
_TIMEOUT_SECONDS = 120.0


class ServerRefused(LoglanesError):
    """The server cannot be reached, or refused what it was asked."""

    exit_code = 2
    title = "The server did not do it"


class Server:
    """The server at ``url``, such as http://127.0.0.1:8000, and its ``token`` if it has one."""

    def __init__(self, url: str, token: str | None = None) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise UsageError(f"{url!r} is no address of a server. Write it like http://host:8000.")
        self._make = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        self._host, self._base = parts.netloc, parts.path.rstrip("/")
        self._known = {"Authorization": f"Bearer {token}"} if token else {}

    def analyze(
        self,
        sources: Sequence[Source],
        wanted: Mapping[str, str | None],
        say: Callable[[str], None],
        view: View,
    ) -> dict[str, Any]:
        """The report's JSON of all sources together, read as ``wanted`` (the options of an
        upload; None is none), through the view. ServerRefused with the server's own words;
        NothingParsed or EngineFailed where the analysis ended so."""
        query = {name: value for name, value in wanted.items() if value}
        if len(sources) == 1:
            created = self._put(sources[0], query)
        else:
            created = self._post_form(sources, query)
        id = created["id"]
        say(f"Sent to {self._host} as {id}.")
        state = self._wait(id, say)
        if state["state"] == "failed":
            raise NothingParsed(str(state["error"]))
        if state["state"] == "cancelled":
            raise EngineFailed("It was cancelled on the server.")
        report = self._ask("GET", f"{_ANALYSES}/{id}/report?{urlencode(_asked(view))}")
        if not view.is_report and "view" not in report:
            raise ServerRefused("Its version knows no filters of reports. Analyse the log here.")
        return report

    def _put(self, source: Source, query: dict[str, str]) -> dict[str, Any]:
        path = f"{_ANALYSES}?{urlencode({'filename': source.name, **query})}"
        headers = {"Content-Length": str(source.size), "Content-Type": "application/octet-stream"}
        return self._ask("PUT", path, _bytes_of(source), headers)

    def _post_form(self, sources: Sequence[Source], query: dict[str, str]) -> dict[str, Any]:
        """A form, whose length is known before its files are read."""
        boundary = secrets.token_hex(16)
        heads = [_file_head(boundary, source.name) for source in sources]
        options = [_option(boundary, name, value) for name, value in query.items()]
        end = f"--{boundary}--\r\n".encode()
        length = sum(map(len, [*heads, *options, end])) + sum(s.size + 2 for s in sources)

        def body() -> Iterator[bytes]:
            yield from options
            for head, source in zip(heads, sources, strict=True):
                yield head
                yield from _bytes_of(source)
                yield b"\r\n"
            yield end

        headers = {
            "Content-Length": str(length),
            "Content-Type": f"multipart/form-data; boundary={boundary}",
        }
        return self._ask("POST", _ANALYSES, body(), headers)

    def _wait(self, id: str, say: Callable[[str], None]) -> dict[str, Any]:
        said = time.monotonic()
        query = f"?wait={_WAIT_SECONDS}"
        while True:
            shown = self._ask("GET", f"{_ANALYSES}/{id}{query}")
            if shown["state"] in ("done", "failed", "cancelled"):
                return shown
            progress = shown["progress"]
            query = f"?wait={_WAIT_SECONDS}&since={progress['version']}"
            if time.monotonic() - said >= 1:
                said = time.monotonic()
                share = progress["bytes_done"] / max(progress["bytes_total"], 1)
                say(f"{share:6.1%}  {progress['records']:,} records")

    def _ask(
        self,
        method: str,
        path: str,
        body: Iterator[bytes] | None = None,
        headers: dict[str, str] | None = None,
    ) -> dict[str, Any]:
        sent = {**self._known, **(headers or {})}
        try:
            with closing(self._make(self._host, timeout=_TIMEOUT_SECONDS)) as connection:
                connection.request(method, self._base + path, body, sent)
                return _answer(connection.getresponse())
        except (OSError, HTTPException) as error:
            reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
            raise ServerRefused(f"{self._host}: {reason}. Is Loglanes running there?") from error


def _asked(view: View) -> dict[str, str]:
    """The view as the parameters of a query."""
    named = {"where": view.where, "since": view.since, "until": view.until}
    zone = {} if view.zone == UTC_NAME else {"tz": view.zone}
    return {name: text for name, text in named.items() if text} | zone


def _answer(response: HTTPResponse) -> dict[str, Any]:
    text = response.read()
    try:
        answer: dict[str, Any] = json.loads(text)
    except ValueError:
        raise ServerRefused(f"It answered {response.status}, and not with JSON.") from None
    if response.status >= 400:
        raise ServerRefused(str(answer.get("detail") or answer.get("title") or response.status))
    return answer


def _bytes_of(source: Source) -> Iterator[bytes]:
    """Exactly as many as the source had when it was opened."""
    left = source.size
    with open(source.path, "rb") as file:
        while left:
            data = file.read(min(_READ_BYTES, left))
            if not data:
                raise OSError(f"{source.name} became shorter while it was sent")
            left -= len(data)
            yield data


def _file_head(boundary: str, name: str) -> bytes:
    # As browsers write names: https://html.spec.whatwg.org/multipage/form-control-infrastructure.html
    plain = name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{plain}"\r\n'
    return os.fsencode(head + "Content-Type: application/octet-stream\r\n\r\n")


def _option(boundary: str, name: str, value: str) -> bytes:
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
    return f"{head}{value}\r\n".encode()
