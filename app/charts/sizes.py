"""How large the responses were, in powers of two."""

from bisect import bisect_left
from itertools import accumulate

from app.charts import numbers, theme
from app.charts.panel import Figure, Report, read_panel

PANEL = "response_sizes"


def response_sizes(report: Report) -> Figure:
    """A histogram; empty classes at both ends are left out."""
    rows = _filled(report)
    if not rows:
        return theme.figure([], theme.layout(0))
    bars = {
        "type": "bar",
        "x": [numbers.size(start) for start, _, _ in rows],
        "y": [requests for _, _, requests in rows],
        "customdata": [_range_text(start, stop) for start, stop, _ in rows],
        "marker": {"color": theme.SERIES, "line": {"width": 0}},
        "hovertemplate": "%{customdata}<br>%{y:,} requests<extra></extra>",
    }
    return theme.figure(
        [bars],
        theme.layout(
            240,
            bargap=0.12,
            xaxis=theme.axis(type="category", showgrid=False, nticks=10),
            yaxis=theme.count_axis(max(requests for _, _, requests in rows)),
        ),
    )


def sizes_summary(report: Report) -> str:
    """The class that holds the median response."""
    rows = _filled(report)
    if not rows:
        return "No record says how large its response was."
    running = list(accumulate(requests for _, _, requests in rows))
    start, stop, _ = rows[bisect_left(running, running[-1] / 2)]
    return f"The median response is {_range_text(start, stop)} large."


def _filled(report: Report) -> list[tuple[int, int, int]]:
    rows = [(start, stop, count) for start, stop, count in read_panel(report, PANEL).rows]
    used = [index for index, row in enumerate(rows) if row[2]]
    return rows[used[0] : used[-1] + 1] if used else []


def _range_text(start: int, stop: int) -> str:
    return "0 B" if stop == 1 else f"{numbers.size(start)} to {numbers.size(stop)}"
