"""Ranked horizontal bars: the label above its bar, the value at the right edge.

Labels inside the plot area keep long paths readable on a narrow screen, where axis labels would
take all the width.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.charts import theme
from app.charts.labels import chart_label, hover_text

ROW_HEIGHT = 34
# Of a row, counted from its middle downwards.
_LABEL_SHIFT = -0.16
_BAR_SHIFT = 0.26
PAIR_HEIGHT = 48
_PAIR_LABEL_SHIFT = -0.28
_PAIR_SHIFTS = (0.04, 0.28)
_FIGURE_SPACE = "\u2007"


@dataclass(frozen=True)
class Segment:
    """One part of each bar: a name for the legend, a colour reference or one per row, lengths;
    ``pattern`` is a shape of Plotly's, ``opacity`` one per row, ``meta`` goes with the trace."""

    name: str
    colour: str | Sequence[str]
    lengths: Sequence[float]
    pattern: str = ""
    opacity: Sequence[float] | None = None
    meta: str = ""


def ranked_bars(
    labels: Sequence[object],
    segments: Sequence[Segment],
    values: Sequence[str],
    details: Sequence[str],
) -> dict[str, Any]:
    """A figure of one row per label, first on top.

    `values` are drawn at the right edge; `details` are our own words for the hover box.
    """
    # Rows are placed by rank, not by label: two labels that look alike once shortened stay two
    # rows, and a label such as "2026" is never taken for a number.
    ranks = range(len(labels))
    hover = [[hover_text(label), detail] for label, detail in zip(labels, details, strict=True)]
    if not labels:
        return theme.figure([], theme.layout(0))
    traces = [_bar(segment, ranks, hover, _BAR_SHIFT, 0.24) for segment in segments]
    traces.append(_label_trace(labels, ranks, _LABEL_SHIFT))
    totals = zip(*(segment.lengths for segment in segments), strict=True)
    longest = max((sum(lengths) for lengths in totals), default=1)
    height = ROW_HEIGHT * len(labels)
    layout = _rows_layout(height, values, longest, _LABEL_SHIFT)
    return theme.figure(traces, {**layout, "barmode": "stack", "showlegend": len(segments) > 1})


def paired_bars(
    labels: Sequence[object],
    pair: tuple[Segment, Segment],
    values: Sequence[str],
    details: Sequence[str],
) -> dict[str, Any]:
    """The same with two bars a row, one below the other."""
    ranks = range(len(labels))
    hover = [[hover_text(label), detail] for label, detail in zip(labels, details, strict=True)]
    if not labels:
        return theme.figure([], theme.layout(0))
    traces = [
        _bar(segment, ranks, hover, shift, 0.2)
        for segment, shift in zip(pair, _PAIR_SHIFTS, strict=True)
    ]
    traces.append(_label_trace(labels, ranks, _PAIR_LABEL_SHIFT))
    longest = max(max(segment.lengths) for segment in pair)
    layout = _rows_layout(PAIR_HEIGHT * len(labels), values, longest, _PAIR_LABEL_SHIFT)
    return theme.figure(traces, {**layout, "barmode": "overlay", "showlegend": True})


def _rows_layout(
    height: int, values: Sequence[str], longest: float, label_shift: float
) -> dict[str, Any]:
    return theme.layout(
        height + 14,
        hovermode="closest",
        xaxis=theme.axis(visible=False, range=[0, longest or 1]),
        yaxis=theme.axis(
            type="linear",
            side="right",
            showgrid=False,
            showline=False,
            range=[len(values) - 0.5, -0.5],
            tickmode="array",
            tickvals=[rank + label_shift for rank in range(len(values))],
            ticktext=_right_aligned(values),
            ticklabelstandoff=6,
            tickfont={"color": theme.INK, "size": 12},
        ),
    )


def _right_aligned(values: Sequence[str]) -> list[str]:
    longest = max(map(len, values))
    return [value.rjust(longest, _FIGURE_SPACE) for value in values]


def _bar(
    segment: Segment, ranks: range, hover: list[list[str]], shift: float, width: float
) -> dict[str, Any]:
    marker: dict[str, Any] = {
        "color": segment.colour if isinstance(segment.colour, str) else list(segment.colour),
        "line": {"width": 0},
    }
    if segment.pattern:
        marker["pattern"] = {
            "shape": segment.pattern,
            "size": 5,
            "fillmode": "overlay",
            "fgcolor": theme.SURFACE,
        }
    if segment.opacity is not None:
        marker["opacity"] = list(segment.opacity)
    return {
        **({"meta": segment.meta} if segment.meta else {}),
        "type": "bar",
        "orientation": "h",
        "name": segment.name,
        "x": list(segment.lengths),
        "y": [rank + shift for rank in ranks],
        "width": width,
        "customdata": hover,
        "hovertemplate": "%{customdata[0]}<br>%{customdata[1]}<extra></extra>",
        "marker": marker,
    }


def _label_trace(labels: Sequence[object], ranks: range, shift: float) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "text",
        "x": [0] * len(ranks),
        "y": [rank + shift for rank in ranks],
        "text": [chart_label(label) for label in labels],
        "textposition": "middle right",
        "textfont": {"color": theme.INK, "size": 12},
        "hoverinfo": "skip",
        "showlegend": False,
        "cliponaxis": True,
    }
