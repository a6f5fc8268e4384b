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
from typing import Any, Protocol

from analyzer.engines.control import Control
from analyzer.engines.recorder import Recorder
from analyzer.timing.spans import lane_name

_SOCKET, _KEY = "engine.sock", "engine.key"
EXPOSED = ("submit", "snapshot", "lab_progress", "act", "ask")


class Steering(Protocol):
    """What the registry passes on to the scheduler."""

    def wake(self) -> None: ...
    def act(self, id: str, action: str) -> None: ...
    def lab_progress(self, id: str) -> dict[str, Any]: ...
    def ask(self, id: str, question: dict[str, Any]) -> tuple[bool, Any]: ...


class _Entry:
    def __init__(self, recorder: Recorder, control: Control) -> None:
        self.recorder, self.control = recorder, control
        self.progress: dict[str, Any] = {}
        self.version = 0


class Registry:
    """What the engine knows of running analyses. Progress came as messages; what each worker does
    this moment is read from the flight recorder, without one."""

    def __init__(self, steering: Steering) -> None:
        self._entries: dict[str, _Entry] = {}
        self._lock = Lock()
        self._steering = steering

    def submit(self) -> None:
        """Something is queued in the catalog."""
        self._steering.wake()

    def snapshot(self, id: str) -> dict[str, Any]:
        """The progress of a running analysis; empty where it does not run."""
        with self._lock:
            entry = self._entries.get(id)
            if entry is None:
                return {}
            return {
                **entry.progress,
                "version": entry.version,
                "paused": entry.control.paused,
                "workers": _workers(entry.recorder),
            }

    def lab_progress(self, id: str) -> dict[str, Any]:
        """How far the lab of an analysis is; empty where it does not run."""
        return self._steering.lab_progress(id)

    def ask(self, id: str, question: dict[str, Any]) -> tuple[bool, Any]:
        """A question about the records of an analysis; see ``Desks.ask``."""
        return self._steering.ask(id, question)

    def act(self, id: str, action: str) -> None:
        """pause, resume, cancel (keeps what there is), cancel lab, or remove (returns once its
        processes are gone)."""
        self._steering.act(id, action)

    def enter(self, id: str, recorder: Recorder, control: Control) -> None:
        """For the engine: the analysis begins to run."""
        with self._lock:
            self._entries[id] = _Entry(recorder, control)

    def update(self, id: str, progress: dict[str, Any]) -> None:
        """For the engine: the newest progress of an analysis."""
        with self._lock:
            self._entries[id].progress = progress
            self._entries[id].version += 1

    def leave(self, id: str) -> None:
        """For the engine: it no longer runs."""
        with self._lock:
            self._entries.pop(id, None)


def _workers(recorder: Recorder) -> list[dict[str, Any]]:
    return [
        {
            "lane": lane_name(slot.number),
            "pid": slot.pid,
            "phase": slot.phase,
            "chunk": slot.task,
            "bytes": slot.bytes,
            "peak_bytes": slot.peak_bytes,
        }
        for slot in recorder.slots()
    ]


class RegistryManager(BaseManager):
    """The manager of one shared ``Registry``."""


def serve(registry: Registry, run: Path) -> Callable[[], None]:
    """Binds the socket in ``run`` and returns the function that serves it for ever."""
    address = socket_path(run)
    Path(address).unlink(missing_ok=True)
    RegistryManager.register("registry", callable=lambda: registry, exposed=EXPOSED)
    server = RegistryManager(address=address, authkey=_new_key(run)).get_server()
    os.chmod(address, 0o600)
    serve_forever: Callable[[], None] = server.serve_forever
    return serve_forever


def socket_path(run: Path) -> str:
    """Of the engine whose files lie in ``run``."""
    return str(run / _SOCKET)


def _new_key(run: Path) -> bytes:
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
