"""How large the responses were, in powers of two."""

from bisect import bisect_left
from itertools import accumulate

from app.charts import numbers
from app.charts.histogram import histogram
from app.charts.panel import Figure, Report, read_panel

PANEL = "response_sizes"


def response_sizes(report: Report) -> Figure:
    """A histogram; empty classes at both ends are left out."""
    return histogram(_filled(report), numbers.size, _range_text, ticks=10)


def sizes_summary(report: Report) -> str:
    """The class that holds the median response."""
    rows = _filled(report)
    if not rows:
        return "No record says how large its response was."
    running = list(accumulate(requests for _, _, requests in rows))
    start, stop, _ = rows[bisect_left(running, running[-1] / 2)]
    return f"The median response is {_range_text(start, stop)} large."


def _filled(report: Report) -> list[tuple[int, int, int]]:
    rows = [(start, stop, count) for start, stop, count in read_panel(report, PANEL).rows]
    used = [index for index, row in enumerate(rows) if row[2]]
    return rows[used[0] : used[-1] + 1] if used else []


def _range_text(start: int, stop: int) -> str:
    return "0 B" if stop == 1 else f"{numbers.size(start)} to {numbers.size(stop)}"
