"""The lab on a small log."""

import json
import os
import signal
import time
from collections.abc import Callable, Generator, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from analyzer.analysis import analyze
from analyzer.engines import registry, start_method
from analyzer.engines.base import Call, Outcome
from analyzer.errors import EngineFailed, NothingParsed, UnreadableSource, UsageError
from analyzer.lab.apart import run_apart
from analyzer.lab.bench import LabProgress
from analyzer.lab.compare import run_lab
from analyzer.lab.figures import LabResult, Spread
from analyzer.lab.measure import fingerprint
from analyzer.model import Options
from analyzer.source.chunks import open_source

ENGINES = ["serial", "pool", "pipe", "queue", "manager"]


@pytest.fixture(scope="module")
def log(samples: Path) -> str:
    return str(samples / "combined/shop.log")


@pytest.fixture(scope="module")
def steps() -> list[LabProgress]:
    return []


@pytest.fixture(scope="module")
def found(log: str, steps: list[LabProgress]) -> LabResult:
    return run_lab(log, ENGINES, [1, 2], rounds=2, on_progress=steps.append)


def test_every_engine_has_a_row_for_each_number_of_workers(found: LabResult) -> None:
    assert [(row.engine, row.workers) for row in found.rows] == [
        ("serial", 1),
        *((name, count) for name in ENGINES[1:] for count in (1, 2)),
    ]
    assert [row.failure for row in found.rows] == [""] * len(found.rows)


def test_all_reports_are_the_report_of_an_analysis(found: LabResult, log: str) -> None:
    report = analyze([open_source(0, log)], Options(engine="serial", sha256=True))
    assert found.sha256 == fingerprint(report)
    assert {row.sha256 for row in found.rows} == {found.sha256}
    assert found.identical
    assert all(row.same for row in found.rows)


def test_figures_are_positive_and_in_order(found: LabResult) -> None:
    for row in found.rows:
        assert row.figures is not None
        several = row.engine != "serial"
        for name in ("wall_ms", "cpu_ms", "fixed_ms", "records_per_s", "megabytes_per_s"):
            figure: Spread = getattr(row.figures, name)
            assert 0 < figure.low <= figure.median <= figure.high
            assert figure.values == 2
        assert (row.figures.startup_ms.low > 0) is several
        assert (row.figures.transfer_ms.low > 0) is several
        assert (row.figures.moved_bytes > 0) is several
    assert len({row.figures.moved_bytes for row in found.rows[1:] if row.figures}) == 1


def test_the_time_of_killed_workers_is_not_lost(found: LabResult) -> None:
    """Every engine does the work of one process, and then some."""
    cpu = {
        (row.engine, row.workers): row.figures.cpu_ms.median for row in found.rows if row.figures
    }
    for spent in cpu.values():
        assert spent > 0.5 * cpu["serial", 1]


def test_what_was_analysed_is_said(found: LabResult, log: str) -> None:
    assert found.source == "shop.log"
    assert found.bytes == found.size == os.path.getsize(log)
    assert found.records == 6000
    assert found.chunks == 6
    assert found.break_even is not None
    assert [one.question for one in found.findings] == [
        "Does the engine matter?",
        "Queue or pipe?",
        "What does a manager cost?",
        "When is one process faster?",
    ]


def test_the_result_is_json(found: LabResult) -> None:
    assert json.loads(json.dumps(found.to_json()))["rows"][0]["engine"] == "serial"


def test_each_round_runs_every_engine_once_in_an_order_of_its_own(
    found: LabResult, steps: list[LabProgress]
) -> None:
    assert [one.done for one in steps] == list(range(20))
    assert {one.total for one in steps} == {2 + 2 * len(found.rows)}
    rounds = [
        [one.step.partition(": ")[2] for one in steps if one.step.startswith(f"round {number}:")]
        for number in (1, 2)
    ]
    assert sorted(rounds[0]) == sorted(rounds[1])
    assert len(set(rounds[0])) == len(found.rows)
    assert rounds[0] != rounds[1]


def test_only_the_head_of_a_large_log_is_used_and_ends_with_a_record(log: str) -> None:
    found = run_lab(log, ["serial"], rounds=1, max_bytes=100_000)
    head = Path(log).read_bytes()[: found.bytes]
    assert 100_000 <= found.bytes < 101_000
    assert found.size == os.path.getsize(log)
    assert head.endswith(b"\n")
    assert found.records == head.count(b"\n")


class _Broken:
    """Not an engine to be proud of."""

    name = "broken"

    def __init__(self, what: Callable[[], None]) -> None:
        self._what = what

    def run(self, _call: Call, _tasks: Iterable[Any]) -> Generator[Outcome, None, None]:
        self._what()
        yield from ()


def _raise() -> None:
    raise EngineFailed("lost a worker")


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _sleep() -> None:
    time.sleep(300)


def lab_with_broken_engines(log: str) -> LabResult:
    """In a process of its own, and forking, so that the lab's processes know these engines."""
    start_method._threads = lambda: 1  # but for that of the memory allocator
    engines: Any = registry.ENGINES
    for name, what in {"map": _raise, "imap": _die, "queue": _sleep}.items():
        kind = engines[name]
        engines[name] = replace(kind, make=lambda _n, _split, what=what: _Broken(what))
    return run_lab(log, ["map", "imap", "queue", "pipe"], [2], rounds=2, limit_s=10)


def test_an_engine_that_fails_or_hangs_is_a_row_with_the_reason(log: str) -> None:
    found = run_apart(lab_with_broken_engines, log, limit_s=55)
    assert {row.engine: row.failure for row in found.rows} == {
        "map": "lost a worker",
        "imap": "Its process was killed by SIGKILL.",
        "queue": "It was not finished after 10 s.",
        "pipe": "",
    }
    assert [row.figures is None for row in found.rows] == [True, True, True, False]
    assert found.identical


def test_what_the_progress_raises_ends_the_lab(log: str) -> None:
    def give_up(progress: LabProgress) -> None:
        if progress.done == 2:
            raise RuntimeError("changed my mind")

    with pytest.raises(RuntimeError, match="changed my mind"):
        run_lab(log, ["pipe", "queue"], [2], on_progress=give_up)


def test_a_choice_that_cannot_be_is_refused_before_anything_runs(log: str) -> None:
    with pytest.raises(UsageError, match="no engine 'steam'"):
        run_lab(log, ["steam"])
    with pytest.raises(UsageError, match="at least one worker"):
        run_lab(log, workers=[0])
    with pytest.raises(UsageError, match="0 rounds"):
        run_lab(log, rounds=0)
    with pytest.raises(UnreadableSource):
        run_lab(log + ".missing")


def test_a_log_that_one_process_cannot_analyse_ends_the_lab(tmp_path: Path) -> None:
    (tmp_path / "noise.log").write_bytes(b"\x00 noise\n" * 100)
    with pytest.raises(NothingParsed):
        run_lab(str(tmp_path / "noise.log"), ["pipe"], [2])
