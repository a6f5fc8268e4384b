"""``Pool.map``: the whole list in, the whole list out.

The loop you know, ``[f(x) for x in tasks]``, in several processes. The pool starts its workers
once, pickles a task into a shared pipe, any free worker takes it, and its result comes back through
another pipe. ``map`` keeps the order and waits for the last result before it hands out the first: a
barrier, like a tour bus that leaves only when everyone is on board.

Choose it when you need all results anyway and they are small: it is a single line, and hard to get
wrong. Do not choose it to merge results as they come or to show progress. All of them wait in the
parent's memory, and merging begins when the last worker is done. The time that results spend at the
barrier shows here as transfer. And a bare pool waits for ever for a worker that was killed.
"""

import time
from collections.abc import Generator, Iterable
from typing import Any

from analyzer.engines.base import Call, Outcome
from analyzer.engines.start_method import process_context
from analyzer.engines.supply import LOOK_SECONDS, Supply
from analyzer.engines.watched_pool import watched_pool, work


class MapEngine:
    """Runs tasks through one ``Pool.map`` on ``workers`` processes."""

    name = "map"

    def __init__(self, workers: int, start_method: str | None = None) -> None:
        self._workers, self._start_method = workers, start_method

    def run(self, call: Call, tasks: Iterable[Any]) -> Generator[Outcome, None, None]:
        """See ``Engine.run``. EngineFailed if a worker dies. Begins when the last task is known."""
        supply = Supply(tasks)
        orders = list(supply)
        if not orders:
            return
        context = process_context(self._start_method)
        with watched_pool(self.name, context, self._workers, call) as watched:
            # One task at a time, as they are large. ``map`` is this and an endless wait.
            results = watched.pool.map_async(work, orders, chunksize=1)
            while not results.ready():
                results.wait(LOOK_SECONDS)
                watched.check()
            arrived = time.monotonic_ns()
        for answer in results.get():
            yield supply.outcome(answer, arrived)
