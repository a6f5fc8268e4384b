"""Real runs: every lane's time is drawn or idle, and adds up to the run."""

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.analyzer.support.files import report_of


@pytest.fixture(scope="module", params=[("pool", 2), ("pool", 3), ("serial", 1)])
def report(request: pytest.FixtureRequest, samples: Path) -> dict[str, Any]:
    engine, workers = request.param
    log = samples / "combined/shop.log"
    return report_of(log, engine=engine, workers=workers, chunk_bytes=200_000)


@pytest.fixture
def timing(report: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = report["timing"]
    return made


def spans_of(timing: dict[str, Any], lane: str) -> list[tuple[int, int, str]]:
    return [(row[3], row[4], row[2]) for row in timing["spans"] if row[0] == lane]


def gaps(spans: list[tuple[int, int, str]], wall: int) -> Iterator[int]:
    """Between the run's start, the spans and the run's end."""
    edges = [(0, 0, ""), *spans, (wall, wall, "")]
    yield from (after[0] - before[1] for before, after in pairwise(edges))


def test_what_a_worker_is_drawn_with_and_the_bare_track_are_the_wall_time(
    timing: dict[str, Any],
) -> None:
    wall = timing["wall_ns"]
    for lane in timing["lanes"]:
        spans = spans_of(timing, lane["lane"])
        boot = sum(end - start for start, end, phase in spans if phase == "boot")
        busy = sum(end - start for start, end, phase in spans if phase != "boot")
        idle = sum(gaps(spans, wall))
        assert (lane["boot_ns"], lane["busy_ns"]) == (boot, busy)
        assert lane["idle_ns"] == pytest.approx(idle, abs=0.01 * wall)
        assert busy + idle + boot == pytest.approx(wall, rel=0.01)


def test_the_parent_accounts_for_all_of_its_time(timing: dict[str, Any]) -> None:
    wall = timing["wall_ns"]
    spans = spans_of(timing, "parent")
    assert sum(gaps(spans, wall)) < 0.01 * wall + 100_000 * len(spans)
    parent = timing["parent"]
    assert parent["busy_ns"] + parent["wait_ns"] == wall
    drawn = sum(end - start for start, end, phase in spans if phase == "wait")
    assert drawn <= parent["wait_ns"]


def test_chunks_tell_their_wait_their_values_and_their_times(report: dict[str, Any]) -> None:
    for chunk in report["timing"]["chunks"]:
        assert chunk["queued_ns"] >= 0
        assert chunk["distinct"] > 0
        first, last = (datetime.fromisoformat(chunk[f"time_{end}"]) for end in ("first", "last"))
        assert first <= last
    totals = report["totals"]
    assert min(one["time_first"] for one in report["timing"]["chunks"]) == totals["first"]
    assert max(one["time_last"] for one in report["timing"]["chunks"]) == totals["last"]


def test_a_chunk_of_rejects_has_no_times(tmp_path: Path) -> None:
    log = tmp_path / "mixed.log"
    good = b'1.2.3.4 - - [10/Oct/2025:13:55:36 +0000] "GET / HTTP/1.1" 200 5\n'
    log.write_bytes(good + b"no log line at all, but long enough to be a chunk of its own here\n")
    chunks = report_of(log, engine="serial", format="common", chunk_bytes=60)["timing"]["chunks"]
    assert ["time_first" in chunk for chunk in chunks] == [True, False]


def test_workers_tell_their_memory_and_their_processor_time(timing: dict[str, Any]) -> None:
    for lane in timing["lanes"]:
        assert lane["peak_bytes"] > 10 << 20
        assert 0 < lane["cpu_ns"] <= 1.1 * lane["busy_ns"]
    assert 0 < timing["summary"]["cpu_share"] <= 1.1


def test_a_finished_run_has_its_what_if(timing: dict[str, Any]) -> None:
    predicted = timing["what_if"]
    assert predicted["measured"]["workers"] == timing["workers"]
    assert predicted["measured"]["seconds"] == pytest.approx(timing["wall_ns"] / 1e9, abs=1e-3)
    assert predicted["cores"] == timing["cores"] >= 1
    assert all(seconds > 0 for _, seconds in predicted["curve"])
