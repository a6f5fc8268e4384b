"""A generation: one process that owns one ``multiprocessing.Pool`` and never outlives a death.

A Pool whose worker is killed waits for ever for the lost result, and ``terminate`` may wait for a
lock that died with the worker. So the Pool lives in a process of its own. That process watches the
workers; on a death it says which tasks were running, kills what is left and ends. The next
generation takes the tasks that remain.

Everything here runs in the generation's process or, where it says so, in its workers.
"""

import os
import signal
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import active_children, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.pool import Pool
from multiprocessing.process import BaseProcess
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from threading import Thread
from typing import Any

from analyzer.engines.base import Call, Trace, Worker
from analyzer.engines.recorder import IDLE, Recorder
from analyzer.engines.start_method import process_context

_TICK_SECONDS = 0.5
_DRAIN_SECONDS = 0.02
_SLOT_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a generation is to do. Results larger than a message go through files in ``spool``,
    which costs a sixth of a pipe for a megabyte; ``first_worker`` numbers its lanes."""

    call: Call
    tasks: Sequence[Any]
    workers: int
    first_worker: int
    spool: str


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
    submitted_ns: int
    returned_ns: int


@dataclass(frozen=True, slots=True)
class Died:
    """A worker died of ``reason`` while it worked on task ``position`` (IDLE: on none). The
    generation ends with this message."""

    position: int
    worker: Worker
    reason: str


Message = Done | Failed | Died


def run_generation(reports: Connection, recorder: Recorder, assignment: Assignment) -> None:
    """The generation's whole life: sends a message a task, or ``Died`` and no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    context = process_context()
    asked_ns = time.monotonic_ns()
    taken = context.Value("i", 0)
    pool = context.Pool(assignment.workers, _start_worker, (recorder, taken, asked_ns, assignment))
    workers = active_children()
    inbox, outbox = context.Pipe(duplex=False)
    generation = _Generation(pool, workers, outbox, recorder, assignment)
    with suppress(BrokenPipeError, EOFError):  # the process that wanted the results is gone
        generation.run(inbox, reports)
    generation.end()


class _Generation:
    def __init__(
        self,
        pool: Pool,
        workers: list[BaseProcess],
        outbox: Connection,
        recorder: Recorder,
        assignment: Assignment,
    ) -> None:
        self._pool, self._workers, self._outbox = pool, workers, outbox
        self._recorder, self._assignment = recorder, assignment
        self._next = 0
        self._running: dict[int, int] = {}

    def run(self, inbox: Connection, reports: Connection) -> None:
        parent = parent_process()
        assert parent is not None
        ends = [worker.sentinel for worker in self._workers]
        self._fill_window()
        while self._running:
            ready = wait([inbox, parent.sentinel, *ends], _TICK_SECONDS)
            if parent.sentinel in ready:
                return
            self._forward(inbox, reports, 0)
            if any(end in ready for end in ends) or self._has_a_stranger():
                self._forward(inbox, reports, _DRAIN_SECONDS)
                reports.send(self._obituary())
                return
            self._fill_window()

    def _fill_window(self) -> None:
        """One task more than there are workers is in flight, so that none waits for the next, and
        results cannot pile up."""
        tasks = self._assignment.tasks
        while self._next < len(tasks) and len(self._running) <= self._assignment.workers:
            now = time.monotonic_ns()
            self._running[self._next] = now
            self._pool.apply_async(
                _work, (self._next, tasks[self._next], now), callback=self._outbox.send
            )
            self._next += 1

    def _forward(self, inbox: Connection, reports: Connection, patience: float) -> None:
        while inbox.poll(patience):
            message = inbox.recv()
            del self._running[message.position]
            reports.send(message)

    def _has_a_stranger(self) -> bool:
        """The pool replaces a dead worker by itself, perhaps before its death was seen."""
        known = {worker.pid for worker in self._workers}
        return any(child.pid not in known for child in active_children())

    def _obituary(self) -> Died:
        dead = next((w for w in self._workers if not w.is_alive()), None)
        slot = next((s for s in self._recorder.slots() if dead and s.pid == dead.pid), None)
        code = dead.exitcode if dead else None
        worker = Worker(
            self._assignment.first_worker + (slot.number if slot else 0),
            dead.pid or 0 if dead else 0,
            0,
            0,
        )
        position = slot.task if slot and slot.task in self._running else IDLE
        return Died(position, worker, _cause(code))

    def end(self) -> None:
        """Kills every worker and this process, without asking the pool, which may be stuck."""
        for child in active_children():
            child.kill()
        os._exit(0)


def _cause(exit_code: int | None) -> str:
    if exit_code is not None and exit_code < 0:
        return f"killed by {signal.Signals(-exit_code).name}"
    return f"ended with exit code {exit_code}"


# In the workers.

_slot = -1
_me = Worker(0, 0, 0, 0)
_spool = Path()
_call: Call
_recorder: Recorder


def _start_worker(
    recorder: Recorder, taken: "Synchronized[int]", asked_ns: int, assignment: Assignment
) -> None:
    global _slot, _me, _spool, _call, _recorder
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    Thread(target=_end_with_parent, daemon=True).start()
    if not taken.get_lock().acquire(timeout=_SLOT_SECONDS):
        os._exit(1)
    try:
        _slot = taken.value
        taken.value += 1
    finally:
        taken.get_lock().release()
    recorder.begin(_slot)
    _recorder, _call, _spool = recorder, assignment.call, Path(assignment.spool)
    _me = Worker(assignment.first_worker + _slot, os.getpid(), asked_ns, time.monotonic_ns())


def _end_with_parent() -> None:
    parent = parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os._exit(1)


def _work(position: int, task: Any, submitted_ns: int) -> Done | Failed:
    """Runs one task. Nothing may escape: an exception that cannot be unpickled, or an exit, would
    hang the pool."""
    _recorder.note(_slot, position)
    try:
        product = _call(task)
        file = _spool / f"{_me.number}-{position}"
        file.write_bytes(product.payload)
        return Done(position, _me, str(file), product.trace, submitted_ns, time.monotonic_ns())
    except BaseException as error:
        reason = f"{type(error).__name__}: {error}"
        return Failed(position, _me, reason, submitted_ns, time.monotonic_ns())
    finally:
        _recorder.note(_slot, IDLE)
