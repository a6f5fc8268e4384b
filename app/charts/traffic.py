"""Requests and bytes over time, stacked by status class; records over time, by level."""

from datetime import datetime
from itertools import pairwise
from statistics import mode
from typing import Any

from app.charts import numbers, theme
from app.charts.clock import shown_time, zone_label
from app.charts.panel import Figure, Panel, Report, read_panel

_LONE_BUCKET_MS = 3_600_000


def requests_over_time(report: Report) -> Figure:
    """Stacked bars, one per bucket; y = requests."""
    panel = read_panel(report, "requests_over_time")
    y_axis = theme.count_axis(max((sum(row[1:]) for row in panel.rows), default=0))
    return _stacked(report, panel, "%{y:,}", panel, y_axis)


def levels_over_time(report: Report) -> Figure:
    """Stacked bars, one per bucket; y = records."""
    panel = read_panel(report, "levels_over_time")
    y_axis = theme.count_axis(max((sum(row[1:]) for row in panel.rows), default=0))
    return _stacked(report, panel, "%{y:,}", panel, y_axis)


def bytes_over_time(report: Report) -> Figure:
    """Stacked bars, one per bucket; y = bytes sent, ticks in binary units."""
    panel = read_panel(report, "bytes_over_time")
    highest = max((sum(row[1:]) for row in panel.rows), default=0)
    values, texts = numbers.byte_ticks(highest)
    y_axis = theme.axis(rangemode="tozero", tickmode="array", tickvals=values, ticktext=texts)
    readable = Panel(
        panel.columns,
        [[row[0], *(numbers.size(value) for value in row[1:])] for row in panel.rows],
        panel.rows_total,
    )
    return _stacked(report, panel, "%{customdata}", readable, y_axis)


def requests_summary(report: Report) -> str:
    """The total and the busiest bucket in one sentence."""
    panel = read_panel(report, "requests_over_time")
    total, peak = _total_and_peak(panel)
    if not total:
        return "No request carried a time that could be read."
    return (
        f"{numbers.counted(total, 'request')} in steps of {_step_text(panel)}; the busiest step "
        f"began {_clock(panel, peak)} {zone_label(report)} with "
        f"{numbers.exact(sum(panel.rows[peak][1:]))}.{_twice(panel)}"
    )


def levels_summary(report: Report) -> str:
    """The total, the busiest bucket, and how many records tell of an error."""
    panel = read_panel(report, "levels_over_time")
    total, peak = _total_and_peak(panel)
    if not total:
        return "No record carried a time that could be read."
    bad = sum(sum(panel.column(name)) for name in ("error", "critical") if name in panel.columns)
    return (
        f"{numbers.counted(total, 'record')} in steps of {_step_text(panel)}; the busiest step "
        f"began {_clock(panel, peak)} {zone_label(report)} with "
        f"{numbers.exact(sum(panel.rows[peak][1:]))}; "
        f"{numbers.exact(bad)} of all are errors.{_twice(panel)}"
    )


def bytes_summary(report: Report) -> str:
    """The total volume and the heaviest bucket in one sentence."""
    panel = read_panel(report, "bytes_over_time")
    total, peak = _total_and_peak(panel)
    if not total:
        return "No record says how many bytes were sent."
    return (
        f"{numbers.size(total)} sent; the heaviest step began {_clock(panel, peak)} "
        f"{zone_label(report)} with {numbers.size(sum(panel.rows[peak][1:]))}.{_twice(panel)}"
    )


def _stacked(
    report: Report, panel: Panel, value: str, shown: Panel, y_axis: dict[str, Any]
) -> Figure:
    times = [shown_time(time) for time in panel.column("time")]
    step = _step_ms(panel)
    traces = [
        {
            "type": "bar",
            "name": name,
            "x": times,
            "y": panel.column(name),
            "customdata": shown.column(name),
            # The time is the start of its bucket: the bar fills the bucket from there.
            "xperiod": step,
            "xperiod0": times[0],
            "xperiodalignment": "middle",
            "marker": {"color": theme.class_colour(name), "line": {"width": 0}},
            "hovertemplate": value,
        }
        for name in panel.columns[1:]
        if any(panel.column(name))
    ]
    x_axis = theme.axis(
        type="date",
        fixedrange=False,
        showgrid=False,
        ticks="outside",
        tickcolor=theme.LINE,
        hoverformat=f"%a %d %b %Y %H:%M:%S {zone_label(report)}",
    )
    return theme.figure(
        traces,
        theme.layout(
            240,
            barmode="stack",
            bargap=0.08,
            hovermode="x unified",
            dragmode="zoom",
            showlegend=True,
            xaxis=x_axis,
            yaxis=y_axis,
        ),
    )


def _total_and_peak(panel: Panel) -> tuple[int, int]:
    sums = [sum(row[1:]) for row in panel.rows]
    return sum(sums), max(range(len(sums)), key=sums.__getitem__, default=0)


def _step_ms(panel: Panel) -> int:
    """As the clock counts it; most steps are so long, but for those in which it is changed."""
    times = [datetime.fromisoformat(shown_time(time)) for time in panel.column("time")]
    forward = [after - before for before, after in pairwise(times) if after > before]
    return int(mode(forward).total_seconds() * 1000) if forward else _LONE_BUCKET_MS


def _twice(panel: Panel) -> str:
    """A word about times that the clock shows twice: the axis has one place for both."""
    times = [shown_time(time) for time in panel.column("time")]
    if len(set(times)) == len(times):
        return ""
    return (
        " The clock was put back: what it showed twice is one bar here, and two rows in the table."
    )


def _step_text(panel: Panel) -> str:
    seconds = _step_ms(panel) // 1000
    for name, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= length:
            count = seconds / length
            return f"one {name}" if count == 1 else f"{count:g} {name}s"
    return "one second" if seconds == 1 else f"{seconds} seconds"


def _clock(panel: Panel, row: int) -> str:
    precision = "%Y-%m-%d %H:%M" if _step_ms(panel) >= 60_000 else "%Y-%m-%d %H:%M:%S"
    return datetime.fromisoformat(panel.rows[row][0]).strftime(precision)
