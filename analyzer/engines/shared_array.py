"""``Array`` and ``Value``: the same memory in two processes.

A pipe copies; an ``Array`` is a table in the room that both processes sit in. What a worker lays
on it, the parent sees, and nothing is pickled. Every worker here has a table of its own: a
``RawArray`` of one megabyte, without a lock, as only this worker writes and only while the table is
empty. A ``Value`` says how many bytes lie there; 0 means empty. A larger result is served in
slices: lay one down, wait until it is taken, lay down the next.

What it can carry: a fixed number of elements of one C type, decided before the workers start. What
it cannot: text of any length, a dictionary, an object; it cannot grow either. So results travel as
bytes. And it cannot ring a bell: to learn that something has changed one must look again and again,
or be told by other means. Here a pipe tells, and brings the small things: the order, the trace, the
reason of a failure.

Choose it for numbers that many want to see and one writes, such as a progress counter or a matrix,
and for big blocks of bytes between processes that live long. Copy in slices, never element by
element. For anything with a structure take a pipe.
"""

import time
from collections.abc import Generator, Iterable
from contextlib import closing
from dataclasses import replace
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any

from analyzer.engines.base import Call, Outcome, Worker
from analyzer.engines.crew import Crew
from analyzer.engines.lines import Line, converse
from analyzer.engines.start_method import process_context
from analyzer.engines.supply import Supply
from analyzer.engines.worker_side import Answer, carry_out

_ARENA_BYTES = 1 << 20
_LAID, _TAKEN = b"laid", b"taken"


class _Arena:
    """Shared bytes, and a shared count of those that wait to be taken. Both travel to the worker as
    arguments of its process."""

    def __init__(self, context: BaseContext) -> None:
        self._array: Any = context.RawArray("B", _ARENA_BYTES)
        self._filled: Any = context.RawValue("q", 0)

    def put(self, piece: memoryview) -> None:
        assert self._filled.value == 0
        memoryview(self._array).cast("B")[: len(piece)] = piece
        self._filled.value = len(piece)

    def take(self) -> bytes:
        piece = bytes(memoryview(self._array).cast("B")[: self._filled.value])
        self._filled.value = 0
        return piece


class _ArenaLine(Line):
    """A pipe that brings the answer without its payload, which lies in the arena."""

    def __init__(self, worker: BaseProcess, pipe: Connection, arena: _Arena) -> None:
        super().__init__(worker, pipe)
        self._arena = arena

    def receive(self) -> tuple[Answer, int]:
        answer, slices = self.pipe.recv()
        arrived = time.monotonic_ns()
        if not slices:
            return answer, arrived
        taken = [self._arena.take()]
        while len(taken) < slices:
            self.pipe.send_bytes(_TAKEN)
            self.pipe.recv_bytes()
            taken.append(self._arena.take())
        return replace(answer, product=replace(answer.product, payload=b"".join(taken))), arrived


class SharedArrayEngine:
    """Runs tasks on ``workers`` processes that lay their payloads into shared memory."""

    name = "shared_memory"

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
                arena = _Arena(context)
                with closing(theirs):
                    lines.append(_ArenaLine(crew.hire(_serve, call, theirs, arena), mine, arena))
            yield from converse(Supply(tasks), crew, lines)
        finally:
            crew.end()
            for line in lines:
                line.pipe.close()


def _serve(worker: Worker, call: Call, pipe: Connection, arena: _Arena) -> None:
    while (order := pipe.recv()) is not None:
        answer, slices = _without_payload(carry_out(call, worker, order))
        for piece in slices[:1]:
            arena.put(piece)
        pipe.send((answer, len(slices)))
        for piece in slices[1:]:
            pipe.recv_bytes()
            arena.put(piece)
            pipe.send_bytes(_LAID)


def _without_payload(answer: Answer) -> tuple[Answer, list[memoryview]]:
    if answer.product is None:
        return answer, []
    payload = memoryview(answer.product.payload)
    slices = [payload[at : at + _ARENA_BYTES] for at in range(0, len(payload), _ARENA_BYTES)]
    return replace(answer, product=replace(answer.product, payload=b"")), slices
