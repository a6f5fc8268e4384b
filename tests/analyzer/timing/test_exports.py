"""The lanes as a Chrome trace and as a table."""

import csv
import json
from collections import defaultdict
from io import StringIO
from typing import Any

import pytest

from analyzer.exports.csv_table import safe_cell
from analyzer.timing.spans_csv import COLUMNS, spans_csv
from analyzer.timing.trace import trace_json
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


def test_events_of_a_thread_nest_strictly() -> None:
    by_thread = defaultdict(list)
    for event in complete(trace_json(timing(workers=3, chunks=20))):
        by_thread[event["tid"]].append((round(1000 * event["ts"]), round(1000 * event["dur"])))
    for events in by_thread.values():
        ends: list[int] = []
        for start, length in sorted(events, key=lambda one: (one[0], -one[1])):
            while ends and ends[-1] <= start:
                ends.pop()
            assert not ends or start + length <= ends[-1]
            ends.append(start + length)


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
