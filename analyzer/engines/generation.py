"""A generation: one process that owns one ``multiprocessing.Pool`` and never outlives a death.

A Pool whose worker is killed waits for ever for the lost result, and ``terminate`` may wait for a
lock that died with the worker. So the Pool lives in a process of its own. That process watches the
workers; on a death it says which task was running, kills what is left and ends. The next
generation takes the tasks that remain.

A duplex ``Pipe`` joins it to the process that wants the results: tasks come in, messages go out,
and the end of either process is the end of the pipe.
"""

import os
import signal
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing import Pipe, active_children, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.pool import Pool
from multiprocessing.process import BaseProcess
from typing import Any

from analyzer.engines.base import Trace, Worker
from analyzer.engines.pool_worker import Setting, begin_worker, work
from analyzer.engines.recorder import IDLE, Recorder, Slot
from analyzer.engines.start_method import process_context

_TICK_SECONDS = 0.5
_DRAIN_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a generation needs to know: what its workers need, how many of them, and after how many
    seconds on one task a worker counts as stuck."""

    setting: Setting
    workers: int
    deadline_s: float


@dataclass(frozen=True, slots=True)
class Given:
    """Task number ``position`` for a worker."""

    position: int
    task: Any
    submitted_ns: int


@dataclass(frozen=True, slots=True)
class Done:
    """Task ``position`` is finished; its payload lies in ``file``."""

    position: int
    worker: Worker
    file: str
    trace: Trace
    submitted_ns: int
    returned_ns: int


@dataclass(frozen=True, slots=True)
class Failed:
    """Task ``position`` raised; nothing died."""

    position: int
    worker: Worker
    reason: str


@dataclass(frozen=True, slots=True)
class Died:
    """A worker died of ``reason`` while it worked on task ``position`` (IDLE: on none). The
    generation ends with this message."""

    position: int
    worker: Worker
    reason: str


Message = Done | Failed | Died


def run_generation(parent: Connection, assignment: Assignment) -> None:
    """The generation's whole life: a message a task, or ``Died`` and no more. Never returns."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    context = process_context()
    taken = context.Value("i", 0)
    pool = context.Pool(
        assignment.workers,
        begin_worker,
        (assignment.setting, taken, time.monotonic_ns()),
    )
    with suppress(BrokenPipeError, ConnectionResetError, EOFError):  # nobody wants the results
        _Generation(pool, active_children(), parent, assignment).run()
    for child in active_children():
        child.kill()
    os._exit(0)


class _Generation:
    def __init__(
        self, pool: Pool, workers: list[BaseProcess], parent: Connection, assignment: Assignment
    ) -> None:
        self._pool, self._workers, self._parent = pool, workers, parent
        self._recorder: Recorder = assignment.setting.recorder
        self._deadline_ns = int(assignment.deadline_s * 1e9)
        self._results, self._outbox = Pipe(duplex=False)
        self._running: set[int] = set()
        self._overdue: set[int] = set()

    def run(self) -> None:
        """Until a worker died, or the other end of the pipe is closed."""
        owner = parent_process()
        assert owner is not None
        deaths = [worker.sentinel for worker in self._workers]
        while True:
            ready = wait([self._parent, self._results, owner.sentinel, *deaths], _TICK_SECONDS)
            if owner.sentinel in ready:
                return
            if self._parent in ready:
                self._accept(self._parent.recv())
            self._forward(0)
            self._kill_overdue()
            if any(death in ready for death in deaths) or self._has_a_stranger():
                self._forward(_DRAIN_SECONDS)
                self._parent.send(self._obituary())
                return

    def _accept(self, given: Given) -> None:
        self._running.add(given.position)
        arguments = (given.position, given.task, given.submitted_ns)
        self._pool.apply_async(
            work,
            arguments,
            callback=self._outbox.send,
            error_callback=partial(self._escaped, given.position),
        )

    def _escaped(self, position: int, error: BaseException) -> None:
        """What the worker could not even say: want of memory for its answer, say."""
        nobody = Worker(0, 0, 0, 0)
        self._outbox.send(("failed", position, nobody, f"{type(error).__name__}: {error}"))

    def _forward(self, patience: float) -> None:
        while self._results.poll(patience):
            kind, *values = self._results.recv()
            message = Done(*values) if kind == "done" else Failed(*values)
            self._running.remove(message.position)
            self._parent.send(message)

    def _kill_overdue(self) -> None:
        """A worker stuck on one task is killed; the death is then noticed like any other."""
        now = time.monotonic_ns()
        for slot in self._recorder.slots():
            if slot.task in self._running and now - slot.since_ns > self._deadline_ns:
                self._overdue.add(slot.pid)
                with suppress(ProcessLookupError):
                    os.kill(slot.pid, signal.SIGKILL)

    def _has_a_stranger(self) -> bool:
        """The pool replaces a dead worker by itself, perhaps before its death was seen."""
        known = {worker.pid for worker in self._workers}
        return any(child.pid not in known for child in active_children())

    def _obituary(self) -> Died:
        dead = next((worker for worker in self._workers if not worker.is_alive()), None)
        pid = dead.pid or 0 if dead else 0
        slot = _slot_of(pid, self._recorder.slots())
        position = slot.task if slot and slot.task in self._running else IDLE
        cause = _cause(dead.exitcode if dead else None)
        if pid in self._overdue:
            cause = f"no result within {self._deadline_ns / 1e9:.0f} s"
        return Died(position, Worker(slot.number if slot else 0, pid, 0, 0), cause)


def _slot_of(pid: int, slots: Iterable[Slot]) -> Slot | None:
    return next((slot for slot in slots if slot.pid == pid), None)


def _cause(exit_code: int | None) -> str:
    if exit_code is not None and exit_code < 0:
        return f"killed by {signal.Signals(-exit_code).name}"
    return f"ended with exit code {exit_code}"
