"""What the run would have taken with other numbers of workers."""

from math import log10
from typing import Any

from app.charts import numbers, theme
from app.charts.panel import Figure, Panel, Report

_HEIGHT = 260
_MARGIN = 0.03
"""Beside the first and the last number of workers, in decades."""

_TICKS = (1, 2, 4, 8, 16, 32, 64)


def what_if(report: Report) -> Figure:
    """Predicted seconds (y) by number of workers (x, in doublings): a line for this host, one for a
    host with a processor for each process, the measured run and the advised setting as points."""
    predicted = _predicted(report)
    if predicted is None:
        return theme.figure([], theme.layout(_HEIGHT))
    measured, advised = predicted["measured"], predicted["recommended"]
    chunks = numbers.size(measured["chunk_bytes"])
    traces = [
        _line("more processors", predicted["more_processors"], theme.MUTED, "dot"),
        _line(f"this host, chunks of {chunks}", predicted["curve"], theme.SERIES, "solid"),
        _point("measured", measured, theme.INK, "circle"),
        _point("advised", advised, theme.SERIES, "diamond-open"),
    ]
    return theme.figure(
        traces,
        theme.layout(
            _HEIGHT,
            hovermode="closest",
            showlegend=True,
            xaxis=theme.axis(
                type="log",
                range=[-_MARGIN, log10(predicted["curve"][-1][0]) + _MARGIN],
                tickmode="array",
                tickvals=list(_TICKS),
                ticktext=[str(tick) for tick in _TICKS],
                title={"text": "workers", "font": {"color": theme.MUTED, "size": 11}},
            ),
            yaxis=theme.axis(rangemode="tozero", ticksuffix=" s", nticks=5),
        ),
    )


def what_if_summary(report: Report) -> str:
    """The advice, and how well the model knows this run."""
    predicted = _predicted(report)
    if predicted is None:
        return "There is no finished run whose chunks could tell."
    measured = predicted["measured"]
    took = f"This run took {measured['seconds']:.2f} s; the model says"
    return (
        f"{predicted['recommendation']} {took} {predicted['predicted_s']:.2f} s for it, "
        f"and {predicted['one_process_s']:.2f} s for a single process."
    )


def what_if_table(report: Report) -> Panel:
    """Predicted seconds by number of workers, at the run's chunk size."""
    columns = ["workers", "predicted s", "with more processors s", "measured s"]
    predicted = _predicted(report)
    if predicted is None:
        return Panel(columns, [], 0)
    measured = predicted["measured"]
    elsewhere = dict(predicted["more_processors"])
    rows = [
        [
            workers,
            round(seconds, 3),
            round(elsewhere[workers], 3),
            round(measured["seconds"], 3) if workers == measured["workers"] else None,
        ]
        for workers, seconds in predicted["curve"]
    ]
    return Panel(columns, rows, len(rows))


def is_known(report: Report) -> bool:
    """False of a run that is not finished or parsed nothing, and of reports of old."""
    return _predicted(report) is not None


def _predicted(report: Report) -> dict[str, Any] | None:
    predicted: dict[str, Any] | None = report["timing"].get("what_if")
    return predicted


def _line(name: str, curve: list[list[float]], colour: str, dash: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": [workers for workers, _ in curve],
        "y": [seconds for _, seconds in curve],
        "line": {"color": colour, "width": 2, "dash": dash},
        "hovertemplate": "%{x} workers: %{y:.2f} s<extra>%{fullData.name}</extra>",
    }


def _point(name: str, point: dict[str, Any], colour: str, symbol: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [point["workers"]],
        "y": [point["seconds"]],
        "customdata": [numbers.size(point["chunk_bytes"])],
        "marker": {"color": colour, "size": 11, "symbol": symbol, "line": {"width": 2}},
        "hovertemplate": "%{x} workers, chunks of %{customdata}: %{y:.2f} s"
        "<extra>%{fullData.name}</extra>",
    }
