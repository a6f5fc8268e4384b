"""No processes: every task in the caller, one after the other. For small logs, for which starting
processes would cost more than the work, and as the yardstick of the others."""

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
