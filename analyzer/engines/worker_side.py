"""What every worker process does, however its orders reach it: begin, carry out, end in time."""

import os
import pickle
import signal
import time
from dataclasses import dataclass
from multiprocessing import parent_process
from multiprocessing.connection import wait
from threading import Thread
from typing import Any

from analyzer.engines.base import Call, Product, Worker


@dataclass(frozen=True, slots=True)
class Order:
    """Task number ``position`` on its way to a worker."""

    position: int
    task: Any
    submitted_ns: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of task ``position``: a product or the reason why there is none. Nothing in it
    can fail to pickle or to be unpickled."""

    position: int
    worker: Worker
    product: Product | None
    failure: str
    submitted_ns: int
    returned_ns: int


def begin(number: int, asked_ns: int) -> Worker:
    """The calling process becomes worker ``number``, ready now."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt means
    end_with_parent()
    return Worker(number, os.getpid(), asked_ns, time.monotonic_ns())


def end_with_parent() -> None:
    """From now on this process ends when its parent does, even if that was killed, and when it is
    told to terminate."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    Thread(target=_await_the_end, daemon=True).start()


def _await_the_end() -> None:
    parent = parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os._exit(1)


def carry_out(call: Call, worker: Worker, order: Order) -> Answer:
    """Runs the task. Whatever it raises becomes an answer: an exit would lose the task, and an
    exception may pickle and then fail to unpickle in the process that receives it."""
    product, failure = None, ""
    try:
        product = call(order.task)
        # What cannot travel fails here, where a failure is still an answer.
        memoryview(product.payload)
        pickle.dumps(product.trace)
    except BaseException as error:
        product, failure = None, _reason(error)
    return Answer(order.position, worker, product, failure, order.submitted_ns, time.monotonic_ns())


def _reason(error: BaseException) -> str:
    """The error's name and text; its name alone where it has no text to give."""
    try:
        return f"{type(error).__name__}: {error}"
    except Exception:
        return type(error).__name__
