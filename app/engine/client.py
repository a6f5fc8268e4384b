"""The web's side of the registry: connects late, once a process, and again after the engine came
back."""

import os
from collections.abc import Callable
from multiprocessing import AuthenticationError
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from app.engine.registry import RegistryManager, read_key, socket_path
from app.errors import EngineOffline, Refused

_BROKEN = (OSError, EOFError, AuthenticationError)
Answer = TypeVar("Answer")


class _Client(RegistryManager):
    """A manager that only connects; its proxies ask the engine's registry."""


_Client.register("registry")


class EngineClient:
    """Asks the engine whose files lie in ``run``. Raises EngineOffline where none answers."""

    def __init__(self, run: Path) -> None:
        self._run = run
        self._lock = Lock()
        self._connected: tuple[int, Any] | None = None

    def submit(self, _id: str) -> None:
        """Tells it that something is queued; an engine that is away will find it by itself."""
        try:
            self._ask(lambda registry: registry.submit())
        except EngineOffline:
            return

    def answers(self) -> bool:
        """Whether the engine is there."""
        try:
            self.snapshot("")
        except EngineOffline:
            return False
        return True

    def snapshot(self, id: str) -> dict[str, Any]:
        """The progress of a running analysis."""
        return self._ask(lambda registry: dict(registry.snapshot(id)))

    def lab_progress(self, id: str) -> dict[str, Any]:
        """How far a running lab is."""
        return self._ask(lambda registry: dict(registry.lab_progress(id)))

    def ask(self, id: str, question: dict[str, Any]) -> Any:
        """What the analysis's desk answers; raises the error that it answers with."""
        worked, said = self._ask(lambda registry: registry.ask(id, question))
        if worked:
            return said
        status, title, text = said
        raise Refused(status, title, text)

    def act(self, id: str, action: str) -> None:
        """pause, resume, cancel or remove; see the registry."""
        self._ask(lambda registry: registry.act(id, action))

    def _ask(self, question: Callable[[Any], Answer]) -> Answer:
        """One retry with a new connection: the engine may have been restarted meanwhile."""
        try:
            return question(self._registry())
        except _BROKEN:
            self._connected = None
        try:
            return question(self._registry())
        except _BROKEN as error:
            self._connected = None
            raise EngineOffline(
                "The process that runs analyses does not answer. It is restarted by itself; try"
                " again in a few seconds."
            ) from error

    def _registry(self) -> Any:
        """A proxy made in this process: a connection must not be shared across a fork."""
        with self._lock:
            if self._connected is None or self._connected[0] != os.getpid():
                client = _Client(address=socket_path(self._run), authkey=read_key(self._run))
                client.connect()
                self._connected = os.getpid(), client.registry()  # type: ignore[attr-defined]
            return self._connected[1]
