"""The cards of the report page, section by section."""

from collections import defaultdict
from typing import NamedTuple

from app.charts import numbers
from app.charts.panel import Report
from app.charts.registry import CHARTS, Chart


class Card(NamedTuple):
    """A chart as the template shows it before it is drawn. A card without an answer is hidden: a
    report that is still growing may answer it later."""

    chart: Chart
    summary: str
    cut: str
    answered: bool


def cards(report: Report | None, *, every: bool) -> dict[str, list[Card]]:
    """By section; ``every`` includes the cards this report does not answer (yet)."""
    sections: dict[str, list[Card]] = defaultdict(list)
    for chart in CHARTS:
        if report is not None and chart.is_answered_by(report):
            card = Card(chart, chart.summarise(report), cut(chart, report), answered=True)
            sections[chart.section].append(card)
        elif every:
            sections[chart.section].append(Card(chart, "", "", answered=False))
    return dict(sections)


def cut(chart: Chart, report: Report) -> str:
    """How much of its panel a chart shows; empty where that is all of it."""
    panel = report["panels"].get(chart.reads)
    if panel is None:
        return ""
    drawn = min(chart.drawn or panel["rows_total"], len(panel["rows"]))
    total = panel["rows_total"]
    return f"{numbers.exact(drawn)} of {numbers.exact(total)} shown" if total > drawn else ""
