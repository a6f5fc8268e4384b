"""Requests by weekday and hour."""

from analyzer.views.week import WEEKDAYS, hour_in_week
from app.charts import numbers, theme
from app.charts.clock import zone_label
from app.charts.panel import Figure, Panel, Report, read_panel

HOURS = tuple(f"{hour:02d}" for hour in range(24))


def weekly_pattern(report: Report) -> Figure:
    """A heatmap of 7 weekdays (Monday on top) by 24 hours."""
    grid = _grid(report)
    if not any(map(any, grid)):
        return theme.figure([], theme.layout(0))
    heat = {
        "type": "heatmap",
        "x": list(HOURS),
        "y": [day[:3] for day in WEEKDAYS],
        "z": grid,
        "xgap": 2,
        "ygap": 2,
        "zmin": 0,
        "zmax": max(map(max, grid)),
        "colorscale": [[index / 3, colour] for index, colour in enumerate(theme.HEAT)],
        "colorbar": {
            "thickness": 8,
            "outlinewidth": 0,
            "tickfont": {"color": theme.MUTED, "size": 11},
            "tickformat": "~s",
            "nticks": 4,
        },
        "hovertemplate": f"%{{y}} %{{x}}:00 {zone_label(report)}<br>"
        "%{z:,} requests<extra></extra>",
    }
    return theme.figure(
        [heat],
        theme.layout(
            250,
            xaxis=theme.axis(type="category", showgrid=False, tickangle=0, dtick=3),
            yaxis=theme.axis(type="category", showgrid=False, autorange="reversed"),
        ),
    )


def pattern_summary(report: Report) -> str:
    """The busiest hour of the week in one sentence."""
    grid = _grid(report)
    day, hour = max(
        ((day, hour) for day in range(7) for hour in range(24)),
        key=lambda cell: grid[cell[0]][cell[1]],
    )
    if not grid[day][hour]:
        return "No request carried a time that could be read."
    return (
        f"{WEEKDAYS[day]} {HOURS[hour]}:00 to {HOURS[hour]}:59 {zone_label(report)} is the busiest "
        f"hour of the week, with {numbers.counted(grid[day][hour], 'request')}."
    )


def pattern_table(report: Report) -> Panel:
    """An hour of the week a row, by what filters call it, row by row of the heatmap."""
    rows = [
        [hour_in_week(weekday, hour), requests]
        for weekday, hours in enumerate(_grid(report))
        for hour, requests in enumerate(hours)
    ]
    return Panel(("hour", "requests"), rows, len(rows))


def _grid(report: Report) -> list[list[int]]:
    grid = [[0] * 24 for _ in WEEKDAYS]
    for weekday, hour, requests in read_panel(report, "weekly_pattern").rows:
        grid[weekday][hour] = requests
    return grid
