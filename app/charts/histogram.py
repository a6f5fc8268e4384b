"""Bars over neighbouring ranges of a value."""

from collections.abc import Callable, Sequence

from app.charts import theme
from app.charts.panel import Figure

_HEIGHT = 240


def histogram(
    rows: Sequence[Sequence[int]],
    start_text: Callable[[int], str],
    range_text: Callable[[int, int], str],
    ticks: int,
) -> Figure:
    """``rows`` are (start, stop, requests), ascending; y = requests. Empty without rows."""
    if not rows:
        return theme.figure([], theme.layout(0))
    bars = {
        "type": "bar",
        "x": [start_text(start) for start, _, _ in rows],
        "y": [requests for _, _, requests in rows],
        "customdata": [range_text(start, stop) for start, stop, _ in rows],
        "marker": {"color": theme.SERIES, "line": {"width": 0}},
        "hovertemplate": "%{customdata}<br>%{y:,} requests<extra></extra>",
    }
    return theme.figure(
        [bars],
        theme.layout(
            _HEIGHT,
            bargap=0.12,
            xaxis=theme.axis(type="category", showgrid=False, nticks=ticks),
            yaxis=theme.count_axis(max(requests for _, _, requests in rows)),
        ),
    )
