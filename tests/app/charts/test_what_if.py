"""The chart of other numbers of workers."""

from typing import Any

from app.charts import what_if
from app.charts.registry import answered_charts
from tests.app.charts.small_report import small_report


def _report() -> Any:
    report = small_report()
    report["timing"]["what_if"] = {
        "cores": 2,
        "measured": {"workers": 2, "chunk_bytes": 1 << 20, "seconds": 1.25},
        "predicted_s": 1.2,
        "one_process_s": 2.0,
        "curve": [[1, 2.1], [2, 1.2], [4, 1.2]],
        "more_processors": [[1, 2.1], [2, 1.1], [4, 0.7]],
        "recommended": {"workers": 2, "chunk_bytes": 4 << 20, "seconds": 1.0},
        "recommendation": "2 workers with chunks of 4.0 MiB would take about 1.00 s.",
    }
    return report


def _trace(name: str) -> Any:
    traces = what_if.what_if(_report())["data"]
    return next(trace for trace in traces if trace["name"].startswith(name))


def test_the_line_is_what_was_predicted_for_this_host() -> None:
    """At the chunk size of the run, which its name tells."""
    line = _trace("this host")

    assert (line["x"], line["y"]) == ([1, 2, 4], [2.1, 1.2, 1.2])
    assert line["name"] == "this host, chunks of 1 MiB"
    assert _trace("more processors")["y"] == [2.1, 1.1, 0.7]


def test_the_measured_run_and_the_advice_are_points() -> None:
    """Each with its chunk size."""
    for name, place in (("measured", (2, 1.25, "1 MiB")), ("advised", (2, 1.0, "4 MiB"))):
        point = _trace(name)

        assert point["mode"] == "markers"
        assert (point["x"][0], point["y"][0], point["customdata"][0]) == place


def test_the_summary_is_the_advice_and_what_the_model_says_of_this_run() -> None:
    """So that everyone sees how far it is off."""
    assert what_if.what_if_summary(_report()) == (
        "2 workers with chunks of 4.0 MiB would take about 1.00 s. This run took 1.25 s; "
        "the model says 1.20 s for it, and 2.00 s for a single process."
    )


def test_the_table_has_the_curve_and_the_measured_run() -> None:
    """Empty where nothing was measured."""
    table = what_if.what_if_table(_report())

    assert table.rows == [[1, 2.1, 2.1, None], [2, 1.2, 1.1, 1.25], [4, 1.2, 0.7, None]]


def test_the_chart_is_left_out_until_the_run_is_finished() -> None:
    """A report so far knows nothing of it, and one of an older version neither."""
    growing = _report()
    growing["timing"]["what_if"] = None

    for report, there in ((_report(), True), (growing, False), (small_report(), False)):
        assert ("what_if" in [chart.name for chart in answered_charts(report)]) is there


def test_without_a_prediction_nothing_is_drawn() -> None:
    """Nor made up."""
    assert what_if.what_if(small_report())["data"] == []
    assert what_if.what_if_table(small_report()).rows == []
