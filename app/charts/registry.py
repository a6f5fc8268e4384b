"""Every chart of the report page, in the order of the page."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from app.charts import lanes, pattern, sizes, status, top, traffic, what_if, workers
from app.charts.panel import Figure, Panel, Report, read_panel
from app.charts.top import TopList

TIMING = "timing"
WHAT_IF = "what_if"
Section = Literal["overview", "lanes", "traffic", "people", "content"]


@dataclass(frozen=True)
class Chart:
    """A question, what it reads, and how the answer is drawn, said and tabulated.

    `reads` is a panel name, "timing" or "what_if"; `width` is how much of a row the card takes:
    "full", "half" or "third"; `drawn` is how many rows the figure shows, None for all.
    """

    name: str
    title: str
    section: Section
    width: Literal["full", "half", "third"]
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


def answered_charts(report: Report) -> list[Chart]:
    """The charts this report can fill, in page order."""
    return [chart for chart in CHARTS if chart.is_answered_by(report)]


def _panel_chart(
    name: str,
    title: str,
    section: Section,
    width: Literal["full", "half", "third"],
    build: Callable[[Report], Figure],
    summarise: Callable[[Report], str],
    drawn: int | None = None,
) -> Chart:
    tabulate = partial(_panel_table, name)
    return Chart(name, title, section, width, name, build, summarise, tabulate, drawn)


def _panel_table(name: str, report: Report) -> Panel:
    return read_panel(report, name)


def _top_chart(
    name: str,
    title: str,
    section: Section,
    label: str,
    width: Literal["full", "half", "third"] = "half",
    nothing: str = "Nothing to show here.",
) -> Chart:
    ranking = TopList(name, label, nothing)
    return _panel_chart(name, title, section, width, ranking.figure, ranking.summary, top.DRAWN)


CHARTS: tuple[Chart, ...] = (
    _panel_chart(
        "requests_over_time",
        "Requests over time",
        "overview",
        "full",
        traffic.requests_over_time,
        traffic.requests_summary,
    ),
    Chart(
        "lanes",
        "What every process did",
        "lanes",
        "full",
        TIMING,
        lanes.lanes,
        lanes.lanes_summary,
        lanes.lanes_table,
    ),
    Chart(
        "throughput",
        "Throughput per worker",
        "lanes",
        "half",
        TIMING,
        workers.throughput,
        workers.throughput_summary,
        workers.throughput_table,
    ),
    Chart(
        "phases",
        "Time per phase",
        "lanes",
        "half",
        TIMING,
        workers.phases,
        workers.phases_summary,
        workers.phases_table,
    ),
    Chart(
        "what_if",
        "With other numbers of workers",
        "lanes",
        "full",
        WHAT_IF,
        what_if.what_if,
        what_if.what_if_summary,
        what_if.what_if_table,
    ),
    _panel_chart(
        "bytes_over_time",
        "Bytes over time",
        "traffic",
        "full",
        traffic.bytes_over_time,
        traffic.bytes_summary,
    ),
    _panel_chart(
        "weekly_pattern",
        "Hour by weekday",
        "traffic",
        "half",
        pattern.weekly_pattern,
        pattern.pattern_summary,
    ),
    _panel_chart(
        "status_codes",
        "Status codes",
        "traffic",
        "half",
        status.status_codes,
        status.status_summary,
        status.DRAWN,
    ),
    _top_chart("methods", "Methods", "traffic", "method", "third"),
    _top_chart("protocols", "Protocols", "traffic", "protocol", "third"),
    _top_chart("virtual_hosts", "Virtual hosts", "traffic", "virtual_host", "third"),
    _top_chart("clients", "Clients", "people", "client"),
    _top_chart("referring_sites", "Referring sites", "people", "site"),
    _top_chart("agents", "People and bots", "people", "kind", "third"),
    _top_chart("browsers", "Browsers", "people", "browser", "third"),
    _top_chart("operating_systems", "Operating systems", "people", "system", "third"),
    _top_chart("bots", "Bots", "people", "bot", nothing="No bot was recognised."),
    _top_chart("referrers", "Referrers", "people", "referrer"),
    _top_chart("paths", "Paths", "content", "path"),
    _top_chart(
        "not_found", "Not found (404)", "content", "path", nothing="No request ended in a 404."
    ),
    _panel_chart(
        "response_sizes",
        "Response sizes",
        "content",
        "full",
        sizes.response_sizes,
        sizes.sizes_summary,
    ),
)
