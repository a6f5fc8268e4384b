"""The lanes as a Chrome trace and as a table."""

import csv
import json
from collections import defaultdict
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from analyzer.exports.csv_table import safe_cell
from analyzer.timing.spans_csv import COLUMNS, spans_csv
from analyzer.timing.trace import trace_json
from tests.analyzer.support.files import report_of
from tests.analyzer.timing.made_up import MIB, span, timing


def complete(trace: dict[str, Any]) -> list[dict[str, Any]]:
    return [event for event in trace["traceEvents"] if event["ph"] == "X"]


def named(trace: dict[str, Any]) -> dict[int, str]:
    events = [event for event in trace["traceEvents"] if event["name"] == "thread_name"]
    return {event["tid"]: event["args"]["name"] for event in events}


def test_every_lane_is_a_named_thread_the_parent_first_and_workers_by_number() -> None:
    trace = trace_json(timing(workers=11, chunks=11))
    assert named(trace) == {0: "parent", **{n: f"worker {n} (pid {100 + n})" for n in range(1, 12)}}
    assert {event["pid"] for event in trace["traceEvents"]} == {1}


def test_a_span_is_a_complete_event_in_microseconds_with_its_facts() -> None:
    event = next(e for e in complete(trace_json(timing(work=0.5))) if e["name"] == "parse")
    assert event == {
        "name": "parse",
        "cat": "phase",
        "ph": "X",
        "ts": 300_000,
        "dur": 500_000,
        "pid": 1,
        "tid": 1,
        "args": {"chunk": 0, "bytes": MIB, "records": MIB // 100, "cpu_ms": 500},
    }


def test_a_chunk_holds_its_phases() -> None:
    made = timing(workers=1, chunks=0)
    made["spans"] = [
        span("worker 1", 4, "read", 1, 2, MIB),
        span("worker 1", 4, "parse", 2, 5, MIB),
        span("worker 1", 4, "transfer", 5.5, 6),
    ]
    found = [(e["name"], e["ts"], e["dur"]) for e in complete(trace_json(made))]
    assert found == [
        ("chunk 4", 0, 5e6),
        ("read", 0, 1e6),
        ("parse", 1e6, 3e6),
        ("transfer", 4.5e6, 0.5e6),
    ]


def assert_nested(events: list[dict[str, Any]]) -> None:
    """Of two events of a thread one holds the other, or they have no time in common. Exact: the
    microseconds of a trace have three decimals."""
    by_thread = defaultdict(list)
    for event in events:
        by_thread[event["tid"]].append((round(1000 * event["ts"]), round(1000 * event["dur"])))
    for spans in by_thread.values():
        ends: list[int] = []
        for start, length in sorted(spans, key=lambda one: (one[0], -one[1])):
            while ends and ends[-1] <= start:
                ends.pop()
            assert not ends or start + length <= ends[-1]
            ends.append(start + length)


def test_events_of_a_thread_nest_strictly() -> None:
    assert_nested(complete(trace_json(timing(workers=3, chunks=20))))


FIELDS = {
    "X": {"name": str, "cat": str, "ph": str, "ts": float, "dur": float, "pid": int, "tid": int,
          "args": dict},
    "M": {"name": str, "ph": str, "pid": int, "tid": int, "args": dict},
}  # fmt: skip


@pytest.mark.parametrize(("engine", "workers"), [("pool", 2), ("queue", 2), ("serial", 1)])
def test_the_trace_of_a_real_run_is_what_the_format_asks_for(
    samples: Path, engine: str, workers: int
) -> None:
    log = samples / "combined/shop.log"
    made = report_of(log, engine=engine, workers=workers, chunk_bytes=100_000)["timing"]
    trace = json.loads(json.dumps(trace_json(made), allow_nan=False))
    events = trace["traceEvents"]
    for event in events:
        kinds = FIELDS[event["ph"]]
        assert {name: type(value) for name, value in event.items()} == kinds
    named = {(e["name"], e["pid"], e["tid"]) for e in events if e["ph"] == "M"}
    assert len(named) == sum(e["ph"] == "M" for e in events), "no name is given twice"
    drawn = complete(trace)
    for event in drawn:
        assert event["ts"] >= 0
        assert event["dur"] >= 0
        assert ("thread_name", event["pid"], event["tid"]) in named
        assert ("thread_sort_index", event["pid"], event["tid"]) in named
    assert {event["pid"] for event in events} == {1}
    assert ("process_name", 1, 0) in named
    assert_nested(drawn)
    chunks = [event for event in drawn if event["cat"] == "chunk"]
    assert {event["args"]["chunk"] for event in chunks} == set(range(len(made["chunks"])))
    assert sum(event["cat"] == "phase" for event in drawn) == sum(
        row[2] != "wait" for row in made["spans"]
    )


def test_a_lane_that_began_before_the_run_moves_the_trace_to_nought() -> None:
    made = timing()
    made["spans"].insert(0, span("upload", -1, "receive", -2, 1))
    trace = trace_json(made)
    assert min(event["ts"] for event in complete(trace)) == 0
    assert named(trace)[1] == "upload"


def test_waiting_is_left_empty_in_the_trace() -> None:
    made = timing()
    made["spans"].append(span("parent", -1, "wait", 0.2, 1.3))
    assert "wait" not in {event["name"] for event in complete(trace_json(made))}


def test_a_trace_is_json_and_one_without_spans_too() -> None:
    for made in (timing(), {**timing(), "spans": []}):
        trace = trace_json(made)
        assert json.loads(json.dumps(trace)) == trace


def test_the_table_has_a_header_and_a_line_a_span() -> None:
    made = timing()
    header, *rows = csv.reader(StringIO(spans_csv(made)))
    assert tuple(header) == COLUMNS
    assert len(rows) == len(made["spans"])
    assert rows[0] == ["parent", "", "plan", "0", "200000000", "200000000", "0", "0", "200000000"]
    assert {row[1] for row in rows} == {"", *(str(n) for n in range(8))}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_of_text_is_a_formula(text: str) -> None:
    assert safe_cell(text) == f"'{text}"
    made = timing()
    made["spans"] = [[text, *made["spans"][0][1:]]]
    assert list(csv.reader(StringIO(spans_csv(made))))[1][0].startswith("'")


def test_ordinary_text_stays_as_it_is() -> None:
    assert safe_cell("worker 1") == "worker 1"
