"""What it costs to hand over a message, by transport and size."""

from collections.abc import Mapping, Sequence
from math import log10
from typing import Any

from app.charts import numbers, theme
from app.charts.lab.chart import Result
from app.charts.lab.spreads import median_low_high
from app.charts.labels import shorten
from app.charts.panel import Figure, Panel

_LINES_HEIGHT = 320
_TRANSPORTS = {
    "Pipe.send": ("read", "circle", "solid"),
    "Pipe.send_bytes": ("parse", "square", "dot"),
    "Queue": ("transfer", "diamond", "solid"),
    "SimpleQueue": ("store", "triangle-up", "dot"),
    "Array": ("aggregate", "cross", "solid"),
    "Manager queue": ("merge", "x", "solid"),
    "file": ("hash", "star", "dash"),
}
"""Phase whose colour it borrows, marker and dash: no line is told by its colour alone."""

_OTHER = ("other", "circle-open", "dash")


def messages(result: Result) -> Figure:
    """Microseconds (y) by message size (x), both in decades, a line for each transport."""
    costs = result["messages"]
    if not costs:
        return theme.figure([], theme.layout(0))
    sizes = sorted({cost["bytes"] for cost in costs})
    highest = max(cost["microseconds"]["high"] for cost in costs)
    decades = [10**power for power in range(int(log10(max(highest, 1))) + 2)]
    title = {"text": "size of one message", "font": {"color": theme.MUTED, "size": 11}}
    return theme.figure(
        [_line(name, _of(costs, name)) for name in _transports(costs)],
        theme.layout(
            _LINES_HEIGHT,
            hovermode="closest",
            showlegend=True,
            xaxis=_log_axis(sizes, [numbers.size(size) for size in sizes], title=title),
            yaxis=_log_axis(decades, [numbers.duration(1e3 * decade) for decade in decades]),
        ),
    )


def messages_summary(result: Result) -> str:
    """The cheapest and the dearest transport of the smallest and of the largest message."""
    costs = result["messages"]
    if not costs:
        return "No message was measured."
    sizes = sorted({cost["bytes"] for cost in costs})
    return " ".join(_dearest(costs, size) for size in dict.fromkeys((sizes[0], sizes[-1])))


def messages_table(result: Result) -> Panel:
    """Every transport and size."""
    columns = ["transport", "bytes", "µs", "lowest µs", "highest µs", "MB/s"]
    rows = [
        [shorten(cost["transport"]), cost["bytes"], *median_low_high(cost["microseconds"]), rate]
        for cost in result["messages"]
        for rate in (round(cost["megabytes_per_s"], 1),)
    ]
    return Panel(columns, rows, len(rows))


def _transports(costs: Sequence[Mapping[str, Any]]) -> list[str]:
    return list(dict.fromkeys(cost["transport"] for cost in costs))


def _of(costs: Sequence[Mapping[str, Any]], name: str) -> list[Mapping[str, Any]]:
    return sorted(
        (cost for cost in costs if cost["transport"] == name), key=lambda cost: int(cost["bytes"])
    )


def _line(name: str, costs: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    phase, symbol, dash = _TRANSPORTS.get(name, _OTHER)
    colour = theme.phase_colour(phase)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": shorten(name),
        "x": [cost["bytes"] for cost in costs],
        "y": [cost["microseconds"]["median"] for cost in costs],
        "customdata": [[numbers.size(cost["bytes"]), _in_words(cost)] for cost in costs],
        "hovertemplate": "%{customdata[0]}: %{customdata[1]}<extra>%{fullData.name}</extra>",
        "line": {"color": colour, "width": 2, "dash": dash},
        "marker": {"color": colour, "size": 8, "symbol": symbol},
    }


def _in_words(cost: Mapping[str, Any]) -> str:
    spread = cost["microseconds"]
    low, median, high = (numbers.duration(1e3 * spread[key]) for key in ("low", "median", "high"))
    return f"{median} ({low} to {high}), {cost['megabytes_per_s']:,.0f} MB/s"


def _dearest(costs: Sequence[Mapping[str, Any]], size: int) -> str:
    same = [cost for cost in costs if cost["bytes"] == size]
    same.sort(key=lambda cost: float(cost["microseconds"]["median"]))
    cheapest, dearest = (
        f"{numbers.duration(1e3 * cost['microseconds']['median'])} ({cost['transport']})"
        for cost in (same[0], same[-1])
    )
    return f"A message of {numbers.size(size)} takes from {cheapest} to {dearest}."


def _log_axis(values: Sequence[float], texts: Sequence[str], **own: Any) -> dict[str, Any]:
    return theme.axis(
        type="log", tickmode="array", tickvals=list(values), ticktext=list(texts), **own
    )
