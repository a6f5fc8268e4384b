"""The charts of two sides held against each other."""

import json
from typing import Any

import pytest

from app.charts.comparison import words
from app.charts.comparison.chart import ComparisonChart
from app.charts.comparison.registry import charts_of
from tests.app.charts.small_comparison import small_comparison
from tests.app.charts.small_report import LINK

CHARTS = {chart.name: chart for chart in charts_of(small_comparison())}
BY_NAME = pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)


def _answer(name: str) -> Any:
    return CHARTS[name].as_json(small_comparison())


@BY_NAME
def test_a_chart_is_plain_json_with_a_sentence_a_table_and_a_lead_for_each_row(
    chart: ComparisonChart,
) -> None:
    """So that it can be read, listened to, and asked further."""
    answer = chart.as_json(small_comparison())

    assert answer == json.loads(json.dumps(answer))
    assert answer["summary"].endswith(".")
    assert all(len(row) == len(answer["table"]["columns"]) for row in answer["table"]["rows"])
    assert len(answer["leads"]) in (0, len(answer["table"]["rows"]))


@BY_NAME
def test_no_figure_holds_markup_of_a_log(chart: ComparisonChart) -> None:
    """Plotly would make a live link of it."""
    assert LINK not in json.dumps(chart.build(small_comparison()))


@BY_NAME
def test_sides_are_told_apart_without_colour(chart: ComparisonChart) -> None:
    """B is dotted or striped wherever it is drawn."""
    traces = {one["meta"]: one for one in chart.build(small_comparison())["data"] if "meta" in one}

    assert traces or not chart.build(small_comparison())["data"]
    for side, trace in traces.items():
        look = trace["line"]["dash"] if "line" in trace else trace["marker"].get("pattern")
        assert bool(look and look != "solid") == (side == "b")


def test_fields_come_in_the_order_of_the_page_and_those_of_the_log_last() -> None:
    """Of the main fields it is said as well that nothing is new; of others only what there is."""
    shares = [name for name in CHARTS if name.startswith("shares-")]
    sides = [CHARTS[name].title for name in CHARTS if name.startswith(("new-", "vanished-"))]

    assert shares[:3] == ["shares-path", "shares-status", "shares-message"]
    assert CHARTS[shares[3]].title == "turn"
    assert sides == [
        "New: Paths", "Vanished: Paths", "New: Status codes", "Vanished: Status codes",
        "New: turn", "Vanished: turn",
    ]  # fmt: skip


def test_time_runs_from_the_start_of_each_side_to_its_own_end() -> None:
    """A step that a side does not reach is no step without records."""
    a, b = _answer("compared_over_time")["figure"]["data"]

    assert (a["x"], a["y"]) == ([0, 1800, 3600], [40, 60, 60])
    assert (b["x"], b["y"]) == ([0, 1800], [200, 200])
    assert _answer("compared_over_time")["summary"] == (
        "Steps of 30 min, A from 2026-03-02 10:00:00 and B from 2026-03-03 10:00:00 UTC; the "
        "busiest step has 60 in A (30 min from its start) and 200 in B (0 s from its start)."
    )


def test_a_step_before_a_gap_is_marked_as_no_line_leads_on() -> None:
    """An error rate of no record is none."""
    found = small_comparison()
    rows = [[0, 4, 9, 1, 0], [1800, 0, 9, 0, 0], [3600, 5, 9, 0, 0], [5400, 5, 9, 0, 9]]
    found["over_time"]["rows"] = rows
    a, b = CHARTS["compared_errors"].build(found)["data"]

    assert a["y"] == [25.0, None, 0.0, 0.0, 0.0]
    assert a["marker"]["size"] == [5, 0, 0, 0, 5]
    assert b["marker"]["size"] == [0, 0, 0, 0, 5]


def test_times_are_those_of_the_clock_of_the_zone() -> None:
    """Which is named."""
    there = CHARTS["compared_over_time"].summarise({**small_comparison(), "zone": "Asia/Tokyo"})

    assert "A from 2026-03-02 19:00:00 and B from 2026-03-03 19:00:00 Asia/Tokyo;" in there


def test_a_step_leads_to_its_time_in_the_sides_that_reach_it() -> None:
    """As the filter language has it."""
    assert _answer("compared_over_time")["leads"] == [
        {
            "a": "time in 2026-03-02T10:00:00Z..2026-03-02T10:30:00Z",
            "b": "time in 2026-03-03T10:00:00Z..2026-03-03T10:30:00Z",
        },
        {"a": "time in 2026-03-02T10:30:00Z..2026-03-02T11:00:00Z"},
    ]


def test_a_step_at_the_end_of_the_calendar_leads_to_all_that_comes() -> None:
    """There is no date behind it."""
    found = small_comparison()
    found["over_time"]["starts"][1] = "9999-12-31T23:45:00Z"

    leads = CHARTS["compared_over_time"].as_json(found)["leads"]
    assert leads[0]["b"] == "time>=9999-12-31T23:45:00Z"


