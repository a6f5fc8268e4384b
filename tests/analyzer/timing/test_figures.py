"""The figures beside speed-up, and the parent's own time, on spans written by hand."""

from typing import Any

import pytest

from analyzer.model import Span
from analyzer.timing.figures import Summary, serial_fraction, summarise
from analyzer.timing.lanes import lanes
from analyzer.timing.pieces import pieces_of
from analyzer.timing.spans import parent_waits
from analyzer.timing.summary import parent_json
from tests.analyzer.timing.made_up import MIB, S, span


def figures(rows: list[list[Any]], wall: float = 10, **more: Any) -> Summary:
    spans = [Span(*row) for row in rows]
    pids = {row[0]: 7 for row in rows}
    return summarise(spans, lanes(spans, pids, round(wall * S)), round(wall * S), **more)


def parse(lane: str, chunk: int, start: float, end: float, **own: Any) -> list[Any]:
    return span(lane, chunk, "parse", start, end, own.pop("size", MIB), **own)


def test_the_serial_fraction_is_that_of_karp_and_flatt() -> None:
    assert serial_fraction(2.0, 2) == 0
    assert serial_fraction(1.0, 2) == 1
    assert serial_fraction(3.2, 4) == 0.0833
    assert serial_fraction(1.0, 1) is None


def test_it_is_unknown_for_one_worker_and_known_for_two() -> None:
    rows = [parse("worker 1", 0, 0, 4), parse("worker 2", 1, 0, 2)]
    assert figures(rows).serial_fraction == 0.3333
    assert figures(rows[:1]).serial_fraction is None


def test_replaced_workers_do_not_count_twice() -> None:
    rows = [parse(f"worker {n}", n, n // 3 * 2, n // 3 * 2 + 2) for n in (1, 2, 3, 4)]
    assert figures(rows, at_a_time=2).efficiency == 1
    assert figures(rows).efficiency == 0.5


def test_the_share_of_a_processor_is_of_reading_and_parsing_only() -> None:
    rows = [
        span("worker 1", 0, "read", 0, 2, MIB, cpu=0.5),
        span("worker 1", 0, "parse", 2, 4, MIB, cpu=1.5),
        span("worker 1", 0, "aggregate", 4, 5, MIB, cpu=0.1),
    ]
    assert figures(rows).cpu_share == 0.5


def test_the_tail_is_the_mean_wait_for_the_last_worker() -> None:
    rows = [parse("worker 1", 0, 0, 2), parse("worker 2", 1, 0, 4)]
    assert figures(rows).tail_share == 0.1


def test_the_queue_wait_is_a_mean_and_nought_where_nobody_knows() -> None:
    rows = [parse("worker 1", 0, 0, 2)]
    assert figures(rows, queued_ns=[100, 301]).queue_wait_ns == 200
    assert figures(rows).queue_wait_ns == 0


def test_a_straggler_took_more_than_twice_the_median_time_a_byte() -> None:
    rows = [parse("worker 1", n, 2 * n, 2 * n + 1) for n in range(3)]
    assert figures(rows).stragglers == 0
    assert figures([*rows, parse("worker 2", 3, 0, 2.0)]).stragglers == 0
    assert figures([*rows, parse("worker 2", 3, 0, 2.1)]).stragglers == 1


def test_a_small_last_chunk_is_no_straggler() -> None:
    rows = [parse("worker 1", n, 2 * n, 2 * n + 1) for n in range(3)]
    assert figures([*rows, parse("worker 2", 3, 0, 1, size=MIB // 4)]).stragglers == 0


def test_the_halves_of_a_split_chunk_are_two_pieces() -> None:
    rows = [
        span("worker 3", 5, "read", 0, 1, 400),
        span("worker 3", 5, "parse", 1, 2, 400),
        span("worker 3", 5, "read", 2, 3, 600),
        span("worker 3", 5, "parse", 3, 4, 600),
    ]
    pieces = pieces_of([Span(*row) for row in rows])
    assert [(one.chunk, one.bytes, one.busy_ns) for one in pieces] == [
        (5, 400, 2 * S),
        (5, 600, 2 * S),
    ]


def test_the_parent_waits_between_its_spans_and_the_rest_is_work() -> None:
    rows = [
        span("parent", -1, "plan", 0, 1, cpu=1),
        span("parent", 0, "transfer", 4, 4.5),
        span("parent", 0, "merge", 4.50001, 5, cpu=0.4),
    ]
    spans = [Span(*row) for row in rows]
    waits = list(parent_waits(spans, 0, 6 * S))
    assert [(one.phase, one.start_ns / S, one.end_ns / S) for one in waits] == [
        ("wait", 1, 4),
        ("wait", 5, 6),
    ]
    told = parent_json([*spans, *waits], 6 * S)
    assert told["busy_ns"] + told["wait_ns"] == 6 * S
    assert (told["cpu_ns"], told["phases"]["plan"]) == (1.4 * S, S)
    assert "wait" not in told["phases"]


def test_lanes_that_are_no_workers_are_left_out() -> None:
    rows = [parse("worker 1", 0, 0, 2), span("upload", -1, "receive", -3, 1)]
    assert figures(rows) == figures(rows[:1])


def test_a_lane_tells_its_processor_time_and_its_memory() -> None:
    spans = [Span(*parse("worker 1", 0, 0, 2, cpu=1.5))]
    (lane,) = lanes(spans, {"worker 1": 7}, 2 * S, {"worker 1": 5 << 20})
    assert (lane.cpu_ns, lane.peak_bytes) == (1.5 * S, 5 << 20)


@pytest.mark.parametrize("wall", [0, 5])
def test_a_run_without_work_has_no_figures(wall: float) -> None:
    assert figures([span("parent", -1, "plan", 0, 1)], wall).serial_fraction == 0
