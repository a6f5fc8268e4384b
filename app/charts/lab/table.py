"""All figures of a lab in one table."""

from collections.abc import Mapping
from typing import Any

from app.charts import numbers
from app.charts.lab.chart import Result
from app.charts.lab.spreads import spread_in_words
from app.charts.labels import shorten
from app.charts.panel import Panel


def figures_table(result: Result) -> Panel:
    """All that was measured, a row for each engine and number of workers; a failed one says why."""
    columns = ["engine", "workers", "wall ms", "CPU ms", "start-up ms", "fixed ms", "transfer ms"]
    columns += ["moved", "records/s", "MB/s", "report", "failure"]
    rows = [
        [
            shorten(row["engine"]),
            row["workers"],
            *_measured(row),
            shorten(row["failure"] or "-", 300),
        ]
        for row in result["rows"]
    ]
    return Panel(columns, rows, len(rows))


def _measured(row: Mapping[str, Any]) -> list[Any]:
    figures = row["figures"]
    if figures is None:
        return [None] * 9
    names = ("wall_ms", "cpu_ms", "startup_ms", "fixed_ms", "transfer_ms")
    return [
        *(spread_in_words(figures[name]) for name in names),
        numbers.size(figures["moved_bytes"]),
        round(figures["records_per_s"]["median"]),
        round(figures["megabytes_per_s"]["median"], 1),
        "same" if row["same"] else "DIFFERS",
    ]
