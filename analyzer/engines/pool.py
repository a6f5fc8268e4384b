"""``multiprocessing.Pool`` as the production engine: generations of a pool, so that no death of a
worker can hang or lose an analysis."""

import shutil
import tempfile
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analyzer.engines.base import Call, Outcome, Product, Worker
from analyzer.engines.generation import (
    Assignment,
    Died,
    Done,
    Failed,
    Message,
    run_generation,
)
from analyzer.engines.recorder import IDLE, Recorder
from analyzer.engines.start_method import process_context
from analyzer.errors import EngineFailed

_DEATHS_WITHOUT_CULPRIT = 8
"""How often a generation may die of an idle worker before the engine gives up."""

Split = Callable[[Any], list[Any]]


@dataclass(eq=False, slots=True)
class _Attempt:
    """A task, and how many workers it has already cost."""

    task: Any
    deaths: int = 0


class PoolEngine:
    """Runs tasks on ``workers`` processes. A task whose worker dies is split in halves and tried
    once more; a piece that costs a second worker is given up with the cause of death."""

    name = "pool"

    def __init__(self, workers: int, split: Split) -> None:
        self.workers = workers
        self.recorder = Recorder(workers)
        self._split = split
        self._next_worker = 1

    def run(self, call: Call, tasks: Sequence[Any]) -> Generator[Outcome, None, None]:
        """See ``Engine.run``."""
        spool = tempfile.mkdtemp(prefix="loglanes-")
        waiting = [_Attempt(task) for task in tasks]
        idle_deaths = 0
        try:
            while waiting:
                attempts = list(waiting)
                died = yield from self._generation(call, attempts, waiting, spool)
                if died is not None and died.position == IDLE:
                    idle_deaths += 1
                    if idle_deaths > _DEATHS_WITHOUT_CULPRIT:
                        raise EngineFailed(f"Worker processes keep dying: {died.reason}.")
                elif died is not None:
                    yield from self._bury(attempts[died.position], waiting, died)
        finally:
            shutil.rmtree(spool, ignore_errors=True)

    def _generation(
        self, call: Call, attempts: list[_Attempt], waiting: list[_Attempt], spool: str
    ) -> Generator[Outcome, None, Died | None]:
        """One generation over ``attempts``; what finishes leaves ``waiting``."""
        tasks = [attempt.task for attempt in attempts]
        workers = min(self.workers, len(tasks))
        assignment = Assignment(call, tasks, workers, self._next_worker, spool)
        context = process_context()
        reader, writer = context.Pipe(duplex=False)
        process = context.Process(  # type: ignore[attr-defined]
            target=run_generation, args=(writer, self.recorder, assignment), name="generation"
        )
        process.start()
        writer.close()
        self._next_worker += workers
        try:
            for _ in range(len(tasks) + 1):
                message: Message = reader.recv()
                if isinstance(message, Died):
                    return message
                waiting.remove(attempts[message.position])
                yield _outcome(message, attempts[message.position].task)
        except EOFError:
            if waiting and len(waiting) == len(attempts):
                process.join()
                nobody = Worker(0, process.pid or 0, 0, 0)
                return Died(IDLE, nobody, f"the pool's process ended with {process.exitcode}")
        finally:
            reader.close()
            process.kill()
            process.join()
        return None

    def _bury(self, attempt: _Attempt, waiting: list[_Attempt], died: Died) -> Iterator[Outcome]:
        waiting.remove(attempt)
        if attempt.deaths:
            now = time.monotonic_ns()
            yield Outcome(attempt.task, died.worker, None, died.reason, received_ns=now)
        else:
            waiting += [_Attempt(piece, 1) for piece in self._split(attempt.task)]


def _outcome(message: Done | Failed, task: Any) -> Outcome:
    arrived = time.monotonic_ns()
    product, failure = None, ""
    if isinstance(message, Done):
        file = Path(message.file)
        product = Product(file.read_bytes(), message.trace)
        file.unlink()
    else:
        failure = message.reason
    return Outcome(
        task,
        message.worker,
        product,
        failure,
        message.submitted_ns,
        message.returned_ns,
        arrived,
        time.monotonic_ns(),
    )
