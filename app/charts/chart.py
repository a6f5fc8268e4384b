"""A chart of the report page, and the usual ways to make one."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

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
    "full", "half" or "third"; `drawn` is how many rows the figure shows, None for all.
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

    def is_answered_by(self, report: Report) -> bool:
        """True when the report holds what this chart reads."""
        if self.reads == WHAT_IF:
            return what_if.is_known(report)
        return self.reads == TIMING or self.reads in report["panels"]

    def as_json(self, report: Report) -> dict[str, Any]:
        """{"name", "title", "summary", "figure", "table"}; an empty figure has no traces."""
        return {
            "name": self.name,
            "title": self.title,
            "summary": self.summarise(report),
            "figure": self.build(report),
            "table": self.tabulate(report).as_json(),
        }


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
) -> Chart:
    """A ranked list of the panel's ``label`` column, counted in ``noun``s."""
    ranking = TopList(name, label, nothing, noun)
    return panel_chart(name, title, section, width, ranking.figure, ranking.summary, top.DRAWN)
