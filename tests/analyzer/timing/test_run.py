"""The timing of a real run: every lane's time and every byte are in the books."""

from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.analyzer.support.files import report_of


@pytest.fixture(
    scope="module", params=[("pool", 2, 100_000), ("pool", 3, 1 << 20), ("serial", 1, 1 << 18)]
)
def run(request: pytest.FixtureRequest, samples: Path) -> dict[str, Any]:
    engine, workers, chunk_bytes = request.param
    log = samples / "combined/shop.log"
    return report_of(log, engine=engine, workers=workers, chunk_bytes=chunk_bytes)


def lanes_of(run: dict[str, Any]) -> dict[str, list[list[Any]]]:
    lanes = defaultdict(list)
    for span in run["timing"]["spans"]:
        lanes[span[0]].append(span)
    return lanes


def test_busy_idle_and_boot_of_each_worker_add_up_to_the_wall_time(run: dict[str, Any]) -> None:
    wall = run["timing"]["wall_ns"]
    for lane in run["timing"]["lanes"]:
        spent = lane["busy_ns"] + lane["idle_ns"] + lane["boot_ns"]
        assert spent == pytest.approx(wall, rel=0.01)
        assert lane["busy_ns"] == sum(lane["phases"].values())


def test_the_bytes_and_records_of_lanes_and_chunks_are_those_of_the_file(
    run: dict[str, Any],
) -> None:
    for rows in (run["timing"]["lanes"],):
        assert sum(row["bytes"] for row in rows) == run["accounting"]["bytes"]
        assert sum(row["records"] for row in rows) == run["accounting"]["records"]
    chunks = run["timing"]["chunks"]
    assert chunks[0]["start"] == 0
    assert chunks[-1]["end"] == run["sources"][0]["bytes"]
    assert all(before["end"] == after["start"] for before, after in pairwise(chunks))
    assert sum(chunk["records"] for chunk in chunks) == run["accounting"]["records"]
    assert sum(chunk["rejected"] for chunk in chunks) == run["accounting"]["rejected"]


def test_spans_are_sorted_and_lie_within_the_run(run: dict[str, Any]) -> None:
    spans, wall = run["timing"]["spans"], run["timing"]["wall_ns"]
    assert [(s[0], s[3]) for s in spans] == sorted((s[0], s[3]) for s in spans)
    for span in spans:
        assert len(span) == 8
        assert 0 <= span[3] <= span[4] <= wall


def test_spans_of_a_lane_do_not_overlap(run: dict[str, Any]) -> None:
    for spans in lanes_of(run).values():
        assert all(before[4] <= after[3] for before, after in pairwise(spans))


def test_each_chunk_was_read_parsed_aggregated_and_stored_by_one_worker(
    run: dict[str, Any],
) -> None:
    phases = defaultdict(set)
    workers = defaultdict(set)
    for lane, chunk, phase, *_ in run["timing"]["spans"]:
        if lane != "parent" and chunk >= 0:
            phases[chunk].add(phase)
            workers[chunk].add(lane)
    assert set(phases) == {chunk["chunk"] for chunk in run["timing"]["chunks"]}
    assert all(some >= {"read", "parse", "aggregate", "store"} for some in phases.values())
    assert all(len(some) == 1 for some in workers.values())


def test_lanes_have_a_boot_and_a_process_of_their_own(run: dict[str, Any]) -> None:
    lanes = run["timing"]["lanes"]
    assert len({lane["pid"] for lane in lanes}) == len(lanes) <= run["timing"]["workers"]
    spans = lanes_of(run)
    for lane in lanes:
        assert [span[2] for span in spans[lane["lane"]]].count("boot") == 1


def test_the_parent_planned_merged_and_rendered(run: dict[str, Any]) -> None:
    assert {"plan", "merge", "render"} <= {span[2] for span in lanes_of(run)["parent"]}
