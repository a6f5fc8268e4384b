"""The registry of running analyses: a ``multiprocessing`` manager that all web processes share.

Whoever can write to a manager's socket can run code in its process, so it is a unix socket in a
directory of this user alone, with a random key in a file beside it, and never a network port. Only
builtins cross it.
"""

import os
import secrets
from collections.abc import Callable
from multiprocessing.managers import BaseManager
from pathlib import Path
from threading import Lock
from typing import Any

_SOCKET, _KEY = "engine.sock", "engine.key"


class Registry:
    """What the engine knows of running analyses: progress by id, and ids to stop."""

    def __init__(self, wake: Callable[[], None], stop: Callable[[str], None]) -> None:
        self._progress: dict[str, dict[str, Any]] = {}
        self._lock = Lock()
        self._wake, self._stop = wake, stop

    def submit(self) -> None:
        """Something is queued in the catalog."""
        self._wake()

    def snapshot(self, id: str) -> dict[str, Any]:
        """The progress of a running analysis; empty where it does not run."""
        with self._lock:
            return dict(self._progress.get(id, {}))

    def stop(self, id: str) -> None:
        """Ends the analysis now, running or queued; returns once its processes are gone."""
        self._stop(id)

    def update(self, id: str, progress: dict[str, Any]) -> None:
        """For the engine: the newest progress of an analysis."""
        with self._lock:
            version = self._progress.get(id, {}).get("version", 0) + 1
            self._progress[id] = {**progress, "version": version}

    def forget(self, id: str) -> None:
        """For the engine: it no longer runs."""
        with self._lock:
            self._progress.pop(id, None)


class RegistryManager(BaseManager):
    """The manager of one shared ``Registry``."""


EXPOSED = ("submit", "snapshot", "stop")


def socket_path(run: Path) -> str:
    """Of the engine whose files lie in ``run``."""
    return str(run / _SOCKET)


def new_key(run: Path) -> bytes:
    """A fresh key, readable by this user only."""
    key = secrets.token_bytes(32)
    draft = run / (_KEY + ".draft")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key)
    draft.replace(run / _KEY)
    return key


def read_key(run: Path) -> bytes:
    """The running engine's key."""
    return (run / _KEY).read_bytes()
