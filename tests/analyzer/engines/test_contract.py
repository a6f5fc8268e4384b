"""What every engine promises, whatever lies between the caller and the call."""

import os
from collections.abc import Iterator, Sequence
from itertools import pairwise

import pytest

from analyzer.engines.base import Engine, Outcome
from analyzer.engines.registry import ENGINES, engine_named
from analyzer.errors import UsageError
from analyzer.model import NOT_YET, Pending
from tests.analyzer.support.calls import Task, call, split

TASKS = [(f"task {number}",) for number in range(12)]

pytestmark = pytest.mark.parametrize("name", ENGINES)


def run(name: str, tasks: Sequence[Task], workers: int = 2) -> list[Outcome]:
    return list(engine_named(name, workers, split).run(call, tasks))


def test_every_task_has_one_outcome_with_its_own_payload(name: str) -> None:
    outcomes = run(name, TASKS)
    assert sorted(one.task for one in outcomes) == sorted(TASKS)
    for one in outcomes:
        assert one.product is not None
        assert bytes(one.product.payload) == one.task[0].encode()
        assert one.failure == ""


def test_no_task_is_no_outcome_and_no_process(name: str) -> None:
    assert run(name, []) == []


def test_equal_tasks_are_not_taken_for_one(name: str) -> None:
    assert len(run(name, [("same",)] * 5)) == 5


def test_more_workers_than_tasks_do_no_harm(name: str) -> None:
    assert len(run(name, TASKS[:1], workers=4)) == 1


def test_a_payload_of_megabytes_arrives_whole(name: str) -> None:
    (one,) = run(name, [("large", "x" * 20)])
    assert one.product is not None
    assert one.product.payload == ("large," + "x" * 20).encode() * 100_000


def test_times_of_an_outcome_are_in_order(name: str) -> None:
    for one in run(name, TASKS):
        assert one.product is not None
        trace = one.product.trace
        moments = [
            one.submitted_ns,
            trace.started_ns,
            trace.ended_ns,
            one.returned_ns,
            one.arrived_ns,
            one.received_ns,
        ]
        assert all(before <= after for before, after in pairwise(moments))
        assert one.worker.asked_ns <= one.worker.ready_ns <= trace.started_ns


def test_workers_are_numbered_from_one_and_known_by_process(name: str) -> None:
    outcomes = run(name, [("sleep",)] * 4)
    by_number = {one.worker.number: one.worker.pid for one in outcomes}
    assert set(by_number) == set(range(1, len(by_number) + 1))
    assert len(set(by_number.values())) == len(by_number)
    assert name == "serial" or os.getpid() not in by_number.values()


def test_an_engine_can_be_closed_before_it_has_begun_and_after_it_is_done(name: str) -> None:
    outcomes = engine_named(name, 2, split).run(call, TASKS)
    outcomes.close()
    finished = engine_named(name, 2, split).run(call, TASKS[:1])
    list(finished)
    finished.close()


def test_tasks_may_come_late_one_by_one(name: str) -> None:
    def late() -> Iterator[Task | Pending]:
        for task in TASKS:
            yield NOT_YET
            yield NOT_YET
            yield task

    outcomes = list(engine_named(name, 2, split).run(call, late()))
    assert sorted(one.task for one in outcomes) == sorted(TASKS)


def test_closing_early_ends_the_run(name: str) -> None:
    engine: Engine = engine_named(name, 2, split)
    outcomes = engine.run(call, TASKS * 20)
    next(outcomes)
    outcomes.close()
    assert list(outcomes) == []


def test_an_unknown_engine_is_refused_with_the_known_ones(name: str) -> None:
    with pytest.raises(UsageError, match=name):
        engine_named("steam", 2, split)
