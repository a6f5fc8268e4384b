"""The pool engine when calls go wrong: nothing hangs, nothing is lost but what is poisoned."""

import os
import signal
import time
from collections.abc import Sequence
from contextlib import closing

import pytest

from analyzer.engines.base import Outcome
from analyzer.engines.pool import Limits, PoolEngine
from analyzer.engines.recorder import Recorder
from tests.analyzer.engines.conftest import descendants
from tests.analyzer.support.calls import Task, call, split

GOOD = [(f"task {number}",) for number in range(8)]
DEADLY = {
    "kill": "killed by SIGKILL",
    "abort": "killed by SIGABRT",
    "_exit": "ended with exit code 3",
    "terminate": "killed by SIGTERM",
}
RAISING = {
    "exit": "SystemExit: enough",
    "raise": "ValueError: a bad record",
    "unpicklable": "NeedsTwo: onetwo",
    "interrupt": "KeyboardInterrupt: ",
    "unspeakable": "Unspeakable",
}


def run(tasks: Sequence[Task], workers: int = 2) -> tuple[list[Task], list[Outcome]]:
    """The tasks that were done, and the outcomes that failed."""
    done, failed = [], []
    for outcome in PoolEngine(workers, split).run(call, tasks):
        if outcome.product is None:
            failed.append(outcome)
        else:
            done.append(outcome.task)
    return sorted(done), failed


@pytest.mark.parametrize("workers", [1, 2, 3])
@pytest.mark.parametrize("word", DEADLY)
def test_a_task_that_kills_its_worker_costs_nothing_but_itself(word: str, workers: int) -> None:
    done, failed = run([*GOOD[:4], (word,), *GOOD[4:]], workers)
    assert done == GOOD
    assert [(one.task, one.failure) for one in failed] == [((word,), DEADLY[word])]


@pytest.mark.parametrize("word", RAISING)
def test_a_task_that_raises_is_given_up_at_once_with_its_reason(word: str) -> None:
    done, failed = run([*GOOD[:4], (word,), *GOOD[4:]])
    assert done == GOOD
    assert [one.task for one in failed] == [(word,)]
    assert failed[0].failure.startswith(RAISING[word])


def test_a_poisoned_task_is_split_and_only_its_poisoned_half_given_up() -> None:
    done, failed = run([*GOOD, ("a", "b", "kill", "d")])
    assert done == sorted([*GOOD, ("a", "b")])
    assert [one.task for one in failed] == [("kill", "d")]


def at_work(recorder: Recorder) -> int:
    """The process id of a worker that has a task, as soon as there is one."""
    deadline = time.monotonic() + 5
    while not (busy := [slot.pid for slot in recorder.slots() if slot.task >= 0]):
        assert time.monotonic() < deadline, "no worker has a task"
    return busy[0]


def test_a_death_that_happens_once_costs_nothing() -> None:
    """The pieces of a task whose worker was killed from outside are done by others."""
    recorder = Recorder(2)
    engine = PoolEngine(2, split, recorder)
    done: list[str] = []
    killed = False
    for outcome in engine.run(call, [("sleep", f"{number}") for number in range(6)]):
        assert outcome.product is not None, outcome.failure
        done += outcome.task
        if not killed:
            os.kill(at_work(recorder), signal.SIGKILL)
            killed = True
    assert sorted(done) == sorted(["sleep"] * 6 + [f"{number}" for number in range(6)])


def test_many_poisoned_tasks_are_all_given_up_and_all_others_done() -> None:
    poison = [(word,) for word in DEADLY for _ in range(2)]
    tasks = [one for pair in zip(GOOD, poison, strict=True) for one in pair]
    done, failed = run(tasks)
    assert done == GOOD
    assert sorted(one.task for one in failed) == sorted(poison)
    assert all(one.failure == DEADLY[one.task[0]] for one in failed)


def test_all_workers_may_die_at_once() -> None:
    done, failed = run([("kill",), ("kill",), ("abort",)], workers=3)
    assert done == []
    assert [one.task for one in failed].count(("kill",)) == 2
    assert len(failed) == 3


def test_a_worker_number_is_never_given_twice() -> None:
    workers = {}
    for outcome in PoolEngine(2, split).run(call, [*GOOD, ("kill",), *GOOD]):
        if outcome.product is not None:
            number = outcome.worker.number
            assert workers.setdefault(number, outcome.worker.pid) == outcome.worker.pid


def test_an_idle_worker_that_is_killed_costs_nothing() -> None:
    recorder = Recorder(3)
    engine = PoolEngine(3, split, recorder)
    tasks = [("sleep",), ("sleep",), ("sleep", "sleep", "sleep"), ("sleep",)]
    done = []
    with closing(engine.run(call, tasks)) as outcomes:
        for outcome in outcomes:
            assert outcome.product is not None, outcome.failure
            done += outcome.task
            if len(done) == 3:
                for slot in recorder.slots():
                    if slot.task < 0:
                        os.kill(slot.pid, signal.SIGKILL)
                        break
    assert len(done) == 6


def test_a_task_that_never_ends_is_given_up_at_its_deadline() -> None:
    engine = PoolEngine(2, split, limits=Limits(deadline_s=0.5))
    outcomes = list(engine.run(call, [*GOOD, ("hang",)]))
    assert sorted(one.task for one in outcomes if one.product) == GOOD
    assert [one.failure for one in outcomes if not one.product] == ["no result within 0 s"]


def test_a_task_that_wants_too_much_memory_is_given_up() -> None:
    engine = PoolEngine(2, split, limits=Limits(memory_bytes=2 << 30))
    outcomes = list(engine.run(call, [*GOOD, ("greedy",)]))
    assert sorted(one.task for one in outcomes if one.product) == GOOD
    (failed,) = (one for one in outcomes if not one.product)
    assert failed.failure.startswith("MemoryError")


def test_closing_early_ends_workers_that_would_work_for_minutes() -> None:
    before = descendants()
    outcomes = PoolEngine(2, split).run(call, [("quick",), ("hang",), ("hang",)])
    next(outcomes)
    assert descendants() - before
    began = time.monotonic()
    outcomes.close()
    assert time.monotonic() - began < 2


def test_a_consumer_that_raises_ends_the_workers() -> None:
    with pytest.raises(RuntimeError, match="changed my mind"):
        _give_up()


def _give_up() -> None:
    with closing(PoolEngine(2, split).run(call, [("quick",), ("hang",), ("hang",)])) as outcomes:
        for _ in outcomes:
            raise RuntimeError("changed my mind")
