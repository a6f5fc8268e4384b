"""The contract between a run and the processes that carry it out.

An engine knows nothing of logs. It is given a callable that a process can import and the tasks to
call it with, and yields one outcome a task, in any order. While the next task is not known, tasks
yield ``NOT_YET``.
"""

from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Trace:
    """When a call began and ended, and nanoseconds of wall and processor time by phase, in the
    order in which the phases first occurred. ``peak_bytes`` is the process's peak memory."""

    started_ns: int
    ended_ns: int
    wall_ns: Mapping[str, int]
    cpu_ns: Mapping[str, int]
    bytes: int
    records: int
    peak_bytes: int = 0


Payload = bytes | memoryview
"""A result, as it travels and as it is kept."""


@dataclass(frozen=True, slots=True)
class Product:
    """What a call gives: its result as bytes, and its trace."""

    payload: Payload
    trace: Trace


Call = Callable[[Any], Product]


@dataclass(frozen=True, slots=True)
class Worker:
    """A process that ran calls: its lane's number (from 1, never given twice), its process id, and
    when it was asked for and ready."""

    number: int
    pid: int
    asked_ns: int
    ready_ns: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of a task (or of a piece of one that was split): a product, or the reason why there
    is none after every retry. Monotonic times: when it was submitted, when the worker let go of it,
    when its message reached the caller, and when the caller had the payload too."""

    task: Any
    worker: Worker
    product: Product | None
    failure: str = ""
    submitted_ns: int = 0
    returned_ns: int = 0
    arrived_ns: int = 0
    received_ns: int = 0


class Engine(Protocol):
    """One way to bring tasks to processes and results back."""

    name: str

    def run(self, call: Call, tasks: Iterable[Any]) -> Generator[Outcome, None, None]:
        """Outcomes of all tasks as they come. Closing the iterator ends all processes."""
        ...
