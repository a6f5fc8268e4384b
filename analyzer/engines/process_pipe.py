"""``Process`` and ``Pipe``: a private line to every worker.

A pipe has exactly two ends, like a string telephone. This one is duplex: orders go down, answers
come up, and both sides may talk. ``send`` pickles an object and writes it in the calling thread; no
lock, no helper, nothing between the two processes but the operating system. The parent holds all
the strings at once and asks the system which of them has something to say: ``connection.wait``.
And a line has one gift that no queue has: when the process at the other end dies, it goes dead.
End-of-file is the news of the death, at once and for free.

Choose it for two processes that talk to each other, for control and for liveness, and wherever you
want to decide yourself who gets what. It is the fastest way to move a message. Its price: nobody
shares the work out for you, two writers on one end would garble each other, and a ``send`` that is
larger than the system's buffer waits until the other side reads.
"""

from collections.abc import Generator, Iterable
from contextlib import closing
from multiprocessing.connection import Connection
from typing import Any

from analyzer.engines.base import Call, Outcome, Worker
from analyzer.engines.crew import Crew
from analyzer.engines.lines import Line, converse
from analyzer.engines.start_method import process_context
from analyzer.engines.supply import Supply
from analyzer.engines.worker_side import carry_out


class PipeEngine:
    """Runs tasks on ``workers`` processes at a pipe each."""

    name = "pipe"

    def __init__(self, workers: int, start_method: str | None = None) -> None:
        self._workers, self._start_method = workers, start_method

    def run(self, call: Call, tasks: Iterable[Any]) -> Generator[Outcome, None, None]:
        """See ``Engine.run``. EngineFailed if a worker dies."""
        context = process_context(self._start_method)
        crew = Crew(self.name, context)
        lines = []
        try:
            for _ in range(self._workers):
                mine, theirs = context.Pipe()
                # Closed here once the worker has it: else its death would not end the pipe.
                with closing(theirs):
                    lines.append(Line(crew.hire(_serve, call, theirs), mine))
            yield from converse(Supply(tasks), crew, lines)
        finally:
            crew.end()
            for line in lines:
                line.pipe.close()


def _serve(worker: Worker, call: Call, pipe: Connection) -> None:
    while (order := pipe.recv()) is not None:
        pipe.send(carry_out(call, worker, order))
