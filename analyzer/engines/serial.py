"""No processes: every task in the caller, one after the other.

The shop with one clerk. Nothing is pickled, nothing waits for a lock, nobody is hired and sent
home: what is measured here is the work alone, and so every other engine is held against it. One
process has memory and caches to itself, too, which is why two are never quite twice as fast.

Choose it for small logs, for which starting processes costs more than the work: an analysis does so
by itself, by what it remembers of this host. Its price is that a crash of the parser is a crash of
the caller, and that all other processors watch.
"""

import os
import time
from collections.abc import Generator, Iterable
from typing import Any

from analyzer.engines.base import Call, Outcome, Worker
from analyzer.model import NOT_YET

_LOOK_SECONDS = 0.01


class SerialEngine:
    """Runs tasks in the calling process."""

    name = "serial"

    def run(self, call: Call, tasks: Iterable[Any]) -> Generator[Outcome, None, None]:
        """See ``Engine.run``. An exception of the call is the failure of its task."""
        now = time.monotonic_ns()
        worker = Worker(1, os.getpid(), now, now)
        for task in tasks:
            if task is NOT_YET:
                time.sleep(_LOOK_SECONDS)
                continue
            submitted = time.monotonic_ns()
            product, failure = None, ""
            try:
                product = call(task)
            except Exception as error:
                failure = f"{type(error).__name__}: {error}"
            returned = time.monotonic_ns()
            yield Outcome(task, worker, product, failure, submitted, returned, returned, returned)
