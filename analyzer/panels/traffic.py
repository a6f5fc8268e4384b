"""Panels of numbers: time, status, size and week."""

from datetime import UTC, datetime

import numpy as np

from analyzer.aggregate.partial import Aggregates
from analyzer.aggregate.timeline import CLASSES, for_report
from analyzer.model import Panel

_SHOWN = ("1xx", "2xx", "3xx", "4xx", "5xx", "other")
_ORDER = [CLASSES.index(name) for name in _SHOWN]


def iso(seconds: int) -> str:
    """Seconds since 1970 as ISO 8601 in UTC."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def over_time(parts: Aggregates) -> dict[str, Panel]:
    """Requests and bytes by status class in buckets of equal width."""
    line = for_report(parts.timeline, parts.first, parts.last)
    times = [iso(start) for start in line.starts.tolist()]
    titles = ("requests_over_time", "Requests over time"), ("bytes_over_time", "Bytes over time")
    panels = {}
    for (name, title), sums in zip(titles, line.sums, strict=True):
        cells = sums[:, _ORDER].tolist()
        rows = [[time, *row] for time, row in zip(times, cells, strict=True)]
        panels[name] = Panel(title, ("time", *_SHOWN), rows, len(rows))
    return panels


def status_codes(parts: Aggregates) -> Panel:
    """Requests and bytes by status code; 0 stands for none."""
    codes = np.flatnonzero(parts.statuses[0])
    rows = [[int(code), *parts.statuses[:, code].tolist()] for code in codes]
    rows.sort(key=lambda row: (-row[1], row[0]))
    return Panel("Status codes", ("status", "requests", "bytes"), rows, len(rows))


def response_sizes(parts: Aggregates) -> Panel:
    """Responses by size in powers of two, from the smallest that occurs to the largest."""
    used = np.flatnonzero(parts.sizes)
    buckets = range(int(used[0]), int(used[-1]) + 1) if len(used) else range(0)
    rows = [[1 << b >> 1, 1 << b, int(parts.sizes[b])] for b in buckets]
    return Panel("Response sizes", ("from_bytes", "to_bytes", "requests"), rows, len(rows))


def weekly_pattern(parts: Aggregates) -> Panel:
    """Requests by weekday (0 is Monday) and hour, in UTC."""
    rows = [[hour // 24, hour % 24, int(count)] for hour, count in enumerate(parts.hours)]
    title = "Requests by weekday and hour (UTC)"
    return Panel(title, ("weekday", "hour", "requests"), rows, len(rows))
