"""The cards of the report page, section by section."""

from collections import defaultdict
from typing import NamedTuple

from app.charts.chart import Chart, top_chart
from app.charts.panel import Report
from app.charts.registry import CHARTS, answered_charts


class Card(NamedTuple):
    """A chart as the template shows it before it is drawn. A card without an answer is hidden: a
    report that is still growing may answer it later."""

    chart: Chart
    summary: str
    cut: str
    answered: bool


BLANK = Card(top_chart("", "", "fields", "", "third"), "", "", answered=False)
"""What the card of a field is made from that a run finds while its page is open."""


def cards(report: Report | None, *, every: bool) -> dict[str, list[Card]]:
    """By section; ``every`` includes the cards this report does not answer (yet)."""
    sections: dict[str, list[Card]] = defaultdict(list)
    answered = {} if report is None else {one.name: one for one in answered_charts(report)}
    known = {chart.name: chart for chart in CHARTS} if every else {}
    for name, chart in (known | answered).items():
        if report is not None and name in answered:
            card = Card(chart, chart.said(report), cut(chart, report), answered=True)
        else:
            card = Card(chart, "", "", answered=False)
        sections[chart.section].append(card)
    return dict(sections)


def cut(chart: Chart, report: Report) -> str:
    """How much of its panel a chart shows; empty where that is all of it."""
    panel = report["panels"].get(chart.reads)
    if panel is None:
        return ""
    drawn = min(chart.drawn or panel["rows_total"], len(panel["rows"]))
    total = panel["rows_total"]
    about = "about " if panel.get("approximate", {}).get("rows_total_within") else ""
    return f"{drawn:,} of {about}{total:,} shown" if total > drawn else ""
