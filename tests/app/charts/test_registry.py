"""What holds for every chart, whatever it draws."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import app.charts
from app.charts.chart import TIMING, Chart
from app.charts.registry import CHARTS, answered_charts
from tests.app.charts.small_report import LINK, small_report

TOKENS = Path(app.charts.__file__).parent.parent / "static" / "tokens.css"
ANSWERED = answered_charts(small_report())


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _templates(figure: Any) -> set[str]:
    return {trace.get("hovertemplate", "") for trace in figure["data"]}


def test_names_are_unique() -> None:
    """A chart is found in the page by its name."""
    names = [chart.name for chart in CHARTS]

    assert len(names) == len(set(names))


def test_sections_come_in_one_run_each() -> None:
    """The page groups neighbours, so a section must not come twice."""
    sections = [chart.section for chart in CHARTS]
    changes = [b for a, b in zip(["", *sections], sections, strict=False) if a != b]

    assert changes == ["overview", "lanes", "traffic", "events", "people", "content"]


def test_a_chart_is_left_out_when_the_report_lacks_its_panel() -> None:
    """Formats without a field have no panel for it."""
    report = small_report()
    del report["panels"]["paths"]

    assert "paths" not in [chart.name for chart in answered_charts(report)]
    assert "lanes" in [chart.name for chart in answered_charts(report)]


@pytest.mark.parametrize("chart", ANSWERED, ids=lambda chart: chart.name)
def test_a_chart_is_plain_json_with_a_sentence_and_a_table(chart: Chart) -> None:
    """Figures cross to the browser as JSON, with words and numbers beside the picture."""
    answer = chart.as_json(small_report())

    assert answer == json.loads(json.dumps(answer))
    assert answer["summary"].endswith(".")
    assert all(len(row) == len(answer["table"]["columns"]) for row in answer["table"]["rows"])


@pytest.mark.parametrize("chart", ANSWERED, ids=lambda chart: chart.name)
def test_no_figure_holds_markup_of_a_log(chart: Chart) -> None:
    """Plotly would make a live link of it."""
    texts = list(_texts(chart.build(small_report())))

    assert not [text for text in texts if "<a" in text or LINK in text]


@pytest.mark.parametrize("chart", ANSWERED, ids=lambda chart: chart.name)
def test_hover_templates_do_not_depend_on_the_log(chart: Chart) -> None:
    """Log text inside a template could reference other data."""
    renamed = json.loads(json.dumps(small_report()).replace('2026"', '%{x}"'))

    assert _templates(chart.build(small_report())) == _templates(chart.build(renamed))


@pytest.mark.parametrize("chart", ANSWERED, ids=lambda chart: chart.name)
def test_every_colour_is_a_token_of_the_stylesheet(chart: Chart) -> None:
    """One file owns the palette."""
    defined = set(re.findall(r"^\s*(--[\w-]+):", TOKENS.read_text(), re.MULTILINE))
    used = {
        match[1]
        for text in _texts(chart.build(small_report()))
        if (match := re.fullmatch(r"var\((--[\w-]+)\)", text))
    }

    assert used <= defined


@pytest.mark.parametrize(
    "chart", [c for c in CHARTS if c.reads != TIMING], ids=lambda chart: chart.name
)
def test_an_empty_panel_draws_nothing_and_says_so(chart: Chart) -> None:
    """A panel without rows is an answer too."""
    columns = {
        "requests_over_time": ["time", "1xx", "2xx", "3xx", "4xx", "5xx", "other"],
        "bytes_over_time": ["time", "1xx", "2xx", "3xx", "4xx", "5xx", "other"],
        "status_codes": ["status", "requests", "bytes"],
        "levels_over_time": ["time", "info", "error", "other"],
        "duration_distribution": ["from_ms", "to_ms", "requests"],
        "slow_paths": ["path", "requests", "p50_ms", "p90_ms", "p95_ms", "p99_ms", "total_ms"],
        "overfull": ["field"],
    }
    report = small_report()
    report["panels"] = {
        chart.reads: {
            "columns": columns.get(chart.reads, _columns(chart)),
            "rows": [],
            "rows_total": 0,
        }
    }

    assert chart.build(report)["data"] == []
    assert chart.summarise(report).endswith(".")


def _columns(chart: Chart) -> list[str]:
    label = getattr(getattr(chart.build, "__self__", None), "label", "")
    return [label, "requests"]
