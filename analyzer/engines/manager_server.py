"""``Manager``: a server process that owns the objects, and proxies that talk to it.

Ask for a queue, a list or a dictionary from a manager and you get a proxy. The real object lives in
a process of its own, and every call on the proxy becomes a message to that process and an answer
back, through a socket. It is the post office of this house: anyone who knows its address can leave
or fetch something, related processes or not, early or late, and it never runs out of shelves.

The price is that everything passes the counter. A result that a worker puts and the parent gets is
pickled by the worker, unpickled by the server, pickled again and unpickled by the parent: twice the
copies of a queue, two round trips, and one process through whose single interpreter it all goes.
The server is one more process to start, too.

Choose it for small shared state that many processes ask for now and then, such as a registry of
running jobs; for that its price is nothing. Never send bulk data through it.
"""

import os
import queue
import shutil
import tempfile
import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from multiprocessing.context import BaseContext
from multiprocessing.managers import SyncManager
from typing import Any

from analyzer.engines.base import Call, Outcome, Worker
from analyzer.engines.crew import Crew
from analyzer.engines.start_method import process_context
from analyzer.engines.supply import Supply
from analyzer.engines.worker_side import Answer, Order, carry_out, end_with_parent
from analyzer.errors import EngineFailed

_FOLDER, _SOCKET = "loglanes-", "socket"
_LONGEST_NAME = 104
"""Bytes that a socket's name may have on the strictest of the systems with such sockets."""

Orders = queue.Queue[Order | None]
Answers = queue.Queue[Answer]


class ManagerEngine:
    """Runs tasks on ``workers`` processes that meet at a manager's two queues."""

    name = "manager"

    def __init__(self, workers: int, start_method: str | None = None) -> None:
        self._workers, self._start_method = workers, start_method

    def run(self, call: Call, tasks: Iterable[Any]) -> Generator[Outcome, None, None]:
        """See ``Engine.run``. EngineFailed if a worker or the server dies."""
        context = process_context(self._start_method)
        with running_manager(context) as manager:
            crew = Crew(self.name, context)
            try:
                yield from self._run(manager, crew, call, Supply(tasks))
            finally:
                crew.end()

    def _run(
        self, manager: SyncManager, crew: Crew, call: Call, supply: Supply
    ) -> Generator[Outcome, None, None]:
        with _asking_the_server():
            orders: Orders = manager.Queue()
            answers: Answers = manager.Queue()
        for _ in range(self._workers):
            crew.hire(_consume, call, orders, answers)
        while True:
            # One order waits beside those in work: tasks must not pile up in the server.
            while supply.in_flight <= self._workers and (order := supply.next()):
                with _asking_the_server():
                    orders.put(order)
            if supply.over:
                break
            try:
                with _asking_the_server():
                    answer = answers.get(timeout=supply.patience_s)
            except queue.Empty:
                crew.check()
            else:
                yield supply.outcome(answer, time.monotonic_ns())
        with _asking_the_server():
            for _ in range(self._workers):
                orders.put(None)
        crew.leave()


@contextmanager
def running_manager(context: BaseContext) -> Iterator[SyncManager]:
    """A server process that ends with the block, or with this process. Its socket lies in a folder
    that only this user may enter and that is removed whatever happens."""
    folder = tempfile.mkdtemp(prefix=_FOLDER, dir=_short_enough(tempfile.gettempdir()))
    try:
        manager = SyncManager(os.path.join(folder, _SOCKET), ctx=context)
        manager.start(end_with_parent)
        with manager:
            yield manager
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _short_enough(folder: str) -> str:
    """The folder, or another one if the name of a socket in it would be too long for the system."""
    length = len(os.fsencode(os.path.join(folder, _FOLDER + "12345678", _SOCKET)))
    return folder if length < _LONGEST_NAME else "/tmp"  # noqa: S108


@contextmanager
def _asking_the_server() -> Iterator[None]:
    try:
        yield
    except (EOFError, ConnectionError) as error:
        raise EngineFailed(
            f"The engine {ManagerEngine.name!r} lost its server process: {type(error).__name__}."
            " The engine 'pool' survives this, as it has none."
        ) from error


def _consume(worker: Worker, call: Call, orders: Orders, answers: Answers) -> None:
    while (order := orders.get()) is not None:
        answers.put(carry_out(call, worker, order))
