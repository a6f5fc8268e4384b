"""Tasks in, outcomes out: what the parent of every engine keeps of them meanwhile."""

import time
from collections.abc import Iterable, Iterator
from typing import Any

from analyzer.engines.base import Outcome
from analyzer.engines.worker_side import Answer, Order
from analyzer.model import NOT_YET

LOOK_SECONDS = 0.1
"""How long an engine waits for an answer before it looks whether its workers live."""

_STARVED_SECONDS = 0.01


class Supply:
    """Numbers tasks as they go out and gives each answer its task back."""

    def __init__(self, tasks: Iterable[Any]) -> None:
        self._tasks = iter(tasks)
        self._running: dict[int, Any] = {}
        self._given = 0
        self._exhausted = False
        self._starved = False

    def next(self) -> Order | None:
        """The next order; None while none is known."""
        if self._exhausted:
            return None
        try:
            task = next(self._tasks)
        except StopIteration:
            self._exhausted, self._starved = True, False
            return None
        self._starved = task is NOT_YET
        if self._starved:
            return None
        order = Order(self._given, task, time.monotonic_ns())
        self._running[order.position] = task
        self._given += 1
        return order

    def __iter__(self) -> Iterator[Order]:
        """Every order; waits for tasks that are not known yet."""
        while not self._exhausted:
            if order := self.next():
                yield order
            elif self._starved:
                time.sleep(_STARVED_SECONDS)

    def outcome(self, answer: Answer, arrived_ns: int) -> Outcome:
        """The outcome of an answer whose message arrived then and which is complete now."""
        return Outcome(
            self._running.pop(answer.position),
            answer.worker,
            answer.product,
            answer.failure,
            answer.submitted_ns,
            answer.returned_ns,
            arrived_ns,
            time.monotonic_ns(),
        )

    @property
    def in_flight(self) -> int:
        """Orders without an answer."""
        return len(self._running)

    @property
    def over(self) -> bool:
        """Whether every task has its outcome."""
        return self._exhausted and not self._running

    @property
    def patience_s(self) -> float:
        """How long to wait for an answer before asking again for a task, if the last time none was
        known yet, or else before looking whether the workers live."""
        return _STARVED_SECONDS if self._starved else LOOK_SECONDS
