"""Server-sent events of one analysis.

An event's id is the version of the progress, which counts in the engine: whichever web process a
browser reaches after a break, the stream goes on with what has changed since. A stream ends after
less than a minute and the browser comes back by itself, so that a vanished one frees its thread.
"""

import json
import time
from collections.abc import Iterator
from threading import BoundedSemaphore
from typing import Any

from app.errors import NotFound, TooManyStreams
from app.services.analyses import ENDED, Analyses

_LOOK_SECONDS = 0.2
_WORKERS_SECONDS = 0.4
_HEARTBEAT_SECONDS = 10.0
_LONGEST_SECONDS = 55.0
_RETRY_MS = 1000
_PLACES = BoundedSemaphore(12)
"""Of this web process: each holds a thread, and pages must always find one."""


def event_stream(analyses: Analyses, id: str, last: int | None) -> Iterator[str]:
    """The events after version ``last``. NotFound for an unknown id; TooManyStreams where a client
    had better ask with ``?wait=``."""
    analyses.get(id)
    if not _PLACES.acquire(blocking=False):
        raise TooManyStreams("Ask with ?wait=SECONDS&since=VERSION instead.")
    return _Stream(analyses, id, last)


class _Stream:
    """An iterator with ``close``, which the server calls when the client is gone."""

    def __init__(self, analyses: Analyses, id: str, last: int | None) -> None:
        self._events = _events(analyses, id, last)
        self._open = True

    def __iter__(self) -> "_Stream":
        return self

    def __next__(self) -> str:
        return next(self._events)

    def close(self) -> None:
        """Frees the stream's place."""
        if self._open:
            self._open = False
            _PLACES.release()


def _events(analyses: Analyses, id: str, last: int | None) -> Iterator[str]:
    yield f"retry: {_RETRY_MS}\n\n"
    deadline = time.monotonic() + _LONGEST_SECONDS
    said = time.monotonic()
    reports = 0
    while time.monotonic() < deadline:
        try:
            progress = analyses.progress(id)
        except NotFound:
            yield _event("end", {"state": "deleted"}, last)
            return
        if progress["state"] in ENDED:
            yield _event("end", progress, last)
            return
        silence = time.monotonic() - said
        running = progress["state"] == "running" and silence >= _WORKERS_SECONDS
        if progress["version"] != last or running:
            last, said = progress["version"], time.monotonic()
            yield _event("progress", progress, last)
            if progress.get("reports", 0) > reports:
                reports = progress["reports"]
                yield _event("report", {"reports": reports}, last)
        elif silence >= _HEARTBEAT_SECONDS:
            said = time.monotonic()
            yield ": still here\n\n"
        time.sleep(_LOOK_SECONDS)


def _event(kind: str, content: dict[str, Any], version: int | None) -> str:
    return f"id: {version}\nevent: {kind}\ndata: {json.dumps(content)}\n\n"
