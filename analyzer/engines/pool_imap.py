"""``Pool.imap_unordered``: results as they are ready.

The same pool as for ``map``, but you stand at the luggage belt: whatever arrives first is yours
first. Merging and progress begin with the first result, and the parent holds only what it has not
taken yet. ``imap`` is the same belt with the bags in the order of check-in.

Choose it for many tasks of unequal length whose results are used one by one; it is the best of the
simple ways. Two things to know: it reads all your tasks ahead, however slowly you take the results,
so nothing holds a fast producer back; and like ``map`` a bare pool never tells you that a worker
was killed, so ask with a timeout and look at the processes, as is done here.
"""

import multiprocessing
import queue
import time
from collections.abc import Generator, Iterable
from typing import Any

from analyzer.engines.base import Call, Outcome
from analyzer.engines.start_method import process_context
from analyzer.engines.supply import Supply
from analyzer.engines.watched_pool import watched_pool, work
from analyzer.engines.worker_side import Order


class ImapEngine:
    """Runs tasks through one ``Pool.imap_unordered`` on ``workers`` processes."""

    name = "imap"

    def __init__(self, workers: int, start_method: str | None = None) -> None:
        self._workers, self._start_method = workers, start_method

    def run(self, call: Call, tasks: Iterable[Any]) -> Generator[Outcome, None, None]:
        """See ``Engine.run``. EngineFailed if a worker dies."""
        context = process_context(self._start_method)
        supply = Supply(tasks)
        # The pool asks for tasks in a thread of its own; the caller's tasks are for this one.
        handed: queue.SimpleQueue[Order | None] = queue.SimpleQueue()
        with watched_pool(self.name, context, self._workers, call) as watched:
            answers = watched.pool.imap_unordered(work, iter(handed.get, None))
            try:
                while True:
                    while order := supply.next():
                        handed.put(order)
                    if supply.over:
                        return
                    try:
                        answer = answers.next(supply.patience_s)
                    except multiprocessing.TimeoutError:
                        watched.check()
                    else:
                        yield supply.outcome(answer, time.monotonic_ns())
            finally:
                handed.put(None)
