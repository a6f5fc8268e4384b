"""``Process`` and ``Queue``: producer and consumers.

Think of a kitchen with one order rail and one pass. The parent pins orders to the rail, any cook
who is free takes the next, and every plate comes back over the same pass. A ``Queue`` is a pipe, a
lock at either end so that many may take and many may put, and a thread in each process that puts:
that feeder pickles and writes while its owner has long moved on. The rail is bounded: a producer
that is faster than its consumers has to wait instead of filling the memory. When the last plate is
out, each cook finds one note that says "go home": a sentinel per consumer, as a note that one has
taken no other will see.

Choose it when many produce or many consume and nobody cares who did what. It shares work as evenly
as a pool, and you own the processes. Its price is the extra thread and the locks, and that a
process killed halfway through a message takes its lock along.
"""

import queue
import time
from collections.abc import Generator, Iterable
from multiprocessing.queues import Queue
from threading import Thread
from typing import Any, TypeAlias

from analyzer.engines.base import Call, Outcome, Worker
from analyzer.engines.crew import Crew
from analyzer.engines.start_method import process_context
from analyzer.engines.supply import Supply
from analyzer.engines.worker_side import Answer, Order, carry_out

_PATIENCE_SECONDS = 1.0

Orders: TypeAlias = "Queue[Order | None]"
Answers: TypeAlias = "Queue[Answer | None]"
Inbox = queue.SimpleQueue[tuple[Answer, int]]


class QueueEngine:
    """Runs tasks on ``workers`` consumers of one bounded queue."""

    name = "queue"

    def __init__(self, workers: int, start_method: str | None = None) -> None:
        self._workers, self._start_method = workers, start_method

    def run(self, call: Call, tasks: Iterable[Any]) -> Generator[Outcome, None, None]:
        """See ``Engine.run``. EngineFailed if a worker dies."""
        context = process_context(self._start_method)
        orders: Orders = context.Queue(self._workers)
        answers: Answers = context.Queue()
        inbox: Inbox = queue.SimpleQueue()
        crew = Crew(self.name, context)
        reader = Thread(target=_read, args=(answers, inbox), daemon=True)
        try:
            for _ in range(self._workers):
                crew.hire(_consume, call, orders, answers)
            reader.start()  # after the workers, as a process with threads cannot fork safely
            yield from _exchange(Supply(tasks), crew, orders, inbox)
            for _ in range(self._workers):
                orders.put(None)
            crew.leave()
        finally:
            crew.end()
            _close(orders, answers, reader)


def _exchange(
    supply: Supply, crew: Crew, orders: Orders, inbox: Inbox
) -> Generator[Outcome, None, None]:
    while True:
        # Only the parent puts, so a queue that is not full stays so until it does.
        while not orders.full() and (order := supply.next()):
            orders.put(order)
        if supply.over:
            return
        try:
            answer, arrived = inbox.get(timeout=supply.patience_s)
        except queue.Empty:
            crew.check()
        else:
            yield supply.outcome(answer, arrived)


def _read(answers: Answers, inbox: Inbox) -> None:
    """In a thread of the parent: if a worker is killed within a message, the rest never comes, and
    only this thread waits for it."""
    while (answer := answers.get()) is not None:
        inbox.put((answer, time.monotonic_ns()))


def _close(orders: Orders, answers: Answers, reader: Thread) -> None:
    for each in (orders, answers):
        each.cancel_join_thread()  # nobody is left to read what is not written yet
    orders.close()
    if reader.ident is not None:
        answers.put(None)
        reader.join(_PATIENCE_SECONDS)
    if not reader.is_alive():
        answers.close()


def _consume(worker: Worker, call: Call, orders: Orders, answers: Answers) -> None:
    while (order := orders.get()) is not None:
        answers.put(carry_out(call, worker, order))
