"""How long requests took, and on which paths the time went."""

from app.charts import numbers, theme
from app.charts.bars import Segment, ranked_bars
from app.charts.histogram import histogram
from app.charts.labels import shorten
from app.charts.panel import Figure, Report, read_panel

DRAWN = 10
_NS = 1e6


def distribution(report: Report) -> Figure:
    """A histogram over doubling ranges of duration; y = requests."""
    rows = read_panel(report, "duration_distribution").rows
    return histogram(rows, _duration, _range_text, ticks=8)


def distribution_summary(report: Report) -> str:
    """The percentiles in one sentence."""
    if not (rows := report["panels"].get("durations", {}).get("rows")):
        return "No record says how long it took."
    count, p50, p90, p95, p99, longest, _ = rows[0]
    return (
        f"Half of {numbers.counted(count, 'request')} took at most {_duration(p50)}, 90 % "
        f"{_duration(p90)}, 95 % {_duration(p95)}, 99 % {_duration(p99)}; the longest "
        f"{_duration(longest)}. Percentiles are within 1 %."
    )


def slow_paths(report: Report) -> Figure:
    """The paths on which most time was spent altogether."""
    panel = read_panel(report, "slow_paths")
    totals = panel.column("total_ms", DRAWN)
    return ranked_bars(
        panel.column("path", DRAWN),
        [Segment("time", theme.SERIES, totals)],
        [_duration(total) for total in totals],
        [
            f"{numbers.counted(row[1], 'request')} · median {_duration(row[2])}"
            f" · 95 % {_duration(row[4])} · 99 % {_duration(row[5])}"
            for row in panel.rows[:DRAWN]
        ],
    )


def slow_paths_summary(report: Report) -> str:
    """Where most time went."""
    panel = read_panel(report, "slow_paths")
    if not panel.rows:
        return "No record with a path says how long it took."
    path, requests, *_, total = panel.rows[0]
    return (
        f"{shorten(path)} took most: {_duration(total)} in {numbers.counted(requests, 'request')}."
    )


def _duration(milliseconds: float) -> str:
    return numbers.duration(milliseconds * _NS)


def _range_text(start: float, stop: float) -> str:
    return f"{_duration(start)} to {_duration(stop)}"
