"""Calls for engines: what a worker does with a task, including all the ways to go wrong.

A task is a tuple of words; a word is done, or names what happens to the worker.
"""

import faulthandler
import os
import signal
import sys
import time

from analyzer.engines.base import Product, Trace

Task = tuple[str, ...]


class NeedsTwo(Exception):
    """Pickles, and cannot be unpickled: the constructor wants more than its message."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(one + two)


class Unspeakable(Exception):
    """Has no text."""

    def __str__(self) -> str:
        raise RuntimeError("no text")


def split(task: Task) -> list[Task]:
    """The task in halves; a single word stays whole."""
    if len(task) == 1:
        return [task]
    return [task[: len(task) // 2], task[len(task) // 2 :]]


def call(task: Task) -> Product:
    """Does each word of the task."""
    started = time.monotonic_ns()
    for word in task:
        _do(word)
    ended = time.monotonic_ns()
    payload = ",".join(task).encode() * (100_000 if "large" in task else 1)
    spent = {"parse": ended - started}
    return Product(payload, Trace(started, ended, spent, spent, len(task), 1))


def _do(word: str) -> None:
    if word == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    elif word == "abort":
        faulthandler.disable()  # pytest's would print where this was
        os.abort()
    elif word == "_exit":
        os._exit(3)
    elif word == "exit":
        sys.exit("enough")
    elif word == "raise":
        raise ValueError("a bad record")
    elif word == "unpicklable":
        raise NeedsTwo("one", "two")
    elif word == "unspeakable":
        raise Unspeakable
    elif word == "interrupt":
        raise KeyboardInterrupt
    elif word == "terminate":
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(30)
    elif word == "sleep":
        time.sleep(0.2)
    elif word == "hang":
        time.sleep(300)
    elif word == "greedy":
        bytearray(4 << 30)
