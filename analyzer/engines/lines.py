"""One pipe a worker: the parent's side of the engines that speak with each worker alone."""

import time
from collections import deque
from collections.abc import Generator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from analyzer.engines.base import Outcome
from analyzer.engines.crew import Crew
from analyzer.engines.supply import Supply
from analyzer.engines.worker_side import Answer, Order


class Line:
    """The parent's end of a worker's duplex pipe; answers come whole through it."""

    def __init__(self, worker: BaseProcess, pipe: Connection) -> None:
        self.worker, self.pipe = worker, pipe

    def receive(self) -> tuple[Answer, int]:
        """The answer, and when its message arrived."""
        answer: Answer = self.pipe.recv()
        return answer, time.monotonic_ns()


def converse(supply: Supply, crew: Crew, lines: Sequence[Line]) -> Generator[Outcome, None, None]:
    """Keeps every worker at one order until all tasks have their outcome, then sends all home. A
    pipe ends when the process at its other end does: EngineFailed."""
    by_pipe: dict[object, Line] = {line.pipe: line for line in lines}
    idle = deque(lines)
    while True:
        while idle and (order := supply.next()):
            _send(crew, idle.popleft(), order)
        if supply.over:
            break
        for pipe in wait([line.pipe for line in lines], supply.patience_s):
            line = by_pipe[pipe]
            outcome = _receive(supply, crew, line)
            # The next order goes out before the caller gets to work on this outcome.
            if order := supply.next():
                _send(crew, line, order)
            else:
                idle.append(line)
            yield outcome
    for line in lines:
        _send(crew, line, None)
    crew.leave()


def _send(crew: Crew, line: Line, order: Order | None) -> None:
    try:
        line.pipe.send(order)
    except OSError:
        raise crew.lost(line.worker) from None


def _receive(supply: Supply, crew: Crew, line: Line) -> Outcome:
    try:
        answer, arrived = line.receive()
    except (EOFError, OSError):
        raise crew.lost(line.worker) from None
    return supply.outcome(answer, arrived)
