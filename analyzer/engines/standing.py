"""Processes that stay: forked with what they need in memory, they answer questions until they are
sent home. Each question goes to all of them.

One that dies, or does not answer in time, makes the whole crew useless: it says so and is to be
closed. Nothing here waits for ever.
"""

import os
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from analyzer.engines.crew import cause
from analyzer.errors import EngineFailed, LoglanesError

Answer = Callable[[Any], Any]


class StandingCrew:
    """One process for each of ``answers``, which run there. The process that makes the crew must
    have a single thread: the others are forks of it."""

    def __init__(self, answers: Sequence[Answer]) -> None:
        self._context = get_context("fork")
        self._pipes: list[Connection] = []
        self._workers: list[BaseProcess] = []
        for answer in answers:
            mine, theirs = self._context.Pipe()
            worker = self._context.Process(
                target=_serve, args=(theirs, [*self._pipes, mine], answer), daemon=True
            )
            worker.start()
            theirs.close()
            self._pipes.append(mine)
            self._workers.append(worker)

    def ask(self, question: Any, seconds: float) -> list[Any]:
        """What each says to ``question``, in order. Raises the LoglanesError that one of them
        raised; EngineFailed where one died or took longer than ``seconds``."""
        deadline = time.monotonic() + seconds
        try:
            for pipe in self._pipes:
                pipe.send(question)
            said = [self._hear(place, deadline) for place in range(len(self._pipes))]
        except (EOFError, OSError):
            raise self._lost() from None
        for failed, answer in said:
            if failed:
                raise answer
        return [answer for _, answer in said]

    def _hear(self, place: int, deadline: float) -> tuple[bool, Any]:
        pipe = self._pipes[place]
        if not wait([pipe], max(deadline - time.monotonic(), 0)):
            raise EngineFailed("The question took too long and was given up. Ask for less.")
        failed, answer = pipe.recv()
        return failed, answer

    def _lost(self) -> EngineFailed:
        for worker in self._workers:
            worker.join(0.1)
        causes = [cause(one.exitcode) for one in self._workers if one.exitcode is not None]
        why = causes[0] if causes else "closed its pipe"
        return EngineFailed(f"A process that answers questions {why}. Ask again.")

    def close(self) -> None:
        """Ends all of them."""
        for worker in self._workers:
            worker.kill()
        for worker, pipe in zip(self._workers, self._pipes, strict=True):
            worker.join()
            pipe.close()


def _serve(pipe: Connection, others: Sequence[Connection], answer: Answer) -> None:
    """A worker's whole life. It holds no end of a pipe but its own, so that it notices when the
    process that asks is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for other in others:
        other.close()
    with suppress(EOFError, OSError):
        while True:
            question = pipe.recv()
            try:
                said = False, answer(question)
            except LoglanesError as error:
                said = True, error
            except OSError as error:
                said = True, EngineFailed(f"The log cannot be read any more: {error.strerror}.")
            pipe.send(said)
    os._exit(0)
