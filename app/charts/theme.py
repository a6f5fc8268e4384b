"""What all figures share. Colours are references to static/tokens.css, resolved in the browser:

a figure holds "var(--status-2xx)" where Plotly wants a colour, so one file owns the palette and a
change between light and dark redraws from the figure at hand.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.charts.labels import chart_label

STATUS_CLASSES = ("1xx", "2xx", "3xx", "4xx", "5xx", "other")
LEVELS = ("trace", "debug", "info", "notice", "warning", "error", "critical")
PHASES = (
    "upload",
    "boot",
    "plan",
    "resume",
    "detect",
    "read",
    "decode",
    "parse",
    "aggregate",
    "store",
    "transfer",
    "merge",
    "hash",
    "render",
)
IDLE_PHASES = frozenset({"wait", "queued"})

INK = "var(--ink)"
MUTED = "var(--muted)"
LINE = "var(--line)"
SURFACE = "var(--surface)"
TRACK = "var(--track)"
SERIES = "var(--series)"
SIDE_A = "var(--side-a)"
SIDE_B = "var(--side-b)"
ERRORS = "var(--status-4xx)"
HEAT = ("var(--heat-0)", "var(--heat-1)", "var(--heat-2)", "var(--heat-3)")

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"
LANE_HEIGHT = 34
MARGIN = {"l": 4, "r": 4, "t": 8, "b": 4}


def status_colour(name: str) -> str:
    """Colour reference of a status class such as "4xx"."""
    return f"var(--status-{name})" if name in STATUS_CLASSES else "var(--status-other)"


def class_colour(name: str) -> str:
    """Colour reference of a status class or a level."""
    return f"var(--level-{name})" if name in LEVELS else status_colour(name)


def phase_colour(phase: str) -> str:
    """Colour reference of a phase of the run."""
    return f"var(--phase-{phase})" if phase in PHASES else "var(--phase-other)"


def in_phase_order(phases: Iterable[str]) -> list[str]:
    """The distinct working phases in the order a run goes through them, unknown ones last."""
    found = set(phases) - IDLE_PHASES
    return [phase for phase in PHASES if phase in found] + sorted(found.difference(PHASES))


def axis(**own: Any) -> dict[str, Any]:
    """An axis with a hairline grid that makes room for its own labels."""
    return {
        "automargin": True,
        "fixedrange": True,
        "gridcolor": LINE,
        "linecolor": LINE,
        "zeroline": False,
        "tickfont": {"color": MUTED, "size": 11},
        "ticks": "",
        **own,
    }


def count_axis(highest: int) -> dict[str, Any]:
    """A value axis for whole numbers up to `highest`: never a tick between 0 and 1."""
    steps = {"dtick": 1} if highest <= 5 else {}
    return axis(rangemode="tozero", tickformat="~s", **steps)


def lane_axis(names: Sequence[str]) -> dict[str, Any]:
    """A category axis with one row per lane, the first on top."""
    labels = [chart_label(name) for name in names]
    return axis(
        type="category",
        categoryorder="array",
        categoryarray=labels,
        range=[len(labels) - 0.5, -0.5],
        showgrid=False,
        tickfont={"color": INK, "size": 12},
    )


def layout(height: int, **own: Any) -> dict[str, Any]:
    """The layout every figure starts from; `height` in CSS pixels."""
    return {
        "height": height,
        # Plotly gives up making room for labels below this; a chart of one lane is lower.
        "minreducedheight": 16,
        "margin": dict(MARGIN),
        "paper_bgcolor": SURFACE,
        "plot_bgcolor": SURFACE,
        "font": {"family": FONT, "size": 12, "color": INK},
        "hoverlabel": {
            "align": "left",
            "bgcolor": SURFACE,
            "bordercolor": MUTED,
            "font": {"family": FONT, "size": 12, "color": INK},
        },
        "legend": {
            "orientation": "h",
            "traceorder": "normal",
            "x": 0,
            "xanchor": "left",
            "y": 1,
            "yanchor": "bottom",
            "font": {"color": MUTED, "size": 11},
        },
        "modebar": {"bgcolor": SURFACE, "color": MUTED, "activecolor": INK},
        "dragmode": False,
        "showlegend": False,
        **own,
    }


def figure(data: list[dict[str, Any]], figure_layout: Mapping[str, Any]) -> dict[str, Any]:
    """A Plotly figure: {"data": traces, "layout": ...}."""
    return {"data": data, "layout": dict(figure_layout)}
