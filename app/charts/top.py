"""Ranked lists: which paths, clients, referrers, agents ... come most often."""

from dataclasses import dataclass

from app.charts import numbers, theme
from app.charts.bars import Segment, ranked_bars
from app.charts.labels import shorten
from app.charts.panel import Figure, Panel, Report, read_panel

DRAWN = 10


@dataclass(frozen=True)
class TopList:
    """A panel drawn by its `requests` column; `label` names the column of texts."""

    panel: str
    label: str
    nothing: str = "Nothing to show here."

    def figure(self, report: Report) -> Figure:
        """The first ten rows as bars; rows with an `errors` column show that share in colour."""
        panel = read_panel(report, self.panel)
        return ranked_bars(
            panel.column(self.label, DRAWN),
            _segments(panel),
            [numbers.compact(value) for value in panel.column("requests", DRAWN)],
            [_detail(panel, row) for row in range(min(DRAWN, len(panel.rows)))],
        )

    def summary(self, report: Report) -> str:
        """Who leads, with how many requests and which share of all."""
        panel = read_panel(report, self.panel)
        if not panel.rows:
            return self.nothing
        leader, requests = panel.column(self.label, 1)[0], panel.column("requests", 1)[0]
        share = requests / max(report["totals"]["requests"], 1)
        return (
            f"{shorten(leader)} leads with {numbers.counted(requests, 'request')}, "
            f"{numbers.percent(share)} of all."
        )


def _segments(panel: Panel) -> list[Segment]:
    requests = panel.column("requests", DRAWN)
    if "errors" not in panel.columns:
        return [Segment("requests", theme.SERIES, requests)]
    errors = panel.column("errors", DRAWN)
    answered = [count - failed for count, failed in zip(requests, errors, strict=True)]
    return [Segment("below 400", theme.SERIES, answered), Segment("errors", theme.ERRORS, errors)]


def _detail(panel: Panel, row: int) -> str:
    parts = []
    for name, value in zip(panel.columns[1:], panel.rows[row][1:], strict=True):
        counted = numbers.counted(value, name.removesuffix("s"))
        parts.append(f"{numbers.size(value)} sent" if name == "bytes" else counted)
    return " · ".join(parts)
