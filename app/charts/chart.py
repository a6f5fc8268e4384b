"""A chart of the report page, and the usual ways to make one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Literal

from analyzer.panels.tables import NONE
from app.charts import top, what_if
from app.charts.panel import Figure, Panel, Report, read_panel
from app.charts.top import TopList

TIMING = "timing"
WHAT_IF = "what_if"
Section = Literal["overview", "lanes", "traffic", "events", "people", "content", "fields"]
Width = Literal["full", "half", "third"]


@dataclass(frozen=True)
class Chart:
    """A question, what it reads, and how the answer is drawn, said and tabulated.

    `reads` is a panel name, "timing" or "what_if"; `width` is how much of a row the card takes:
    "full", "half" or "third"; `drawn` is how many rows the figure shows, None for all; `field` is
    the field of the log whose values the rows are, None where a row cannot be filtered by.
    """

    name: str
    title: str
    section: Section
    width: Width
    reads: str
    build: Callable[[Report], Figure]
    summarise: Callable[[Report], str]
    tabulate: Callable[[Report], Panel]
    drawn: int | None = None
    field: str | None = None

    def is_answered_by(self, report: Report) -> bool:
        """True when the report holds what this chart reads."""
        if self.reads == WHAT_IF:
            return what_if.is_known(report)
        return self.reads == TIMING or self.reads in report["panels"]

    def said(self, report: Report) -> str:
        """The summary, and what of it is not exact."""
        panel = report["panels"].get(self.reads, {})
        note = panel.get("approximate", {}).get("note", "")
        return f"{self.summarise(report)} {note}".strip()

    def as_json(self, report: Report) -> dict[str, Any]:
        """{"name", "title", "summary", "figure", "table", "field", "values"}; an empty figure has
        no traces. ``values`` are what a filter calls the rows of the table."""
        table = self.tabulate(report)
        return {
            "name": self.name,
            "title": self.title,
            "summary": self.said(report),
            "figure": self.build(report),
            "table": table.as_json(),
            "field": self.field,
            "values": [_filtered_by(row[0]) for row in table.rows] if self.field else [],
        }


def _filtered_by(key: object) -> str:
    """A key as the filter language has it, where a dash is no value."""
    return "-" if key == NONE else str(key)


def panel_chart(
    name: str,
    title: str,
    section: Section,
    width: Width,
    build: Callable[[Report], Figure],
    summarise: Callable[[Report], str],
    drawn: int | None = None,
) -> Chart:
    """Of one panel, whose table is the panel itself."""
    tabulate = partial(_panel_table, name)
    return Chart(name, title, section, width, name, build, summarise, tabulate, drawn)


def _panel_table(name: str, report: Report) -> Panel:
    return read_panel(report, name)


def top_chart(
    name: str,
    title: str,
    section: Section,
    label: str,
    width: Width = "half",
    nothing: str = "Nothing to show here.",
    noun: str = "request",
    field: str | None = None,
) -> Chart:
    """A ranked list of the panel's ``label`` column, counted in ``noun``s."""
    ranking = TopList(name, label, nothing, noun)
    chart = panel_chart(name, title, section, width, ranking.figure, ranking.summary, top.DRAWN)
    return replace(chart, field=field)
