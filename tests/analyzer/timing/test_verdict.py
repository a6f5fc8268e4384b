"""One plain sentence a run, whatever bound it."""

from dataclasses import replace
from typing import Any

import pytest

from analyzer.model import Span
from analyzer.timing.figures import Summary, summarise
from analyzer.timing.lanes import Lane, lanes
from analyzer.timing.verdict import Circumstances, verdict
from tests.analyzer.timing.made_up import MIB, S, span, timing

UNKNOWN = Circumstances()


def told(rows: list[list[Any]], around: Circumstances = UNKNOWN, **change: float) -> str:
    spans = [Span(*row) for row in rows]
    wall = max(one.end_ns for one in spans)
    workers: list[Lane] = lanes(spans, {one.lane: 1 for one in spans}, wall)
    summary: Summary = replace(summarise(spans, workers, wall), **change)  # type: ignore[arg-type]
    return verdict(summary, workers, wall, around)


def run(**made: Any) -> list[list[Any]]:
    rows: list[list[Any]] = timing(**made)["spans"]
    return rows


def test_a_run_that_kept_its_processors_busy_is_bound_by_them() -> None:
    assert told(run()) == "CPU-bound: 2 workers gave 2.0x, and parse took 100 % of their time"


def test_reading_at_little_processor_time_is_the_disk() -> None:
    rows = [
        row
        for n in (1, 2)
        for row in (
            span(f"worker {n}", n, "read", 0, 7, MIB, cpu=0.7),
            span(f"worker {n}", n, "parse", 7, 10, MIB, cpu=2.5),
        )
    ]
    assert told(rows) == "disk-bound: 2 workers gave 2.0x, and reading took 70 % of their time"


def test_merging_that_takes_much_of_the_run_bounds_it() -> None:
    said = told(run(merge=0.5))
    assert said.startswith("merge-bound: 2 workers gave 2.0x, and merging took ")


def test_workers_without_chunks_had_too_few_of_them() -> None:
    said = told(run(workers=4, chunks=5))
    assert said == "4 workers gave 2.5x and stood idle 38 % of the time: too few chunks"


def test_workers_with_chunks_enough_waited_for_someone() -> None:
    said = told(run(chunks=16), idle_share=0.4)
    assert said.endswith("40 % of the time: they waited for the parent or for each other")


def test_an_idle_parent_and_idle_workers_had_nothing_to_do_yet() -> None:
    around = Circumstances(2, 2, alone_ns=1.0, parent_cpu_share=0.05)
    said = told(run(chunks=16), around, idle_share=0.8)
    assert said == (
        "nothing to do for 80 % of the workers' time: the log was still arriving, or the run was"
        " paused"
    )


def test_workers_that_others_kept_from_the_processors_say_so() -> None:
    assert told(run(share=0.5), Circumstances(2, 2)) == (
        "2 workers gave 2.0x and had a processor for only 50 % of their time: other programs used"
        " them"
    )


def test_more_workers_than_processors_is_their_own_fault() -> None:
    said = told(run(workers=4, share=0.5), Circumstances(4, 2))
    assert said == "4 workers gave 4.0x and shared 2 processors"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({}, "the log is too small to share"),
        ({"merge_share": 0.4}, "merging, which one process does alone, took 40 % of the run"),
        ({"idle_share": 0.4}, "the workers stood idle 40 % of the time: too few chunks"),
        ({"cpu_share": 0.5}, "they shared 1 processor"),
    ],
)
def test_where_sharing_did_not_pay_it_is_said_first_with_both_times_and_why(
    change: dict[str, float], why: str
) -> None:
    around = Circumstances(planned=2, cores=1 if "cpu_share" in change else 2, alone_ns=4.5 * S)
    assert told(run(chunks=7), around, **change) == (
        "sharing did not pay: one process would have taken about 4.50 s; 2 workers took 4.65 s"
        f" ({why})"
    )


def test_a_small_log_is_blamed_on_the_start_of_workers() -> None:
    rows = [*run(), span("worker 2", -1, "boot", 0, 4)]
    assert told(rows, Circumstances(2, 2, 4.5 * S)).endswith(
        "(the log is too small: starting the workers took most of what they saved)"
    )


def test_sharing_that_paid_is_not_talked_down() -> None:
    assert told(run(), Circumstances(2, 2, alone_ns=9 * S)).startswith("CPU-bound")


def test_one_worker_that_was_asked_for_says_what_it_did() -> None:
    said = told(run(workers=1), Circumstances(planned=1))
    assert said == "one worker did it all in 8.65 s, 100 % of its work was parse"


def test_one_worker_of_several_had_a_small_log() -> None:
    said = told(run(workers=1), Circumstances(planned=2))
    assert said == "one worker did it all in 8.65 s; the log is too small to share"


def test_a_run_that_goes_on_has_no_verdict_yet() -> None:
    said = told(run(workers=1), Circumstances(planned=2, over=False))
    assert said == "still running: workers spent 100 % of their time so far on parse"
