"""Spans as comma-separated values (RFC 4180)."""

import csv
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any

from analyzer.model import Span

COLUMNS = (
    "lane", "chunk", "phase", "start_ns", "end_ns", "duration_ns", "bytes", "records", "cpu_ns",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def spans_csv(timing: Mapping[str, Any]) -> str:
    """A header and a line a span; times in nanoseconds from the run's start. The chunk is empty
    where a span belongs to none."""
    text = StringIO()
    table = csv.writer(text)
    table.writerow(COLUMNS)
    table.writerows(_rows(timing))
    return text.getvalue()


def _rows(timing: Mapping[str, Any]) -> Iterator[list[object]]:
    for row in timing["spans"]:
        span = Span(*row)
        yield [
            safe_cell(span.lane),
            span.chunk if span.chunk >= 0 else "",
            safe_cell(span.phase),
            span.start_ns,
            span.end_ns,
            span.end_ns - span.start_ns,
            span.bytes,
            span.records,
            span.cpu_ns,
        ]


def safe_cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula: such a beginning gets an apostrophe."""
    return f"'{text}" if text.startswith(_FORMULA) else text
