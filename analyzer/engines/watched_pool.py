"""A ``multiprocessing.Pool`` under watch, for the engines that use one as the library gives it.

A pool replaces a worker that died and waits for its result for ever. Here each death is noticed and
ends the run.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import active_children
from multiprocessing.context import BaseContext
from multiprocessing.pool import Pool
from multiprocessing.process import BaseProcess
from multiprocessing.sharedctypes import Synchronized
from threading import Thread

from analyzer.engines.base import Call, Worker
from analyzer.engines.crew import loss
from analyzer.engines.worker_side import Answer, Order, begin, carry_out

_PATIENCE_SECONDS = 2.0


class WatchedPool:
    """The pool of one run of the engine called ``engine``."""

    def __init__(self, engine: str, context: BaseContext, workers: int, call: Call) -> None:
        self._engine = engine
        self._others = set(active_children())
        taken = context.Value("i", 0)
        self.pool: Pool = context.Pool(workers, _start, (call, taken, time.monotonic_ns()))
        self._workers = self._children()

    def _children(self) -> list[BaseProcess]:
        return [child for child in active_children() if child not in self._others]

    def check(self) -> None:
        """EngineFailed if a worker has died."""
        for worker in self._workers:
            if not worker.is_alive():
                raise loss(self._engine, worker)

    def end(self) -> None:
        """Ends the workers. ``terminate`` may wait for ever for a lock that died with a worker, so
        it waits in a thread, which is then given up, and the workers are killed."""
        ending = Thread(target=self.pool.terminate, daemon=True)
        ending.start()
        ending.join(_PATIENCE_SECONDS)
        for child in self._children():
            child.kill()
            child.join()


@contextmanager
def watched_pool(
    engine: str, context: BaseContext, workers: int, call: Call
) -> Iterator[WatchedPool]:
    """A pool whose workers end with the block."""
    watched = WatchedPool(engine, context, workers, call)
    try:
        yield watched
    finally:
        watched.end()


# In the workers.

_call: Call
_me: Worker


def _start(call: Call, taken: "Synchronized[int]", asked_ns: int) -> None:
    global _call, _me
    with taken.get_lock():
        taken.value += 1
        number = taken.value
    _call, _me = call, begin(number, asked_ns)


def work(order: Order) -> Answer:
    """What the pool runs: the call on one task."""
    return carry_out(_call, _me, order)
