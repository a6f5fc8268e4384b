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
    noun: str = "request"

    def figure(self, report: Report) -> Figure:
        """The first ten rows as bars; rows with an `errors` column show that share in colour."""
        panel = read_panel(report, self.panel)
        return ranked_bars(
            panel.column(self.label, DRAWN),
            self._segments(panel),
            [numbers.compact(value) for value in panel.column("requests", DRAWN)],
            [self._detail(panel, row) for row in range(min(DRAWN, len(panel.rows)))],
        )

    def summary(self, report: Report) -> str:
        """Who leads, with how many requests and which share of all."""
        panel = read_panel(report, self.panel)
        if not panel.rows:
            return self.nothing
        leader, requests = panel.column(self.label, 1)[0], panel.column("requests", 1)[0]
        share = requests / max(report["totals"]["requests"], 1)
        return (
            f"{shorten(leader)} leads with {numbers.counted(requests, self.noun)}, "
            f"{numbers.percent(share)} of all."
        )

    def _segments(self, panel: Panel) -> list[Segment]:
        requests = panel.column("requests", DRAWN)
        if "errors" not in panel.columns:
            return [Segment(f"{self.noun}s", theme.SERIES, requests)]
        errors = panel.column("errors", DRAWN)
        answered = [count - failed for count, failed in zip(requests, errors, strict=True)]
        good = "below 400" if self.noun == "request" else "no errors"
        return [Segment(good, theme.SERIES, answered), Segment("errors", theme.ERRORS, errors)]

    def _detail(self, panel: Panel, row: int) -> str:
        parts = []
        for name, value in zip(panel.columns[1:], panel.rows[row][1:], strict=True):
            noun = self.noun if name == "requests" else name.removesuffix("s")
            counted = numbers.counted(value, noun)
            parts.append(f"{numbers.size(value)} sent" if name == "bytes" else counted)
        return " · ".join(parts)
