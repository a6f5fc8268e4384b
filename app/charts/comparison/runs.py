"""How long it took to read both logs."""

from typing import Any

from app.charts import numbers, theme
from app.charts.bars import Segment, paired_bars
from app.charts.comparison import words
from app.charts.comparison.chart import SIDES, Comparison
from app.charts.panel import Figure, Panel

_MEBIBYTE = 1 << 20
_ALIKE = 1.05
"""Speeds closer than this are called the same: two runs of one log differ by more."""


def phases(found: Comparison) -> Figure:
    """Two bars a phase: busy time of all workers for each MiB of log."""
    pairs = _pairs(found)
    a = Segment("A", theme.SIDE_A, [a for a, _ in pairs.values()], meta="a")
    b = Segment("B", theme.SIDE_B, [b for _, b in pairs.values()], "/", meta="b")
    texts = [f"{numbers.duration(a)} → {numbers.duration(b)}" for a, b in pairs.values()]
    return paired_bars(list(pairs), (a, b), texts, [words.relative(*one) for one in pairs.values()])


def phases_summary(found: Comparison) -> str:
    """Both runs, and which read its log faster."""
    a, b = (found["sides"][side] for side in SIDES)
    if a["id"] == b["id"]:
        return f"Both sides are of one analysis, read once: {_run(a['run'])}."
    speeds = [side["run"]["megabytes_per_s"] for side in (a, b)]
    text = f"A: {_run(a['run'])}. B: {_run(b['run'])}"
    if not all(speeds):
        return f"{text}."
    ratio = max(speeds) / min(speeds)
    if ratio < _ALIKE:
        return f"{text}: about as fast."
    times = f"{ratio:.1f}" if ratio < 10 else f"{ratio:,.0f}"
    return f"{text}: {times} times as {'fast' if speeds[1] > speeds[0] else 'slow'}."


def phases_table(found: Comparison) -> Panel:
    """Busy time by phase in milliseconds for each MiB."""
    rows = [
        [phase, round(a / 1e6, 3), round(b / 1e6, 3), words.relative(a, b)]
        for phase, (a, b) in _pairs(found).items()
    ]
    return Panel(["phase", "A, ms per MiB", "B, ms per MiB", "change"], rows, len(rows))


def _pairs(found: Comparison) -> dict[str, tuple[float, float]]:
    """Nothing where both sides are of one run."""
    a, b = (found["sides"][side] for side in SIDES)
    if a["id"] == b["id"]:
        return {}
    spent = [side["run"]["phases_ns"] for side in (a, b)]
    sizes = [max(side["run"]["bytes"], 1) / _MEBIBYTE for side in (a, b)]
    return {
        phase: (spent[0].get(phase, 0) / sizes[0], spent[1].get(phase, 0) / sizes[1])
        for phase in theme.in_phase_order([*spent[0], *spent[1]])
    }


def _run(run: dict[str, Any]) -> str:
    return (
        f"{numbers.size(run['bytes'])} in {numbers.duration(run['wall_ns'])} with "
        f"{numbers.counted(run['workers'], 'worker')}, {run['megabytes_per_s']:.1f} MB/s"
    )
