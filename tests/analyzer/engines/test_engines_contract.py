"""The engines of the lab under every way to start a process: the same findings, no hang, and
nobody left.

Each test runs its engine in a process of its own, which has a single thread and may fork, and which
is ended after a time limit.
"""

import json
from pathlib import Path

import pytest

from analyzer.engines.base import Call
from analyzer.errors import EngineFailed
from analyzer.lab.apart import run_apart
from tests.analyzer.support import engine_jobs as jobs
from tests.analyzer.support.calls import call
from tests.analyzer.support.files import findings_of

LIMIT_S = 50
METHODS = ("fork", "forkserver", "spawn")
RAISING = {
    "exit": "SystemExit: enough",
    "raise": "ValueError: a bad record",
    "unpicklable": "NeedsTwo: onetwo",
    "interrupt": "KeyboardInterrupt: ",
    "unspeakable": "Unspeakable",
}
DEADLY = {
    "kill": "was killed by SIGKILL",
    "abort": "was killed by SIGABRT",
    "_exit": "ended with exit code 3",
    "terminate": "was killed by SIGTERM",
}

each_engine = pytest.mark.parametrize("name", jobs.ENGINES)
each_method = pytest.mark.parametrize("method", METHODS)


@pytest.fixture(scope="module")
def logs(samples: Path) -> list[Path]:
    return [samples / "combined/shop.log", samples / "combined/hostile.log"]


@pytest.fixture(scope="module")
def expected(logs: list[Path]) -> str:
    return json.dumps(findings_of(*logs, engine="serial", workers=1))


@each_method
@pytest.mark.parametrize("part", [0, 1])
def test_every_engine_gives_the_report_of_one_process(
    part: int, method: str, logs: list[Path], expected: str
) -> None:
    names = list(jobs.ENGINES)[part::2]
    found = run_apart(jobs.findings_of_each, names, method, logs, limit_s=LIMIT_S)
    assert found == [expected] * len(names)


@each_method
@each_engine
def test_what_a_call_raises_is_the_outcome_of_its_task_alone(name: str, method: str) -> None:
    tasks = [("first",), *((word,) for word in RAISING), ("large", "x" * 20), ("last",)]
    found = run_apart(jobs.answers, name, method, call, tasks, limit_s=LIMIT_S)
    assert found == {
        ("first",): b"first",
        ("last",): b"last",
        ("large", "x" * 20): ("large," + "x" * 20).encode() * 100_000,
        **{(word,): reason for word, reason in RAISING.items()},
    }


@each_method
@each_engine
def test_a_dead_worker_ends_the_run_with_its_cause(name: str, method: str) -> None:
    refuse_after_a_death(name, method, "kill")


@pytest.mark.parametrize("word", [word for word in DEADLY if word != "kill"])
@each_engine
def test_any_death_ends_the_run_with_its_cause(name: str, word: str) -> None:
    refuse_after_a_death(name, "fork", word)


def refuse_after_a_death(name: str, method: str, word: str) -> None:
    tasks = [("first",), (word,), *((f"task {number}",) for number in range(9))]
    with pytest.raises(EngineFailed) as caught:
        run_apart(jobs.answers, name, method, call, tasks, limit_s=LIMIT_S)
    said = str(caught.value)
    assert f"The engine {name!r} lost a worker" in said
    assert DEADLY[word] in said
    assert "The engine 'pool' survives this" in said


@pytest.mark.parametrize("name", [name for name in jobs.ENGINES if name != "map"])
def test_the_death_of_an_idle_worker_ends_the_run(name: str) -> None:
    with pytest.raises(EngineFailed, match=r"lost a worker: .* was killed by SIGKILL"):
        run_apart(jobs.kill_the_first_to_answer, name, limit_s=LIMIT_S)


def test_the_death_of_the_managers_server_ends_the_run() -> None:
    with pytest.raises(EngineFailed, match="lost"):
        run_apart(jobs.end_the_server_process, limit_s=LIMIT_S)


@each_method
@each_engine
def test_closing_early_ends_all_processes_at_once(name: str, method: str) -> None:
    spent, left, semaphores = run_apart(jobs.close_early, name, method, limit_s=LIMIT_S)
    assert spent < 5
    assert left == set()
    assert semaphores == []


@pytest.mark.parametrize("name", ["queue", "pipe", "shared_memory", "manager"])
def test_tasks_are_not_read_ahead(name: str) -> None:
    """An endless supply of tasks neither fills the memory nor holds up the first outcomes."""
    assert len(run_apart(jobs.two_tasks_of_an_endless_supply, name, limit_s=LIMIT_S)) == 2


@pytest.mark.parametrize("a_call", [jobs.with_a_trace_that_cannot_travel, jobs.without_bytes])
@each_engine
def test_a_product_that_cannot_travel_is_a_failure(name: str, a_call: Call) -> None:
    found = run_apart(jobs.answers, name, "fork", a_call, [("any",)], limit_s=LIMIT_S)
    assert "Error: " in found["any",]
