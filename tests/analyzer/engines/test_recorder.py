"""The flight recorder and the processor budget."""

import os
import time
from multiprocessing import get_context
from pathlib import Path

import pytest

from analyzer.engines import cpu_budget as budget
from analyzer.engines.recorder import IDLE, Recorder


def _use(recorder: Recorder) -> None:
    recorder.begin(1, 5)
    recorder.take(1, 7)
    recorder.beat(1, "parse", 4096)


def test_what_a_child_notes_the_parent_reads_after_its_death() -> None:
    recorder = Recorder(2)
    child = get_context("fork").Process(target=_use, args=(recorder,))
    child.start()
    child.join()
    (slot,) = recorder.slots()
    assert (slot.index, slot.number, slot.pid, slot.task) == (1, 5, child.pid, 7)
    assert (slot.phase, slot.bytes) == ("parse", 4096)
    assert slot.peak_bytes > 0
    assert slot.since_ns <= slot.beat_ns <= time.monotonic_ns()


def test_slots_nobody_took_are_not_shown() -> None:
    assert Recorder(3).slots() == []


def test_a_cleared_recorder_shows_no_worker() -> None:
    recorder = Recorder(1)
    recorder.begin(0, 1)
    recorder.clear()
    assert recorder.slots() == []


def test_between_tasks_a_worker_is_idle_and_a_new_task_starts_from_zero() -> None:
    recorder = Recorder(1)
    recorder.begin(0, 1)
    assert recorder.slots()[0].task == IDLE
    recorder.take(0, 3)
    recorder.beat(0, "read", 10)
    recorder.take(0, IDLE)
    (slot,) = recorder.slots()
    assert (slot.task, slot.phase, slot.bytes, slot.pid) == (IDLE, "idle", 0, os.getpid())


def test_an_unknown_phase_is_shown_as_idle() -> None:
    recorder = Recorder(1)
    recorder.begin(0, 1)
    recorder.beat(0, "dreaming", 1)
    assert recorder.slots()[0].phase == "idle"


@pytest.mark.parametrize(
    ("text", "most"), [("max 100000", 1 << 16), ("100000 100000", 1), ("50000 100000", 1), ("", 99)]
)
def test_the_budget_keeps_to_the_containers_quota(
    text: str, most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cpu.max").write_text(text)
    monkeypatch.setattr(budget, "_CGROUP", tmp_path / "cpu.max")
    assert 1 <= budget.cpu_budget() <= most
    assert budget.cpu_budget() <= (os.cpu_count() or 1)


def test_without_a_quota_the_budget_is_the_affinity(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(budget, "_CGROUP", tmp_path / "missing")
    assert budget.cpu_budget() == len(os.sched_getaffinity(0))
