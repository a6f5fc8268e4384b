"""Both sides over time, laid over each other at their starts."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from app.charts import numbers, theme
from app.charts.clock import zone_label
from app.charts.comparison import words
from app.charts.comparison.chart import SIDES, Comparison, Lead
from app.charts.panel import Figure, Panel

_HEIGHT = 240
_TICKS = 7
_STEPS = (
    1, 5, 15, 30, 60, 300, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800,
    2_592_000, 8_640_000, 86_400_000,
)  # fmt: skip
"""Seconds between ticks."""

_LOOKS: dict[str, dict[str, Any]] = {
    "a": {"color": theme.SIDE_A, "width": 2, "dash": "solid", "shape": "hv"},
    "b": {"color": theme.SIDE_B, "width": 2, "dash": "dot", "shape": "hv"},
}


_MARK = 5
_MARKERS = {
    "a": {"symbol": "circle", "color": theme.SIDE_A},
    "b": {"symbol": "diamond-open", "color": theme.SIDE_B},
}
"""For steps with nothing behind them, to which no line can be drawn."""


class _Side(NamedTuple):
    """By step, as far as the side goes."""

    records: list[int]
    errors: list[int]


def records(found: Comparison) -> Figure:
    """Records of each step (y) by seconds since the start of the side (x)."""
    lines = {name: one.records for name, one in _sides(found).items()}
    highest = max((max(line, default=0) for line in lines.values()), default=0)
    return _figure(found, lines, "%{y:,}", theme.count_axis(highest))


def shares(found: Comparison) -> Figure:
    """The same as shares of all timed records of the side."""
    lines = {name: _in_percent(_of_all(one)) for name, one in _sides(found).items()}
    return _figure(found, lines, "%{y:.2f} %", _percent_axis())


def errors(found: Comparison) -> Figure:
    """Errors among the records of each step; a gap where there is no record."""
    lines = {name: _in_percent(_error_shares(one)) for name, one in _sides(found).items()}
    figure = _figure(found, lines, "%{y:.1f} %", _percent_axis())
    for trace in figure["data"]:
        sizes = [0 if after is not None else _MARK for after in [*trace["y"][1:], None]]
        marker = {**_MARKERS[trace["meta"]], "size": sizes}
        trace |= {"mode": "lines+markers", "marker": marker}
    return figure


def _in_percent(shares: Sequence[float | None]) -> list[float | None]:
    return [None if share is None else 100 * share for share in shares]


def _percent_axis() -> dict[str, Any]:
    return theme.axis(rangemode="tozero", ticksuffix=" %")


def records_summary(found: Comparison) -> str:
    """From when on the sides are laid over each other, and their busiest steps."""
    if not found["over_time"]["rows"]:
        return _timeless()
    sides = _sides(found)
    a, b = (words.clock(start, found["zone"]) for start in found["over_time"]["starts"])
    width = found["over_time"]["width"]
    peaks = (_peak(one.records) for one in sides.values())
    busiest = (
        f"{numbers.exact(count)} in {name.upper()} ({words.elapsed(at * width)} from its start)"
        for name, (at, count) in zip(SIDES, peaks, strict=True)
    )
    return (
        f"Steps of {words.elapsed(width)}, A from {a} and B from {b} {zone_label(found)}; "
        f"the busiest step has {' and '.join(busiest)}."
    )


def shares_summary(found: Comparison) -> str:
    """Which part of each side its busiest step is."""
    if not found["over_time"]["rows"]:
        return _timeless()
    a, b = (max(_of_all(one), default=0) for one in _sides(found).values())
    return (
        f"The busiest step holds {numbers.percent(a)} of the records of A and "
        f"{numbers.percent(b)} of those of B."
    )


def errors_summary(found: Comparison) -> str:
    """How many errors the worst step of each side has."""
    if not found["over_time"]["rows"]:
        return _timeless()
    width = found["over_time"]["width"]
    worst = [
        f"{numbers.exact(count)} in {name.upper()}"
        + (f" ({words.elapsed(at * width)} from its start)" if count else "")
        for name, one in _sides(found).items()
        for at, count in (_peak(one.errors),)
    ]
    return f"The most errors of any step: {' and '.join(worst)}."


def table(found: Comparison) -> Panel:
    """Every step with the records and errors of both."""
    over_time = found["over_time"]
    columns = ["from its start", "records of A", "records of B", "errors of A", "errors of B"]
    rows = [[words.elapsed(at), *counts] for at, *counts in over_time["rows"]]
    return Panel(columns, rows, len(rows))


def leads(found: Comparison) -> Sequence[Lead]:
    """Each step to that stretch of time in the sides that have any record in it."""
    over_time = found["over_time"]
    starts = [datetime.fromisoformat(start) for start in over_time["starts"]]
    return [
        {
            side: _stretch(start + timedelta(seconds=at), over_time["width"])
            for side, start, count in zip(SIDES, starts, (a, b), strict=True)
            if count
        }
        for at, a, b, *_ in over_time["rows"]
    ]


def _stretch(start: datetime, seconds: int) -> str:
    first = _iso(start)
    try:
        return f"time in {first}..{_iso(start + timedelta(seconds=seconds))}"
    except OverflowError:  # at the end of the calendar
        return f"time>={first}"


def _iso(time: datetime) -> str:
    return time.isoformat().replace("+00:00", "Z")


def _sides(found: Comparison) -> dict[str, _Side]:
    columns = list(zip(*found["over_time"]["rows"], strict=True)) or [()] * 5
    _, a, b, errors_a, errors_b = (
        [value for value in column if value is not None] for column in columns
    )
    return {"a": _Side(a, errors_a), "b": _Side(b, errors_b)}


def _of_all(side: _Side) -> list[float]:
    total = max(sum(side.records), 1)
    return [count / total for count in side.records]


def _error_shares(side: _Side) -> list[float | None]:
    return [bad / all if all else None for bad, all in zip(side.errors, side.records, strict=True)]


def _peak(counts: Sequence[int]) -> tuple[int, int]:
    at = max(range(len(counts)), key=counts.__getitem__)
    return at, counts[at]


def _timeless() -> str:
    return "Not both sides carry times that could be read: there is nothing to lay over each other."


def _figure(found: Comparison, lines: dict[str, Any], value: str, y_axis: dict[str, Any]) -> Figure:
    over_time = found["over_time"]
    if not over_time["rows"]:
        return theme.figure([], theme.layout(0))
    width = over_time["width"]
    stop = len(over_time["rows"]) * width
    traces = [_trace(name, lines[name], width, value) for name in SIDES]
    apart = next((one for one in _STEPS if stop / one <= _TICKS), _STEPS[-1])
    ticks = list(range(0, stop + 1, apart))
    x_axis = theme.axis(
        showgrid=False,
        ticks="outside",
        tickcolor=theme.LINE,
        tickmode="array",
        tickvals=ticks,
        ticktext=[words.elapsed(one) if one else "start" for one in ticks],
        unifiedhovertitle={"text": "%{customdata}"},
    )
    return theme.figure(
        traces,
        theme.layout(_HEIGHT, hovermode="x unified", showlegend=True, xaxis=x_axis, yaxis=y_axis),
    )


def _trace(name: str, line: Sequence[Any], width: int, value: str) -> dict[str, Any]:
    ends = range(0, (len(line) + 1) * width, width)  # the last step is as wide as the others
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name.upper(),
        "meta": name,
        "x": list(ends),
        "y": [*line, line[-1]],
        "customdata": [f"{words.elapsed(at)} from the start" for at in ends],
        "line": _LOOKS[name],
        "hovertemplate": value,
    }
