"""The lanes: what each process of the run did, and when."""

from collections.abc import Mapping
from typing import Any

from app.charts import numbers, spans, theme
from app.charts.labels import chart_label, shorten
from app.charts.panel import Figure, Panel, Report
from app.charts.spans import Bar

TABLE_ROWS = 500
CHUNKS_NAMED = 200
"""Chunks a bar of merged spans can be asked for."""
_BAR_HEIGHT = 0.62


def lanes(report: Report) -> Figure:
    """One horizontal lane per process; x = time since the start of the run in ms or s. The last
    item of a bar's customdata is the list of its chunks."""
    timing = report["timing"]
    names = spans.lane_names(report)
    drawn, _ = spans.bars(spans.working_spans(report))
    unit, scale = ("s", 1e9) if timing["wall_ns"] >= 2e9 else ("ms", 1e6)
    rows = {name: row for row, name in enumerate(names)}
    first, last = _extent(report)
    traces = [_track(len(names), first / scale, (last - first) / scale)]
    for phase in theme.in_phase_order(bar.phase for bar in drawn):
        of_phase = [bar for bar in drawn if bar.phase == phase]
        traces.append(_phase_trace(phase, of_phase, rows, scale))
    return theme.figure(
        traces,
        theme.layout(
            theme.LANE_HEIGHT * len(names) + 40,
            barmode="overlay",
            hovermode="closest",
            dragmode="zoom",
            uirevision=unit,
            showlegend=True,
            xaxis=theme.axis(
                fixedrange=False,
                ticksuffix=f" {unit}",
                range=[first / scale, last / scale or 1],
                ticks="outside",
                tickcolor=theme.LINE,
            ),
            yaxis=theme.axis(
                type="linear",
                range=[len(names) - 0.5, -0.5],
                tickmode="array",
                tickvals=list(rows.values()),
                ticktext=[chart_label(name) for name in names],
                tickfont={"color": theme.INK, "size": 12},
                showgrid=False,
            ),
        ),
    )


def lanes_summary(report: Report) -> str:
    """How many processes ran how many chunks in which time; says so when bars are merged."""
    timing = report["timing"]
    used = len([name for name in spans.lane_names(report) if name.startswith("worker")])
    workers = numbers.counted(timing["workers"], "worker")
    text = (
        f"{f'{used} of {workers}' if used < timing['workers'] else workers} ran "
        f"{numbers.counted(len(timing['chunks']), 'chunk')} in "
        f"{numbers.duration(timing['wall_ns'])}; bare track is idle time."
    )
    working = spans.working_spans(report)
    _, slots = spans.bars(working)
    if slots:
        text += (
            f" {numbers.exact(len(working))} spans are merged into {slots} time slots per lane; "
            "in each slot a phase is as high as its share of the time."
        )
    return text


def lanes_table(report: Report) -> Panel:
    """The spans themselves, at most the first 500, times in milliseconds."""
    working = spans.working_spans(report)
    rows = [
        [
            shorten(span.lane),
            span.phase,
            span.chunk if span.chunk >= 0 else None,
            round(span.start_ns / 1e6, 3),
            round((span.end_ns - span.start_ns) / 1e6, 3),
            span.bytes,
            span.records,
            round(numbers.rate(span.bytes, span.end_ns - span.start_ns) / 1e6, 1),
        ]
        for span in working[:TABLE_ROWS]
    ]
    columns = ["lane", "phase", "chunk", "start ms", "ms", "bytes", "records", "MB/s"]
    return Panel(columns, rows, len(working))


def _extent(report: Report) -> tuple[int, int]:
    """From the first span to the end of the run; an upload begins before the run does."""
    timing = report["timing"]
    starts = [row[3] for row in timing["spans"]]
    ends = [row[4] for row in timing["spans"]]
    return min([0, *starts]), max([timing["wall_ns"], *ends])


def _track(lane_count: int, start: float, length: float) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "base": [start] * lane_count,
        "x": [length] * lane_count,
        "y": list(range(lane_count)),
        "width": _BAR_HEIGHT,
        "marker": {"color": theme.TRACK, "line": {"width": 0}},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _phase_trace(
    phase: str, drawn: list[Bar], rows: Mapping[str, int], scale: float
) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "name": phase,
        "base": [bar.start_ns / scale for bar in drawn],
        "x": [bar.length_ns / scale for bar in drawn],
        # The axis runs downwards, so what fills a slot from below is subtracted.
        "y": [rows[bar.lane] + _BAR_HEIGHT * (0.5 - (bar.low + bar.high) / 2) for bar in drawn],
        "width": [_BAR_HEIGHT * (bar.high - bar.low) for bar in drawn],
        "customdata": [_hover(bar) for bar in drawn],
        "hovertemplate": "<b>%{customdata[0]}</b> · %{customdata[1]}<br>"
        "%{customdata[2]} from %{customdata[3]}<br>%{customdata[4]}<extra></extra>",
        "marker": {"color": theme.phase_colour(phase), "line": {"width": 0}},
    }


def _hover(bar: Bar) -> list[str | list[int]]:
    speed = numbers.rate(bar.bytes, bar.spent_ns) / 1e6
    records = numbers.counted(round(bar.records), "record")
    work = f"{numbers.size(bar.bytes)} · {records} · {speed:.1f} MB/s"
    return [
        bar.phase,
        _chunk_text(bar),
        numbers.duration(bar.spent_ns),
        numbers.duration(bar.start_ns),
        work if bar.bytes else "no bytes handled",
        [chunk for chunk in bar.chunks if chunk >= 0][:CHUNKS_NAMED],
    ]


def _chunk_text(bar: Bar) -> str:
    if bar.spent_ns != bar.length_ns or len(bar.chunks) > 1:
        return f"{numbers.counted(len(bar.chunks), 'chunk')} in this time slot"
    return f"chunk {bar.chunks[0]}" if bar.chunks[0] >= 0 else "whole run"
