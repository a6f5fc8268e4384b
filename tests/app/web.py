"""A small HTTP client for tests: an answer is an answer, whatever its status."""

import http.client
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from typing import Any
from urllib.parse import urlencode, urlsplit

BOUNDARY = "a-line-that-no-log-holds"
_NO_HEADERS: Mapping[str, str] = {}


@dataclass(frozen=True)
class Answer:
    """Status, headers and body."""

    status: int
    headers: Message
    body: bytes

    def json(self) -> Any:
        """The body, parsed."""
        return json.loads(self.body)

    @property
    def text(self) -> str:
        """The body as UTF-8."""
        return self.body.decode()


@dataclass(frozen=True)
class Event:
    """One of a stream of server-sent events."""

    id: int
    kind: str
    content: dict[str, Any]


@dataclass(frozen=True)
class Client:
    """Asks the server at ``url``; a connection a request."""

    url: str
    timeout: float = 30

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] = _NO_HEADERS,
        **query: object,
    ) -> Answer:
        """One request; ``query`` is appended to the path."""
        target = f"{path}?{urlencode(query)}" if query else path
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=self.timeout)
        try:
            connection.request(method, target, body, dict(headers))
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    def get(self, path: str, **query: object) -> Answer:
        """GET."""
        return self.ask("GET", path, **query)

    def post(self, path: str, body: object) -> Answer:
        """A body of JSON."""
        headers = {"Content-Type": "application/json"}
        return self.ask("POST", path, json.dumps(body).encode(), headers)

    def upload(self, name: str, log: bytes, **query: object) -> Answer:
        """A raw body, as ``curl --data-binary`` sends it."""
        return self.ask("POST", "/api/v1/analyses", log, filename=name, **query)

    def upload_form(self, *files: tuple[str, bytes], **query: object) -> Answer:
        """A multipart form, as a browser sends it."""
        headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        return self.ask("POST", "/api/v1/analyses", form(*files), headers, **query)

    def state(self, id: str, wait: float = 0) -> str:
        """Of an analysis, once it has ended or ``wait`` seconds later."""
        state: str = self.get(f"/api/v1/analyses/{id}", wait=wait).json()["state"]
        return state

    def progress(self, id: str) -> Any:
        """Of an analysis, as it is now."""
        return self.get(f"/api/v1/analyses/{id}").json()["progress"]

    def steer(self, id: str, action: str) -> Answer:
        """pause, resume or cancel."""
        return self.ask("POST", f"/api/v1/analyses/{id}/{action}")

    def report(self, id: str) -> Any:
        """Of an analysis that is done."""
        answer = self.get(f"/api/v1/analyses/{id}/report")
        assert answer.status == 200, answer.text
        return answer.json()

    def events(self, id: str, last: int | None = None) -> Iterator[Event]:
        """Those of an analysis after version ``last``, one by one as they come; ends with the
        stream, however that ends."""
        headers = {} if last is None else {"Last-Event-ID": str(last)}
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=self.timeout)
        try:
            connection.request("GET", f"/api/v1/analyses/{id}/events", headers=headers)
            response = connection.getresponse()
            assert response.status == 200
            fields: dict[str, str] = {}
            while line := response.readline().decode():
                name, _, value = line.rstrip("\n").partition(": ")
                fields[name] = value
                if not name and "data" in fields:
                    content = json.loads(fields["data"])
                    yield Event(int(fields["id"]), fields["event"], content)
                fields = fields if name else {}
        except (http.client.HTTPException, ConnectionError):
            return
        finally:
            connection.close()

    def delete(self, id: str) -> Answer:
        """DELETE of an analysis."""
        return self.ask("DELETE", f"/api/v1/analyses/{id}")


def form(*files: tuple[str, bytes]) -> bytes:
    """The body of a form with these files in the field ``file``."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        "Content-Type: text/plain\r\n\r\n".encode()
        + log
        + b"\r\n"
        for name, log in files
    ]
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


def timeless(report: Mapping[str, Any]) -> dict[str, Any]:
    """The report without what differs between two runs."""
    return {name: value for name, value in report.items() if name != "timing"}


def delete_others(client: "Client", keep: str = "") -> None:
    """Deletes all analyses but one, and so ends the processes that answer questions about them."""
    for one in client.get("/api/v1/analyses").json()["analyses"]:
        if one["id"] != keep:
            assert client.delete(one["id"]).status == 204
