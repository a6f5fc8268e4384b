"""What tests of engines do in processes of their own, each of which imports this anew."""

import gc
import json
import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import forkserver, resource_tracker
from pathlib import Path
from typing import Any

from analyzer.engines import start_method
from analyzer.engines.base import Call, Engine, Product, Trace
from analyzer.engines.manager_server import ManagerEngine
from analyzer.engines.pool_imap import ImapEngine
from analyzer.engines.pool_map import MapEngine
from analyzer.engines.process_pipe import PipeEngine
from analyzer.engines.process_queue import QueueEngine
from analyzer.engines.shared_array import SharedArrayEngine
from analyzer.lab.apart import run_apart
from tests.analyzer.support.calls import Task, call

ENGINES: dict[str, Callable[[int, str], Engine]] = {
    "map": MapEngine,
    "imap": ImapEngine,
    "queue": QueueEngine,
    "pipe": PipeEngine,
    "shared_memory": SharedArrayEngine,
    "manager": ManagerEngine,
}


def findings_of_each(names: Sequence[str], method: str, paths: Sequence[Path]) -> list[str]:
    """The findings of each engine, in a process of its own that is forked from this one."""
    from analyzer.panels.user_agents import agent_of
    from tests.analyzer.support.files import findings_of  # noqa: F401

    agent_of("any")  # imported and built here, once for all
    return [run_apart(_findings, name, method, paths, limit_s=60) for name in names]


def _findings(name: str, method: str, paths: Sequence[Path]) -> str:
    from analyzer import analysis
    from tests.analyzer.support.files import findings_of

    def made(_name: str, workers: int, _split: object) -> Engine:
        return ENGINES[name](workers, method)

    analysis.engine_named = made  # this process is for this run alone
    return json.dumps(findings_of(*paths, engine=name, workers=2, chunk_bytes=256 << 10))


def _engine(name: str, method: str) -> Engine:
    """An engine for calls that parse nothing: a fork server need not load any parser for them."""
    start_method._PRELOADED = [__name__]
    return ENGINES[name](2, method)


def answers(name: str, method: str, a_call: Call, tasks: Sequence[Task]) -> dict[Task, Any]:
    """The payload or the failure of each task."""
    outcomes = _engine(name, method).run(a_call, tasks)
    return {one.task: one.product.payload if one.product else one.failure for one in outcomes}


def close_early(name: str, method: str) -> tuple[float, set[int], list[str]]:
    """Seconds that closing took, processes left, and semaphores left."""
    from tests.analyzer.engines.conftest import descendants

    forkserver.ensure_running()
    resource_tracker.ensure_running()
    before = descendants()
    # ``map`` has no early: its first outcome comes after the last task.
    slow = [] if name == "map" else [("hang",), ("hang",)]
    outcomes = _engine(name, method).run(call, [("quick",), *slow, ("quick",)])
    next(outcomes)
    began = time.monotonic()
    outcomes.close()
    spent = time.monotonic() - began
    return spent, descendants() - before, _semaphores_left()


def _semaphores_left() -> list[str]:
    """Names of semaphores that this process still knows and that are still in the file system."""
    deadline = time.monotonic() + 2
    while True:
        gc.collect()
        maps = Path("/proc/self/maps").read_text().splitlines()
        left = [line for line in maps if "/sem." in line and not line.endswith("(deleted)")]
        if not left or time.monotonic() > deadline:
            return left
        time.sleep(0.05)


def kill_the_first_to_answer(name: str) -> None:
    """The worker has no task left when it is killed, and waits, perhaps with a lock in its hand."""
    outcomes = ENGINES[name](2, "fork").run(call, [("quick",), ("hang",)])
    for one in outcomes:
        time.sleep(0.1)
        os.kill(one.worker.pid, signal.SIGKILL)


def end_the_server_process() -> None:
    from tests.analyzer.engines.conftest import descendants

    outcomes = ManagerEngine(2, "fork").run(call, [("quick",), ("hang",)])
    workers = {next(outcomes).worker.pid}
    for pid in sorted(descendants() - workers)[:1]:  # the server was the first to be started
        os.kill(pid, signal.SIGKILL)
    next(outcomes)


def two_tasks_of_an_endless_supply(name: str) -> list[Task]:
    def endless() -> Iterator[Task]:
        while True:
            yield ("sleep",)

    outcomes = ENGINES[name](2, "fork").run(call, endless())
    return [next(outcomes).task, next(outcomes).task]


def with_a_trace_that_cannot_travel(_task: Task) -> Product:
    no_number: Any = lambda: 0  # noqa: E731
    return Product(b"payload", Trace(0, 0, {"parse": no_number}, {}, 0, 0))


def without_bytes(_task: Task) -> Product:
    no_bytes: Any = "text"
    return Product(no_bytes, Trace(0, 0, {}, {}, 0, 0))
