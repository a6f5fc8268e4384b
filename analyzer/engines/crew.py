"""Worker processes started by hand, and what is said when one of them dies.

No worker leaves before it is sent home, so any end of one during a run is a death.
"""

import signal
import time
from collections.abc import Callable
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess

from analyzer.engines.worker_side import begin
from analyzer.errors import EngineFailed

_PATIENCE_SECONDS = 1.0


class Crew:
    """The workers of one run of the engine called ``engine``."""

    def __init__(self, engine: str, context: BaseContext) -> None:
        self._engine, self._context = engine, context
        self._workers: list[BaseProcess] = []

    def hire(self, work: Callable[..., None], *equipment: object) -> BaseProcess:
        """Starts a process that becomes the next worker and does ``work(worker, *equipment)``."""
        number = len(self._workers) + 1
        worker: BaseProcess = self._context.Process(  # type: ignore[attr-defined]
            target=_live,
            args=(work, number, time.monotonic_ns(), *equipment),
            name=f"{self._engine} {number}",
            daemon=True,
        )
        worker.start()
        self._workers.append(worker)
        return worker

    def check(self) -> None:
        """EngineFailed if a worker has died."""
        for worker in self._workers:
            if not worker.is_alive():
                raise loss(self._engine, worker)

    def lost(self, worker: BaseProcess) -> EngineFailed:
        """The error to raise for a worker that has closed its end of a pipe."""
        worker.join(_PATIENCE_SECONDS)
        return loss(self._engine, worker)

    def leave(self) -> None:
        """Waits for workers that were sent home."""
        for worker in self._workers:
            worker.join(_PATIENCE_SECONDS)

    def end(self) -> None:
        """Kills whoever is still there."""
        for worker in self._workers:
            worker.kill()
        for worker in self._workers:
            worker.join()


def _live(work: Callable[..., None], number: int, asked_ns: int, *equipment: object) -> None:
    work(begin(number, asked_ns), *equipment)


def loss(engine: str, worker: BaseProcess) -> EngineFailed:
    """Says which worker is lost, of what, and who could have gone on."""
    return EngineFailed(
        f"The engine {engine!r} lost a worker: process {worker.pid} {cause(worker.exitcode)}."
        " The engine 'pool' survives this."
    )


def cause(exit_code: int | None) -> str:
    """Of a process's end, in words."""
    if exit_code is not None and exit_code < 0:
        return f"was killed by {signal.Signals(-exit_code).name}"
    return f"ended with exit code {exit_code}"
