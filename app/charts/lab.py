"""What the lab measured: pure functions, the lab's result -> figure, sentence and table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log10
from typing import Any, Literal

from app.charts import numbers, theme
from app.charts.labels import chart_label, shorten
from app.charts.panel import Figure, Panel

Result = Mapping[str, Any]
"""``LabResult.to_json()``."""

_BAR_HEIGHT = 17
_LINES_HEIGHT = 320
_BY_WORKERS = (
    theme.status_colour("other"),
    theme.SERIES,
    theme.phase_colour("aggregate"),
    theme.phase_colour("transfer"),
    theme.phase_colour("detect"),
    theme.phase_colour("store"),
)
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


@dataclass(frozen=True)
class LabChart:
    """A card of the lab page; `width` is how much of a row it takes."""

    name: str
    title: str
    width: Literal["full", "half"]
    build: Callable[[Result], Figure]
    summarise: Callable[[Result], str]
    tabulate: Callable[[Result], Panel]

    def as_json(self, result: Result) -> dict[str, Any]:
        """{"name", "title", "summary", "cut", "figure", "table"}, as for the report's charts."""
        return {
            "name": self.name,
            "title": self.title,
            "summary": self.summarise(result),
            "cut": "",
            "figure": self.build(result),
            "table": self.tabulate(result).as_json(),
        }


def wall(result: Result) -> Figure:
    """Wall time by engine, a bar for each number of workers."""
    return _bars(result, "wall_ms")


def cpu(result: Result) -> Figure:
    """Processor time of all processes together, likewise."""
    return _bars(result, "cpu_ms")


def wall_summary(result: Result) -> str:
    """The lowest and the highest median."""
    return _extremes(result, "wall_ms")


def cpu_summary(result: Result) -> str:
    """The same of processor time, with what it adds up."""
    return f"{_extremes(result, 'cpu_ms')} All processes of an engine added up."


def wall_table(result: Result) -> Panel:
    """Median, lowest and highest wall time."""
    return _spread_table(result, "wall_ms")


def cpu_table(result: Result) -> Panel:
    """Median, lowest and highest processor time."""
    return _spread_table(result, "cpu_ms")


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
        [shorten(cost["transport"]), cost["bytes"], *_three(cost["microseconds"]), rate]
        for cost in result["messages"]
        for rate in (round(cost["megabytes_per_s"], 1),)
    ]
    return Panel(columns, rows, len(rows))


def figures_table(result: Result) -> Panel:
    """All that was measured, a row for each engine and number of workers; a failed one says why."""
    columns = ["engine", "workers", "wall ms", "CPU ms", "start-up ms", "fixed ms", "transfer ms"]
    columns += ["moved", "records/s", "MB/s", "report", "failure"]
    rows = [
        [
            shorten(row["engine"]),
            row["workers"],
            *_measured(row),
            shorten(row["failure"] or "-", 300),
        ]
        for row in result["rows"]
    ]
    return Panel(columns, rows, len(rows))


def _measured(row: Mapping[str, Any]) -> list[Any]:
    figures = row["figures"]
    if figures is None:
        return [None] * 9
    names = ("wall_ms", "cpu_ms", "startup_ms", "fixed_ms", "transfer_ms")
    return [
        *(_spread(figures[name]) for name in names),
        numbers.size(figures["moved_bytes"]),
        round(figures["records_per_s"]["median"]),
        round(figures["megabytes_per_s"]["median"], 1),
        "same" if row["same"] else "DIFFERS",
    ]


def _spread(spread: Mapping[str, Any]) -> str:
    median = f"{spread['median']:,.1f}"
    if spread["values"] < 2:
        return median
    return f"{median} ({spread['low']:,.1f} to {spread['high']:,.1f})"


def _bars(result: Result, name: str) -> Figure:
    rows = _finished(result)
    if not rows:
        return theme.figure([], theme.layout(0))
    engines = list(dict.fromkeys(row["engine"] for row in rows))
    counts = sorted({row["workers"] for row in rows})
    traces = [
        _trace([row for row in rows if row["workers"] == count], name, count, at)
        for at, count in enumerate(counts)
    ]
    return theme.figure(
        traces,
        theme.layout(
            (_BAR_HEIGHT * len(counts) + 10) * len(engines) + 40,
            barmode="group",
            bargap=0.3,
            hovermode="closest",
            showlegend=True,
            xaxis=theme.axis(rangemode="tozero", ticksuffix=" ms", nticks=5),
            yaxis=theme.lane_axis(engines),
        ),
    )


def _trace(rows: Sequence[Mapping[str, Any]], name: str, count: int, at: int) -> dict[str, Any]:
    spreads = [row["figures"][name] for row in rows]
    return {
        "type": "bar",
        "orientation": "h",
        "name": numbers.counted(count, "worker"),
        "x": [spread["median"] for spread in spreads],
        "y": [chart_label(row["engine"]) for row in rows],
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [spread["high"] - spread["median"] for spread in spreads],
            "arrayminus": [spread["median"] - spread["low"] for spread in spreads],
            "color": theme.INK,
            "thickness": 1.5,
            "width": 4,
            "visible": any(spread["values"] > 1 for spread in spreads),
        },
        "customdata": [_spread(spread) for spread in spreads],
        "hovertemplate": "%{y}, %{fullData.name}: %{customdata} ms<extra></extra>",
        "marker": {"color": _BY_WORKERS[at % len(_BY_WORKERS)], "line": {"width": 0}},
    }


def _extremes(result: Result, name: str) -> str:
    rows = sorted(_finished(result), key=lambda row: float(row["figures"][name]["median"]))
    if not rows:
        return "No engine finished."
    lowest, highest = (
        f"{row['figures'][name]['median']:,.0f} ms ({row['engine']}, "
        f"{numbers.counted(row['workers'], 'worker')})"
        for row in (rows[0], rows[-1])
    )
    return f"The lowest median is {lowest}, the highest {highest}."


def _spread_table(result: Result, name: str) -> Panel:
    rows = [
        [shorten(row["engine"]), row["workers"], *_three(row["figures"][name])]
        for row in _finished(result)
    ]
    return Panel(["engine", "workers", "median ms", "lowest ms", "highest ms"], rows, len(rows))


def _three(spread: Mapping[str, Any]) -> list[float]:
    return [round(spread[name], 1) for name in ("median", "low", "high")]


def _finished(result: Result) -> list[Mapping[str, Any]]:
    return [row for row in result["rows"] if row["figures"] is not None]


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


LAB_CHARTS: tuple[LabChart, ...] = (
    LabChart("lab_wall", "Wall time", "half", wall, wall_summary, wall_table),
    LabChart("lab_cpu", "Processor time", "half", cpu, cpu_summary, cpu_table),
    LabChart(
        "lab_messages",
        "What it costs to hand over a message",
        "full",
        messages,
        messages_summary,
        messages_table,
    ),
)
"""In the order of the page."""
