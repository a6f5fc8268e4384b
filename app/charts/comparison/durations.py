"""How long requests took on both sides."""

from app.charts import numbers, theme
from app.charts.bars import Segment, paired_bars
from app.charts.comparison import words
from app.charts.comparison.chart import Comparison
from app.charts.panel import Figure, Panel

_NAMES = {"p50": "Median (p50)", "p95": "95 % took at most (p95)", "p99": "99 % took at most (p99)"}
_NS = 1e6


def durations(found: Comparison) -> Figure:
    """Two bars a percentile, A above B, in milliseconds."""
    percentiles = found["durations_ms"]
    pairs = list(percentiles.values())
    a = Segment("A", theme.SIDE_A, [a for a, _ in pairs], meta="a")
    b = Segment("B", theme.SIDE_B, [b for _, b in pairs], "/", meta="b")
    texts = [_shift(*pair) for pair in pairs]
    changes = [words.relative(*pair) for pair in pairs]
    return paired_bars([_NAMES[name] for name in percentiles], (a, b), texts, changes)


def durations_summary(found: Comparison) -> str:
    """Every shift in one sentence."""
    shifts = (
        f"{name} {_shift(*pair)} ({words.relative(*pair)})"
        for name, pair in found["durations_ms"].items()
    )
    return f"{', '.join(shifts)}; percentiles are compared as they are, without a test."


def durations_table(found: Comparison) -> Panel:
    """Percentiles in milliseconds with their change."""
    rows = [
        [_NAMES[name], a, b, words.relative(a, b)] for name, (a, b) in found["durations_ms"].items()
    ]
    return Panel(["percentile", "A, ms", "B, ms", "change"], rows, len(rows))


def _shift(a: float, b: float) -> str:
    return f"{numbers.duration(a * _NS)} → {numbers.duration(b * _NS)}"
