"""How fast each worker was, and where its time went."""

from typing import Any

from app.charts import numbers, spans, theme
from app.charts.labels import chart_label, shorten
from app.charts.panel import Figure, Panel, Report


def throughput(report: Report) -> Figure:
    """One bar per worker; x = MB/s while busy."""
    rows = _worker_rows(report)
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": [row["megabytes_per_s"] for row in rows],
        "y": [chart_label(row["lane"]) for row in rows],
        "width": 0.5,
        "customdata": [
            [numbers.compact(row["records_per_s"]), numbers.size(row["bytes"]), row["chunks"]]
            for row in rows
        ],
        "hovertemplate": "%{y}: %{x:.1f} MB/s · %{customdata[0]} records/s<br>"
        "%{customdata[1]} in %{customdata[2]} chunks<extra></extra>",
        "marker": {"color": theme.SERIES, "line": {"width": 0}},
    }
    names = [str(row["lane"]) for row in rows]
    x_axis = theme.axis(rangemode="tozero", ticksuffix=" MB/s", nticks=5)
    return theme.figure(
        [bars],
        theme.layout(
            theme.LANE_HEIGHT * len(names) + 40,
            hovermode="closest",
            xaxis=x_axis,
            yaxis=theme.lane_axis(names),
        ),
    )


def throughput_summary(report: Report) -> str:
    """The spread between the fastest and the slowest worker."""
    speeds = sorted(row["megabytes_per_s"] for row in _worker_rows(report))
    if not speeds:
        return "No worker lane was recorded."
    if len(speeds) == 1:
        return f"The worker read {speeds[0]:.1f} MB/s."
    return f"The fastest worker read {speeds[-1]:.1f} MB/s, the slowest {speeds[0]:.1f} MB/s."


def throughput_table(report: Report) -> Panel:
    """Lane by lane: time busy and idle in ms, chunks, bytes, records and rates."""
    columns = ["lane", "pid", "busy ms", "idle ms", "chunks", "bytes", "records", "records/s"]
    rows = [
        [
            shorten(row["lane"]),
            row["pid"],
            round(row["busy_ns"] / 1e6, 1),
            round(row["idle_ns"] / 1e6, 1),
            row["chunks"],
            row["bytes"],
            row["records"],
            round(row["records_per_s"]),
        ]
        for row in _worker_rows(report)
    ]
    return Panel(columns, rows, len(rows))


def phases(report: Report) -> Figure:
    """One stacked bar per lane; x = milliseconds per phase, waiting left out."""
    rows = {row["lane"]: row["phases"] for row in report["timing"]["lanes"]}
    names = [name for name in spans.lane_names(report) if name in rows]
    traces = []
    for phase in _used_phases(report):
        taken = [rows[name].get(phase, 0) for name in names]
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": phase,
                "x": [value / 1e6 for value in taken],
                "y": [chart_label(name) for name in names],
                "width": 0.5,
                "customdata": [numbers.duration(value) for value in taken],
                "hovertemplate": "%{customdata}",
                "marker": {"color": theme.phase_colour(phase), "line": {"width": 0}},
            }
        )
    return theme.figure(
        traces,
        theme.layout(
            theme.LANE_HEIGHT * len(names) + 40,
            barmode="stack",
            hovermode="y unified",
            showlegend=True,
            xaxis=theme.axis(rangemode="tozero", ticksuffix=" ms", nticks=5),
            yaxis=theme.lane_axis(names),
        ),
    )


def phases_summary(report: Report) -> str:
    """The phase that took most of the workers' time."""
    totals = {
        phase: sum(row["phases"].get(phase, 0) for row in _worker_rows(report))
        for phase in _used_phases(report)
    }
    if not any(totals.values()):
        return "No worker phase was recorded."
    longest = max(totals, key=totals.__getitem__)
    share = totals[longest] / sum(totals.values())
    return f"Workers spent {numbers.percent(share)} of their busy time in {longest}."


def phases_table(report: Report) -> Panel:
    """Milliseconds by lane and phase."""
    used = _used_phases(report)
    rows = [
        [shorten(row["lane"]), *(round(row["phases"].get(phase, 0) / 1e6, 2) for phase in used)]
        for row in report["timing"]["lanes"]
    ]
    return Panel(["lane", *(f"{phase} ms" for phase in used)], rows, len(rows))


def _used_phases(report: Report) -> list[str]:
    lane_rows = report["timing"]["lanes"]
    return theme.in_phase_order(phase for row in lane_rows for phase in row["phases"])


def _worker_rows(report: Report) -> list[dict[str, Any]]:
    rows = {row["lane"]: row for row in report["timing"]["lanes"]}
    return [rows[n] for n in spans.lane_names(report) if n in rows and n.startswith("worker")]
