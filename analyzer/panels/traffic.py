"""Panels of numbers: time, status, size and week."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime

import numpy as np

from analyzer.aggregate.partial import Aggregates
from analyzer.aggregate.timeline import CLASSES, STATUS_CLASSES, for_report
from analyzer.aggregate.wall_clock import ByClock
from analyzer.model import Panel
from analyzer.parse.columns import IntArray
from analyzer.parse.levels import LEVELS
from analyzer.zones import UTC_NAME, zone_named

_BY_STATUS = (*STATUS_CLASSES, "other")


def iso(seconds: int, zone: str = UTC_NAME) -> str:
    """Seconds since 1970 as ISO 8601 in UTC, or in a zone with its offset."""
    if zone != UTC_NAME:
        with suppress(ValueError, OverflowError):  # at the ends of the calendar
            return datetime.fromtimestamp(seconds, zone_named(zone)).isoformat(timespec="seconds")
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def in_utc(parts: Aggregates) -> ByClock:
    """Of aggregates of which some record has a time."""
    line = for_report(parts.timeline, parts.first, parts.last)
    return ByClock(UTC_NAME, line, parts.hours)


def over_time(clock: ByClock) -> dict[str, Panel]:
    """Records over time in buckets of equal width: requests and bytes by status class where the log
    has statuses, records by level where it has levels or neither."""
    times = [iso(start, clock.zone) for start in clock.timeline.starts.tolist()]
    counted, sent = clock.timeline.sums
    shown = {name for name, count in zip(CLASSES, counted.sum(axis=0), strict=True) if count}
    panels = {}
    if shown & set(STATUS_CLASSES):
        panels["requests_over_time"] = _timed("Requests over time", times, counted, _BY_STATUS)
        panels["bytes_over_time"] = _timed("Bytes over time", times, sent, _BY_STATUS)
    if not panels or shown & set(LEVELS):
        levels = [name for name in LEVELS if name in shown]
        panels["levels_over_time"] = _timed("Records over time", times, counted, [*levels, "other"])
    return panels


def _timed(title: str, times: list[str], sums: IntArray, names: Sequence[str]) -> Panel:
    """One row a bucket; classes without a column of their own count as other."""
    cells = [sums[:, CLASSES.index(name)] for name in names]
    cells[-1] = sums.sum(axis=1) - sum(cells[:-1], np.zeros(len(times), np.int64))
    columns = zip(*(column.tolist() for column in cells), strict=True)
    rows = [[time, *row] for time, row in zip(times, columns, strict=True)]
    return Panel(title, ("time", *names), rows, len(rows))


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


def weekly_pattern(clock: ByClock) -> Panel:
    """Requests by weekday (0 is Monday) and hour."""
    rows = [[hour // 24, hour % 24, int(count)] for hour, count in enumerate(clock.hours)]
    title = f"Requests by weekday and hour ({clock.zone})"
    return Panel(title, ("weekday", "hour", "requests"), rows, len(rows))
