"""The lanes of a run."""

from itertools import pairwise
from typing import Any

from app.charts import lanes, spans, workers
from tests.app.charts.small_report import small_report, span


def _trace(figure: Any, name: str) -> Any:
    return next(trace for trace in figure["data"] if trace.get("name") == name)


def _crowded_report(lane_count: int = 2, chunks: int = 1500) -> Any:
    report = small_report()
    report["timing"]["spans"] = [
        span(f"worker {lane}", chunk, phase, start, end)
        for lane in range(1, lane_count + 1)
        for chunk in range(chunks)
        for phase, start, end in (
            ("read", chunk * 10, chunk * 10 + 1),
            ("parse", chunk * 10 + 1, chunk * 10 + 8),
        )
    ]
    report["timing"]["wall_ns"] = chunks * 10_000_000
    return report


def test_the_parent_comes_first_and_workers_by_number() -> None:
    """worker 10 is after worker 2."""
    report = small_report()
    report["timing"]["spans"].append(span("worker 10", 3, "parse", 5, 6))

    assert spans.lane_names(report) == ["parent", "worker 1", "worker 2", "worker 10"]


def test_every_lane_has_an_empty_track_as_long_as_the_run() -> None:
    """What no bar covers is idle time."""
    track = lanes.lanes(small_report())["data"][0]

    assert track["x"] == [100.0, 100.0, 100.0]
    assert track["y"] == [0, 1, 2]


def test_bars_start_where_the_span_started() -> None:
    """In milliseconds, in the row of their lane."""
    parse = _trace(lanes.lanes(small_report()), "parse")

    assert parse["base"] == [5.0, 40.0, 5.0]
    assert parse["x"] == [30.0, 30.0, 60.0]
    assert [round(row, 6) for row in parse["y"]] == [1, 1, 2]


def test_waiting_is_not_drawn() -> None:
    """It is the bare track."""
    names = [trace.get("name") for trace in lanes.lanes(small_report())["data"]]

    assert names == [None, "plan", "parse", "store", "merge"]


def test_hover_tells_chunk_phase_time_bytes_records_and_speed() -> None:
    """Everything a span knows."""
    parse = _trace(lanes.lanes(small_report()), "parse")

    assert parse["customdata"][0] == [
        "parse",
        "chunk 0",
        "30.0 ms",
        "5.0 ms",
        "977 KiB · 100 records · 33.3 MB/s",
        [0],
    ]


def test_a_bar_can_be_asked_for_its_chunks() -> None:
    """One where it is one span, more where spans are merged, none where it is the whole run's."""
    plan = _trace(lanes.lanes(small_report()), "plan")
    merged = _trace(lanes.lanes(_crowded_report()), "parse")

    assert plan["customdata"][0][-1] == []
    assert merged["customdata"][0][-1] == [0, 1, 2]


def test_an_upload_has_a_lane_that_may_begin_before_the_run() -> None:
    """The axis goes back to its start, and it is counted as no worker."""
    report = small_report()
    report["timing"]["spans"].append(span("upload", -1, "upload", -20, 40))
    figure = lanes.lanes(report)

    assert spans.lane_names(report) == ["parent", "upload", "worker 1", "worker 2"]
    assert figure["layout"]["xaxis"]["range"] == [-20, 100]
    assert figure["data"][0]["base"] == [-20] * 4
    assert lanes.lanes_summary(report).startswith("2 workers ran")
    assert workers.throughput_table(report).rows_total == 2


def test_long_runs_are_drawn_in_seconds() -> None:
    """From two seconds on."""
    assert lanes.lanes(_crowded_report())["layout"]["xaxis"]["ticksuffix"] == " s"


def test_above_two_thousand_spans_bars_are_merged_into_slots() -> None:
    """The browser stays quick, and the summary says what happened."""
    report = _crowded_report()
    drawn, slots = spans.bars(spans.working_spans(report))

    assert slots == 500
    assert len(drawn) <= spans.BAR_LIMIT
    assert "6,000 spans are merged into 500 time slots" in lanes.lanes_summary(report)


def test_merging_loses_no_time_and_no_bytes() -> None:
    """Sums over all slots equal sums over all spans."""
    working = spans.working_spans(_crowded_report())
    drawn, _ = spans.bars(working)

    assert sum(s.end_ns - s.start_ns for s in working) == round(sum(b.spent_ns for b in drawn))
    assert sum(s.bytes for s in working) == round(sum(b.bytes for b in drawn))


def test_the_phases_of_a_slot_are_stacked() -> None:
    """Each as high as its share; what is left above is idle."""
    drawn, slots = spans.bars(spans.working_spans(_crowded_report()))
    first_slot = [bar for bar in drawn if bar.lane == "worker 1" and bar.start_ns == 0]

    assert [bar.phase for bar in first_slot] == ["read", "parse"]
    assert all(low.high == high.low for low, high in pairwise(first_slot))
    assert 0.75 < first_slot[-1].high <= 1
    assert slots > 0


def test_the_table_lists_the_spans() -> None:
    """At most 500 of them, with their true number."""
    table = lanes.lanes_table(_crowded_report())

    assert len(table.rows) == 500
    assert table.rows_total == 6000
    assert list(table.rows[0]) == ["worker 1", "read", 0, 0.0, 1.0, 1_000_000, 100, 1000.0]


def test_throughput_compares_workers() -> None:
    """The parent has none."""
    report = small_report()

    assert workers.throughput(report)["data"][0]["x"] == [50.0, 40.0]
    assert (
        workers.throughput_summary(report)
    ) == "The fastest worker read 50.0 MB/s, the slowest 40.0 MB/s."


def test_phases_stack_milliseconds_per_lane() -> None:
    """In the order a run goes through them."""
    figure = workers.phases(small_report())

    assert [trace["name"] for trace in figure["data"]] == ["parse", "store"]
    assert figure["data"][0]["x"] == [60.0, 60.0]
    assert (
        workers.phases_summary(small_report())
    ) == "Workers spent 75.0 % of their busy time in parse."