def test_shares_say_what_changed_by_more_than_chance() -> None:
    """In words, and with pale bars where it did not."""
    answer = _answer("shares-path")

    assert answer["summary"] == (
        "2 of 250 values changed by more than chance explains; most clearly /checkout, "
        "2.0 % → 20.0 % (+18.0 points)."
    )
    assert answer["figure"]["data"][1]["marker"]["opacity"] == [1.0, 0.45, 1.0]
    assert answer["table"]["rows"][0][3:] == [
        "2.0 %", "20.0 %", "+18.0 points", "10 times", "more than chance explains",
    ]  # fmt: skip
    assert answer["table"]["rows"][1][-2:] == ["new", "within chance"]
    assert answer["cut"] == "3 of 250 shown"
    turn = next(chart for chart in CHARTS.values() if chart.title == "turn")
    assert turn.summarise(small_comparison()).startswith("All changes are within chance (1 value)")


def test_a_value_leads_to_the_sides_that_have_it() -> None:
    """With quotes and backslashes as the filter language wants them; messages by their pattern."""
    assert _answer("shares-path")["leads"][1:] == [
        {"b": 'path in ("' + LINK.replace('"', '\\"') + '")'},
        dict.fromkeys("ab", 'path in ("/say \\"\\\\hi\\"")'),
    ]
    leads = dict.fromkeys("ab", 'message_pattern in ("it took # ms")')
    assert _answer("shares-message")["leads"] == [leads]


def test_status_codes_have_their_phrase_and_none_is_named() -> None:
    """As in the report."""
    rows = _answer("shares-status")["table"]["rows"]

    assert [row[0] for row in rows] == ["200 OK", "(none)"]
    assert _answer("vanished-status")["table"]["rows"] == [["404 Not Found", 1]]


def test_new_and_vanished_values_are_counted_on_their_side() -> None:
    """And it is said where there is none."""
    assert "1 value of B that A does not have" in _answer("new-path")["summary"]
    assert "10 records (5.0 % of its side)" in _answer("new-path")["summary"]
    assert _answer("vanished-path")["summary"] == "None: B has every value that A has."


def test_a_side_without_the_field_is_not_said_to_have_its_values() -> None:
    """All values are the other side's."""
    found = small_comparison()
    assert found["vanished"]["turn"]["rows_total"] == found["panels"]["turn"]["rows_total"] == 1
    turn = next(chart for chart in charts_of(found) if chart.title == "New: turn")
    assert turn.summarise(found) == "None: no record of B has a value here."


def test_percentiles_are_told_with_their_shift() -> None:
    """Without claiming a test."""
    assert _answer("compared_durations")["summary"] == (
        "p50 12.0 ms → 18.0 ms (+50.0 %), p95 40.0 ms → 40.0 ms (unchanged), p99 900.0 ms → "
        "90.0 ms (\u221290.0 %); percentiles are compared as they are, without a test."
    )


def test_runs_are_compared_for_the_same_amount_of_log() -> None:
    """B is four times as large, and its workers were busy as long: a quarter for each MiB."""
    answer = _answer("compared_runs")

    assert answer["table"]["rows"][0] == ["parse", 20.0, 5.0, "\u221275.0 %"]
    assert answer["summary"].endswith("B: 4 MiB in 200.0 ms with 2 workers, 20.0 MB/s: "
                                      "4.0 times as fast.")  # fmt: skip


def test_what_cannot_be_compared_draws_nothing_and_says_so() -> None:
    """Logs without times or durations, and two views of one run."""
    found = small_comparison()
    found["over_time"] = {**found["over_time"], "width": 0, "starts": [], "rows": []}
    found["durations_ms"] = {}
    found["sides"]["b"] = found["sides"]["a"]
    answers = {chart.name: chart.as_json(found) for chart in charts_of(found)}

    for name in ("compared_over_time", "compared_shape", "compared_errors", "compared_durations"):
        assert answers[name]["figure"]["data"] == answers[name]["table"]["rows"] == []
        assert answers[name]["summary"].startswith("Not both sides")
    assert answers["compared_runs"]["figure"]["data"] == []
    assert answers["compared_runs"]["summary"].startswith("Both sides are of one analysis")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0 s"), (59, "59 s"), (90, "1 min 30 s"), (3600, "1 h"), (90_061, "1 d 1 h")],
)
def test_elapsed_time_has_its_two_largest_units(seconds: int, text: str) -> None:
    """The rest is left out."""
    assert words.elapsed(seconds) == text


def test_changes_in_words() -> None:
    """With a minus that is one, and words where a ratio would be infinite."""
    assert [words.relative(0, 5), words.relative(5, 0), words.relative(4, 5)] == [
        "new", "gone", "+25.0 %",
    ]  # fmt: skip
    assert words.relative(1, 5) == "+400 %"
    assert [words.points(0.5, 0.25), words.points(0.1, 0.1005)] == [
        "\u221225.0 points",
        "+0.05 points",
    ]
    assert [words.times(0.3, 0.1), words.times(1, 1234)] == ["0.33 times", "1,234 times"]
    assert words.shares(0, 0.00001) == "0 % → < 0.1 %"
