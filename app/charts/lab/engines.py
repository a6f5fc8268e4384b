"""Wall and processor time by engine and number of workers."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.charts import numbers, theme
from app.charts.lab.chart import Result
from app.charts.lab.spreads import median_low_high, spread_in_words
from app.charts.labels import chart_label, shorten
from app.charts.panel import Figure, Panel

_BAR_HEIGHT = 17
_BY_WORKERS = (
    theme.status_colour("other"),
    theme.SERIES,
    theme.phase_colour("aggregate"),
    theme.phase_colour("transfer"),
    theme.phase_colour("detect"),
    theme.phase_colour("store"),
)


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
        "customdata": [spread_in_words(spread) for spread in spreads],
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
        [shorten(row["engine"]), row["workers"], *median_low_high(row["figures"][name])]
        for row in _finished(result)
    ]
    return Panel(["engine", "workers", "median ms", "lowest ms", "highest ms"], rows, len(rows))


def _finished(result: Result) -> list[Mapping[str, Any]]:
    return [row for row in result["rows"] if row["figures"] is not None]
