"""Charts of logs that programs write: levels, durations, fields of their own."""

from typing import Any

from app.charts import latency, overfull, theme, traffic
from app.charts.registry import answered_charts
from app.charts.top import TopList
from tests.app.charts.small_report import LINK, small_report


def report_with(name: str, columns: list[str], rows: list[list[Any]]) -> dict[str, Any]:
    report = small_report()
    report["panels"][name] = {"columns": columns, "rows": rows, "rows_total": len(rows)}
    return report


def leveled() -> dict[str, Any]:
    rows = [["2026-03-02T00:00:00Z", 5, 1, 0], ["2026-03-02T01:00:00Z", 7, 0, 2]]
    return report_with("levels_over_time", ["time", "info", "critical", "other"], rows)


def timed() -> dict[str, Any]:
    columns = ["from_ms", "to_ms", "requests"]
    report = report_with("duration_distribution", columns, [[1.0, 2.0, 30], [2.0, 4.1, 10]])
    report["panels"]["durations"] = {"rows": [[40, 1.5, 2.5, 3.0, 4.0, 4.1, 1.8]]}
    columns = ["path", "requests", "p50_ms", "p90_ms", "p95_ms", "p99_ms", "total_ms"]
    rows = [[LINK, 3, 1.0, 2.0, 2.5, 3.0, 6000.0]]
    report["panels"]["slow_paths"] = {"columns": columns, "rows": rows, "rows_total": 1}
    return report


def test_records_are_stacked_by_level_in_the_colours_of_levels() -> None:
    traces = traffic.levels_over_time(leveled())["data"]
    assert [trace["name"] for trace in traces] == ["info", "critical", "other"]
    assert traces[1]["marker"]["color"] == theme.class_colour("critical") == "var(--level-critical)"


def test_the_sentence_over_levels_counts_errors() -> None:
    assert traffic.levels_summary(leveled()) == (
        "15 records in steps of one hour; the busiest step began 2026-03-02 01:00 UTC with 9; "
        "1 of all are errors."
    )


def test_durations_are_named_by_their_percentiles() -> None:
    assert latency.distribution_summary(timed()) == (
        "Half of 40 requests took at most 1.5 ms, 90 % 2.5 ms, 95 % 3.0 ms, 99 % 4.0 ms; the "
        "longest 4.1 ms. Percentiles are within 1 %."
    )
    assert latency.distribution(timed())["data"][0]["y"] == [30, 10]


def test_slow_paths_are_escaped_and_show_their_percentiles() -> None:
    figure = latency.slow_paths(timed())
    assert "&lt;a href=" in figure["data"][-1]["text"][0]
    assert figure["data"][0]["customdata"][0][1] == (
        "3 requests · median 1.0 ms · 95 % 2.5 ms · 99 % 3.0 ms"
    )
    assert latency.slow_paths_summary(timed()).endswith("took most: 6.00 s in 3 requests.")


def test_a_ranked_list_of_records_speaks_of_records() -> None:
    report = report_with("loggers", ["logger", "requests", "errors"], [["db", 12, 4]])
    loggers = TopList("loggers", "logger", noun="record")
    assert loggers.summary(report) == "db leads with 12 records, 10.0 % of all."
    assert [trace["name"] for trace in loggers.figure(report)["data"][:2]] == [
        "no errors",
        "errors",
    ]


def test_a_field_of_the_logs_own_has_a_chart_whose_name_is_safe_in_a_page() -> None:
    report = report_with('field:a "b" <i>', ['a "b" <i>', "requests", "errors"], [["x", 3, 0]])
    chart = answered_charts(report)[-1]
    assert chart.section == "fields"
    assert chart.name.replace("field-", "").isalnum()
    assert chart.as_json(report)["table"]["rows"] == [["x", 3, 0]]


def test_fields_of_too_many_values_are_named() -> None:
    report = report_with("overfull", ["field"], [["request_id"], ["message"]])
    assert overfull.overfull_summary(report).endswith("different ones: request_id, message.")
    assert overfull.nothing_to_draw(report)["data"] == []
