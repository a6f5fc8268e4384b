"""Engines by name, and what a person wants to know before choosing one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import ModuleType

from analyzer.engines import (
    manager_server,
    pool,
    pool_imap,
    pool_map,
    process_pipe,
    process_queue,
    serial,
    shared_array,
)
from analyzer.engines.base import Engine
from analyzer.engines.pool import PoolEngine, Split
from analyzer.errors import UsageError


@dataclass(frozen=True, slots=True)
class EngineKind:
    """An engine before it is made. ``primitive`` is what of ``multiprocessing`` it is built from;
    ``text`` explains it in a few paragraphs, the first of which is a title of one line;
    ``parallel`` says whether it can use more than one worker. ``make`` takes the number of workers
    and what splits a task."""

    name: str
    title: str
    primitive: str
    text: str
    parallel: bool
    make: Callable[[int, Split], Engine]


def _kind(
    name: str,
    title: str,
    primitive: str,
    module: ModuleType,
    make: Callable[[int, Split], Engine],
    parallel: bool = True,
) -> EngineKind:
    return EngineKind(name, title, primitive, (module.__doc__ or "").strip(), parallel, make)


_KINDS = (
    _kind("serial", "One process", "none", serial, lambda _n, _split: serial.SerialEngine(), False),
    _kind("pool", "Pool, watched", "Pool.apply_async, Process, Pipe, Array", pool, PoolEngine),
    _kind("map", "Pool.map", "Pool.map", pool_map, lambda n, _: pool_map.MapEngine(n)),
    _kind(
        "imap",
        "Pool.imap_unordered",
        "Pool.imap_unordered",
        pool_imap,
        lambda n, _: pool_imap.ImapEngine(n),
    ),
    _kind(
        "queue",
        "Producer and consumers",
        "Process, Queue",
        process_queue,
        lambda n, _: process_queue.QueueEngine(n),
    ),
    _kind(
        "pipe",
        "A pipe for each worker",
        "Process, Pipe, connection.wait",
        process_pipe,
        lambda n, _: process_pipe.PipeEngine(n),
    ),
    _kind(
        "shared_memory",
        "Shared memory",
        "Process, Array, Value",
        shared_array,
        lambda n, _: shared_array.SharedArrayEngine(n),
    ),
    _kind(
        "manager",
        "A server process",
        "Process, Manager",
        manager_server,
        lambda n, _: manager_server.ManagerEngine(n),
    ),
)

ENGINES: Mapping[str, EngineKind] = {kind.name: kind for kind in _KINDS}
"""In the order in which they are best explained."""


def engine_named(name: str, workers: int, split: Split) -> Engine:
    """A new engine; UsageError naming the known ones where there is none of that name."""
    if name not in ENGINES:
        raise UsageError(f"There is no engine {name!r}. Engines: {', '.join(ENGINES)}.")
    return ENGINES[name].make(workers, split)
