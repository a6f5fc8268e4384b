"""Spans as comma-separated values."""

from collections.abc import Iterator, Mapping
from typing import Any

from analyzer.exports.csv_table import csv_text
from analyzer.model import Span

COLUMNS = (
    "lane", "chunk", "phase", "start_ns", "end_ns", "duration_ns", "bytes", "records", "cpu_ns",
)  # fmt: skip


def spans_csv(timing: Mapping[str, Any]) -> str:
    """A header and a line a span; times in nanoseconds from the run's start. The chunk is empty
    where a span belongs to none."""
    return csv_text(COLUMNS, _rows(timing))


def _rows(timing: Mapping[str, Any]) -> Iterator[list[object]]:
    for row in timing["spans"]:
        span = Span(*row)
        yield [
            span.lane,
            span.chunk if span.chunk >= 0 else "",
            span.phase,
            span.start_ns,
            span.end_ns,
            span.end_ns - span.start_ns,
            span.bytes,
            span.records,
            span.cpu_ns,
        ]
