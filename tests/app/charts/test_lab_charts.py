"""The charts of a lab: bars of its engines, lines of its messages, one table of all."""

from typing import Any

import pytest

from app.charts.lab import engines, messages
from app.charts.lab.registry import LAB_CHARTS
from app.charts.lab.table import figures_table
from tests.analyzer.lab import numbers


def _result() -> Any:
    return numbers.result(
        numbers.row("one", 1, 900.0),
        numbers.row("pool", 1, 1000.0, around=20.0),
        numbers.row("pool", 2, 520.0),
        numbers.failed("many_processes", 2, "lost a worker"),
    ).to_json()


def _empty() -> Any:
    found = numbers.result(numbers.failed("pool", 1, "lost a worker")).to_json()
    return {**found, "messages": []}


def test_a_trace_is_a_number_of_workers_with_its_spread_as_whiskers() -> None:
    """And an engine that failed has no bar."""
    one, two = engines.wall(_result())["data"]

    assert (one["name"], two["name"]) == ("1 worker", "2 workers")
    assert (one["y"], one["x"]) == (["one", "pool"], [900.0, 1000.0])
    assert one["error_x"]["array"] == [1.0, 20.0]
    assert (two["y"], two["x"]) == (["pool"], [520.0])


def test_the_summary_of_the_engines_names_the_lowest_and_the_highest_median() -> None:
    """With the engine and its workers."""
    assert engines.wall_summary(_result()) == (
        "The lowest median is 520 ms (pool, 2 workers), the highest 1,000 ms (pool, 1 worker)."
    )


def test_a_line_is_a_transport_over_the_sizes_of_its_messages() -> None:
    """Told apart by marker and dash too."""
    pipe, queue = messages.messages(_result())["data"]

    assert (pipe["name"], pipe["x"], pipe["y"]) == ("Pipe.send", [1 << 10, 1 << 20], [10.0, 1000.0])
    assert queue["y"] == [40.0, 1200.0]
    assert pipe["marker"]["symbol"] != queue["marker"]["symbol"]


def test_the_summary_of_the_messages_compares_the_smallest_and_the_largest() -> None:
    """The cheapest way first."""
    assert messages.messages_summary(_result()) == (
        "A message of 1 KiB takes from 10 µs (Pipe.send) to 40 µs (Queue). "
        "A message of 1 MiB takes from 1.0 ms (Pipe.send) to 1.2 ms (Queue)."
    )


def test_the_table_has_a_row_for_each_engine_and_says_why_one_failed() -> None:
    """With no figures made up for it."""
    rows = figures_table(_result()).rows

    assert [row[:2] for row in rows] == [
        ["one", 1],
        ["pool", 1],
        ["pool", 2],
        ["many_processes", 2],
    ]
    assert rows[1][2] == "1,000.0 (980.0 to 1,020.0)"
    assert rows[2][-2:] == ["same", "-"]
    assert rows[3][2:] == [None] * 9 + ["lost a worker"]


@pytest.mark.parametrize("chart", LAB_CHARTS, ids=lambda chart: chart.name)
def test_a_lab_in_which_nothing_finished_draws_nothing_and_says_so(chart: Any) -> None:
    """Instead of empty axes."""
    shown = chart.as_json(_empty())

    assert shown["figure"]["data"] == []
    assert shown["summary"].startswith(("No engine finished", "No message was measured"))
    assert shown["table"]["rows"] == []
