"""Summary and verdict on spans written by hand. Times in units of a second."""

from dataclasses import replace

import pytest

from analyzer.engines.base import Trace, Worker
from analyzer.model import Span
from analyzer.timing.clock import PhaseClock
from analyzer.timing.parent_lane import ParentLane
from analyzer.timing.spans import boot_span, worker_spans
from analyzer.timing.summary import Lane, Summary, lanes, summarise, verdict

S = 10**9
WALL = 10 * S
PIDS = {"worker 1": 101, "worker 2": 102, "worker 10": 110}


def span(lane: str, chunk: int, phase: str, start: float, end: float, size: int = 0) -> Span:
    return Span(lane, chunk, phase, int(start * S), int(end * S), size, size // 10)


BALANCED = [
    span("worker 1", -1, "boot", 0, 1),
    span("worker 1", 0, "read", 1, 2, 4_000_000),
    span("worker 1", 0, "parse", 2, 5, 4_000_000),
    span("worker 2", -1, "boot", 0, 1),
    span("worker 2", 1, "parse", 1, 5, 2_000_000),
    span("parent", 0, "transfer", 5, 6),
    span("parent", 0, "merge", 6, 7),
]


def of(spans: list[Span], wall: int = WALL) -> tuple[Summary, list[Lane]]:
    workers = lanes(spans, PIDS, wall)
    return summarise(spans, workers, wall), workers


def test_a_lane_adds_up_its_phases_and_counts_each_chunk_once() -> None:
    _, (first, second) = of(BALANCED)
    assert (first.lane, first.pid, second.pid) == ("worker 1", 101, 102)
    assert (first.busy_ns, first.boot_ns, first.idle_ns) == (4 * S, S, 5 * S)
    assert dict(first.phases) == {"read": S, "parse": 3 * S}
    assert (first.chunks, first.bytes, first.records) == (1, 4_000_000, 400_000)
    assert (first.records_per_s, first.megabytes_per_s) == (100_000.0, 1.0)


def test_the_figures_of_a_balanced_run() -> None:
    summary, _ = of(BALANCED)
    assert (summary.serial_ns, summary.map_ns) == (8 * S, 4 * S)
    assert (summary.speed_up, summary.efficiency, summary.imbalance) == (2.0, 1.0, 1.0)
    assert summary.idle_share == 0.0
    assert (summary.merge_share, summary.transfer_share) == (0.1, 0.1)
    assert (summary.records_per_s, summary.megabytes_per_s) == (60_000.0, 0.6)


def test_a_merge_beside_workers_counts_with_its_processor_time_and_one_after_them_whole() -> None:
    work = [span("worker 1", 0, "parse", 0, 5), span("worker 2", 1, "parse", 0, 5)]
    merges = [span("parent", 0, "merge", 2, 5), span("parent", 1, "merge", 5, 6)]
    summary, _ = of([*work, *(replace(one, cpu_ns=S // 2) for one in merges)])
    assert summary.merge_share == 0.15


def test_a_run_in_which_one_worker_waits_is_imbalanced() -> None:
    spans = [span("worker 1", 0, "parse", 0, 4, 10), span("worker 2", 1, "parse", 0, 1, 10)]
    summary, _ = of(spans)
    assert (summary.speed_up, summary.efficiency, summary.imbalance) == (1.25, 0.625, 1.6)
    assert summary.idle_share == 0.375


def test_lanes_are_in_the_order_of_their_numbers() -> None:
    spans = [span(lane, 0, "parse", 0, 1) for lane in ("worker 10", "worker 2", "worker 1")]
    assert [lane.lane for lane in of(spans)[1]] == ["worker 1", "worker 2", "worker 10"]


def test_nothing_done_is_all_zeros() -> None:
    summary, workers = of([], wall=0)
    assert workers == []
    assert {getattr(summary, name) for name in summary.__dataclass_fields__} == {0}
    assert verdict(summary, workers, 0) == "nothing to do: no chunk was parsed"


def test_a_parents_work_is_no_lane() -> None:
    summary, workers = of([span("parent", -1, "plan", 0, 1)])
    assert (workers, summary.speed_up) == ([], 0.0)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({}, "parse-bound: 2 workers gave 2.0x"),
        (
            {"merge_share": 0.5},
            "merge-bound: 2 workers gave 2.0x, and merging took 50 % of the run",
        ),
        (
            {"idle_share": 0.4, "speed_up": 1.2},
            "2 workers gave 1.2x and stood idle 40 % of the time: too few chunks",
        ),
    ],
)
def test_the_verdict_names_what_bound_the_run(change: dict[str, float], sentence: str) -> None:
    summary, workers = of(BALANCED)
    assert verdict(replace(summary, **change), workers, WALL) == sentence


def test_a_single_workers_verdict_is_its_time() -> None:
    summary, workers = of(BALANCED[:3])
    assert verdict(summary, workers, WALL).startswith("one worker did it all in 10.00 s")


def test_spans_of_a_chunk_follow_each_other_from_its_start() -> None:
    trace = Trace(100, 200, {"read": 30, "parse": 50}, {"read": 5, "parse": 45}, 7, 3)
    drawn = list(worker_spans(Worker(2, 9, 10, 60), trace, 210, 4))
    assert drawn == [
        Span("worker 2", 4, "read", 100, 130, 7, 3, 5),
        Span("worker 2", 4, "parse", 130, 180, 7, 3, 45),
        Span("worker 2", 4, "transfer", 200, 210),
    ]
    assert boot_span(Worker(2, 9, 10, 60)) == Span("worker 2", -1, "boot", 10, 60)


def test_the_clock_adds_up_phases_that_take_turns() -> None:
    clock = PhaseClock()
    for phase in ("read", "parse", "read", "parse"):
        with clock.measure(phase):
            pass
    assert list(clock.wall_ns) == list(clock.cpu_ns) == ["read", "parse"]
    assert all(taken > 0 for taken in clock.wall_ns.values())


def test_time_counts_for_a_phase_that_ends_in_an_error() -> None:
    clock, parent = PhaseClock(), ParentLane()
    with pytest.raises(ValueError, match="no"), clock.measure("read"), parent.phase("plan"):
        raise ValueError("no")
    assert "read" in clock.wall_ns
    assert [one.phase for one in parent.spans] == ["plan"]
    assert 0 <= parent.spans[0].start_ns - parent.started_ns <= parent.elapsed_ns
