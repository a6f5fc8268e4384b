"""``Pool.apply_async``, watched: the engine of every analysis outside this lab.

A pool mends itself: where a worker dies it starts another, and forgets what the dead one held, for
which the caller then waits for ever. So each pool lives in a ``Process`` of its own, a generation,
which sees the death at the process's own sentinel. It is thrown away whole, since nobody can tell
which locks died locked, and the next one takes what is left. The task on which a worker died is
tried once more, in halves; a half that kills again is left out, and the report names its bytes.

Tasks are handed out one by one through a ``Pipe``, one more than there are workers, so that nobody
waits and results never pile up. Each worker writes its result into a file and sends the name, as a
file costs a sixth of a pipe for a megabyte. What it is doing stands in an ``Array`` that anyone may
read without asking. Choose it where the work is worth more than the process that does it; its price
is one process and some milliseconds at the start.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from mmap import ACCESS_READ, mmap
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from analyzer.engines.base import Call, Outcome, Payload, Product, Worker
from analyzer.engines.control import Control
from analyzer.engines.generation import (
    Assignment,
    Died,
    Done,
    Failed,
    Given,
    Message,
    run_generation,
)
from analyzer.engines.pool_worker import Setting
from analyzer.engines.recorder import IDLE, Recorder
from analyzer.engines.start_method import process_context
from analyzer.errors import EngineFailed
from analyzer.model import NOT_YET

_DEATHS_WITHOUT_CULPRIT = 8
"""How often a generation may die of an idle worker before the engine gives up."""

_LOOK_SECONDS = 0.1
_STARVED_SECONDS = 0.01

Split = Callable[[Any], list[Any]]


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one worker: seconds on one task before it counts as stuck, and bytes of memory it may
    allocate (0: no limit)."""

    deadline_s: float = 300.0
    memory_bytes: int = 0


@dataclass(slots=True)
class _Attempt:
    """A task, and how many workers it has already cost."""

    task: Any
    deaths: int = 0


@dataclass(slots=True)
class _Work:
    """What is left to do: pieces to retry, then what ``tasks`` still yields; and what is in flight
    in the current generation, by position."""

    tasks: Iterator[Any]
    retries: list[_Attempt] = field(default_factory=list)
    running: dict[int, _Attempt] = field(default_factory=dict)
    given: int = 0
    exhausted: bool = False

    def next(self) -> _Attempt | None:
        """None while nothing is known to be left."""
        if self.retries:
            return self.retries.pop()
        if self.exhausted:
            return None
        task = next(self.tasks, None)
        self.exhausted = task is None
        return None if task is None or task is NOT_YET else _Attempt(task)

    @property
    def over(self) -> bool:
        """Whether nothing is left and nothing is in flight."""
        return self.exhausted and not self.retries and not self.running


class PoolEngine:
    """Runs tasks on ``workers`` processes. A task that fails or whose worker dies is split in
    halves and tried once more; a piece that fails again is given up with the cause."""

    name = "pool"

    def __init__(
        self,
        workers: int,
        split: Split,
        recorder: Recorder | None = None,
        control: Control | None = None,
        limits: Limits | None = None,
    ) -> None:
        self.workers = workers
        self._split = split
        self._recorder = recorder or Recorder(workers)
        self._control = control or Control()
        self._limits = limits or Limits()
        self._next_worker = 1

    def run(self, call: Call, tasks: Iterable[Any]) -> Generator[Outcome, None, None]:
        """See ``Engine.run``. Ends early, without an error, when the control says cancel."""
        spool = tempfile.mkdtemp(prefix="loglanes-")
        work = _Work(iter(tasks))
        idle_deaths = 0
        try:
            while not work.over and not self._control.cancelled:
                died = yield from self._generation(call, work, spool)
                culprit = work.running.pop(died.position, None) if died else None
                work.retries += work.running.values()
                work.running.clear()
                if died and culprit:
                    yield from self._again(work, culprit, died)
                elif died:
                    idle_deaths += 1
                    if idle_deaths > _DEATHS_WITHOUT_CULPRIT:
                        raise EngineFailed(f"Worker processes keep dying: {died.reason}.")
        finally:
            shutil.rmtree(spool, ignore_errors=True)

    def _generation(
        self, call: Call, work: _Work, spool: str
    ) -> Generator[Outcome, None, Died | None]:
        """One generation, until all is done, it died, or someone cancelled."""
        pipe, process = self._start(call, spool)
        try:
            while not work.over and not self._control.cancelled:
                starved = self._feed(work, pipe)
                if not pipe.poll(_STARVED_SECONDS if starved else _LOOK_SECONDS):
                    continue
                message: Message = pipe.recv()
                if isinstance(message, Died):
                    return message
                attempt = work.running.pop(message.position)
                # Before the caller takes its time over what came. That comes even if all are dead.
                with suppress(BrokenPipeError, ConnectionResetError):
                    self._feed(work, pipe)
                if isinstance(message, Failed):
                    yield from self._again(work, attempt, message)
                else:
                    yield _outcome(message, attempt.task)
        except (EOFError, ConnectionResetError, BrokenPipeError):
            process.join()
            nobody = Worker(0, process.pid or 0, 0, 0)
            return Died(IDLE, nobody, f"the pool's process ended with {process.exitcode}")
        finally:
            pipe.close()
            process.kill()
            process.join()
        return None

    def _start(self, call: Call, spool: str) -> tuple[Connection, BaseProcess]:
        context = process_context()
        mine, theirs = context.Pipe()
        self._recorder.clear()
        setting = Setting(
            call,
            self._recorder,
            self._control,
            spool,
            self._next_worker,
            self._limits.memory_bytes,
        )
        assignment = Assignment(setting, self.workers, self._limits.deadline_s)
        process: BaseProcess = context.Process(  # type: ignore[attr-defined]
            target=run_generation, args=(theirs, assignment), name="generation"
        )
        process.start()
        theirs.close()
        self._next_worker += self.workers
        return mine, process

    def _feed(self, work: _Work, pipe: Connection) -> bool:
        """Keeps one task more than there are workers in flight, so that none waits for the next,
        and results cannot pile up. Whether workers could take more than there is."""
        while len(work.running) <= self.workers and not self._control.paused:
            attempt = work.next()
            if attempt is None:
                return not work.exhausted
            position, work.given = work.given, work.given + 1
            work.running[position] = attempt
            pipe.send(Given(position, attempt.task, time.monotonic_ns()))
        return False

    def _again(self, work: _Work, attempt: _Attempt, end: Died | Failed) -> Iterator[Outcome]:
        if attempt.deaths:
            now = time.monotonic_ns()
            yield Outcome(attempt.task, end.worker, None, end.reason, received_ns=now)
        else:
            work.retries += [_Attempt(piece, 1) for piece in self._split(attempt.task)]


def _outcome(message: Done, task: Any) -> Outcome:
    arrived = time.monotonic_ns()
    product = Product(_taken(message.file), message.trace)
    return Outcome(
        task,
        message.worker,
        product,
        "",
        message.submitted_ns,
        message.returned_ns,
        arrived,
        time.monotonic_ns(),
    )


def _taken(path: str) -> Payload:
    """What is in the file, which goes when this does. It is not copied: that took a millisecond for
    each megabyte and a half."""
    with open(path, "rb") as file:
        size = os.fstat(file.fileno()).st_size
        found = memoryview(mmap(file.fileno(), 0, access=ACCESS_READ)) if size else b""
    with suppress(FileNotFoundError):
        os.unlink(path)
    return found
