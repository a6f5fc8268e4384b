"""The engine's desks: a process for each analysis that is asked questions, with its columns in
memory. Begun by the first question, ended when idle, deleted, or in the way of a newer one.

A desk that dies, or says nothing in time, is ended: the question fails with the reason, and the
next one begins a new desk. Nobody waits for ever.
"""

import os
import signal
import time
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from threading import Lock
from typing import Any

from analyzer.errors import EngineFailed, LoglanesError
from analyzer.views.desk import LONGEST_SECONDS, Desk
from app.engine.questions import answer
from app.lifeline import end_with_parent
from app.storage import Storage

_MOST = 4
"""Desks at once: each keeps some 70 bytes a record in memory."""

_IDLE_SECONDS = 300.0
_OPENING_SECONDS = 60.0
_CONTEXT = get_context("forkserver")


@dataclass(slots=True)
class _Desk:
    process: BaseProcess
    pipe: Connection
    lock: Lock = field(default_factory=Lock)
    asked: float = 0.0
    ended: bool = False


class Desks:
    """Answers questions about stored analyses, on ``workers`` processes each. Methods may be called
    from any thread; questions to one desk wait for each other."""

    def __init__(self, storage: Storage, workers: int) -> None:
        self._storage, self._workers = storage, workers
        self._desks: dict[str, _Desk] = {}
        self._lock = Lock()

    def ask(self, id: str, question: dict[str, Any]) -> tuple[bool, Any]:
        """(True, the answer), or (False, (status, title, text)) of an error."""
        desk = self._desk(id)
        with desk.lock:
            try:
                desk.pipe.send(question)
                if desk.pipe.poll(LONGEST_SECONDS + _OPENING_SECONDS):
                    ok, said = desk.pipe.recv()
                    desk.asked = time.monotonic()
                    return ok, said
                why = "did not answer in time"
            except (EOFError, OSError):
                why = "has ended"
        self.close(id, desk)
        failed = EngineFailed(f"The process that answers questions {why}. Ask again.")
        return False, as_values(failed)

    def _desk(self, id: str) -> _Desk:
        with self._lock:
            if id not in self._desks:
                self._make_room()
                self._desks[id] = self._start(id)
            desk = self._desks[id]
            desk.asked = time.monotonic()
            return desk

    def _start(self, id: str) -> _Desk:
        mine, theirs = _CONTEXT.Pipe()
        folder = str(self._storage.columns(id))
        process = _CONTEXT.Process(
            target=serve_desk, args=(theirs, folder, self._workers), name=f"desk {id}"
        )
        process.start()
        theirs.close()
        return _Desk(process, mine)

    def _make_room(self) -> None:
        while len(self._desks) >= _MOST:
            oldest = min(self._desks, key=lambda one: self._desks[one].asked)
            _end(self._desks.pop(oldest))

    def reap(self) -> None:
        """Ends desks that nobody has asked for a while, and notices those that died."""
        border = time.monotonic() - _IDLE_SECONDS
        with self._lock:
            for id, desk in list(self._desks.items()):
                idle = desk.asked < border and not desk.lock.locked()
                if idle or not desk.process.is_alive():
                    _end(self._desks.pop(id))

    def close(self, id: str, only: _Desk | None = None) -> None:
        """Ends the desk of an analysis; ``only`` that one, should another have taken its place."""
        with self._lock:
            if id in self._desks and (only is None or self._desks[id] is only):
                _end(self._desks.pop(id))

    def close_all(self) -> None:
        """Ends all."""
        with self._lock:
            for id in list(self._desks):
                _end(self._desks.pop(id))


def _end(desk: _Desk) -> None:
    """Its processes are its children and end with it. Who waits for its answer reads an end."""
    desk.process.kill()
    desk.process.join()


def as_values(error: LoglanesError) -> tuple[int, str, str]:
    """An error as builtins, which alone cross to the web."""
    return error.http_status, error.title, str(error)


def serve_desk(pipe: Connection, folder: str, workers: int) -> None:
    """The desk's whole life: a question in, (whether it worked, what to say) out."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    end_with_parent(os.getppid())
    try:
        desk = Desk(folder, workers)
    except FileNotFoundError:
        pipe.recv()
        pipe.send((False, (409, "Not ready", "The analysis has kept no columns (yet).")))
        return
    try:
        while True:
            question = pipe.recv()
            try:
                pipe.send((True, answer(desk, question)))
            except EngineFailed as error:
                pipe.send((False, as_values(error)))
                return  # its crew is of no more use
            except LoglanesError as error:
                pipe.send((False, as_values(error)))
            except OSError as error:
                text = f"The log cannot be read any more: {error.strerror}."
                pipe.send((False, (500, EngineFailed.title, text)))
    except (EOFError, OSError):
        return
    finally:
        desk.close()
