"""Panels of how long things took."""

import numpy as np

from analyzer.aggregate.latency import BUCKETS, GROWTH, MIDDLES, Latency, percentile
from analyzer.aggregate.partial import Aggregates
from analyzer.model import Panel
from analyzer.panels.bounds import drawn_from
from analyzer.panels.tables import largest, text
from analyzer.parse.columns import IntArray
from analyzer.percent import percent

_SHARES = (0.5, 0.9, 0.95, 0.99)
_COLUMNS = ("p50_ms", "p90_ms", "p95_ms", "p99_ms")
_BOUND = f"within {percent((GROWTH - 1) / 2)}"


def latencies(parts: Aggregates) -> dict[str, Panel]:
    """Percentiles overall, the distribution, and the paths that took most time altogether."""
    spent = parts.latency
    if not spent.counts.any():
        return {}
    panels = {"durations": _overall(spent), "duration_distribution": _distribution(spent)}
    if "path" in parts.tallies:
        panels["slow_paths"] = _by_path(parts)
    return panels


def _overall(spent: Latency) -> Panel:
    count = int(spent.counts.sum())
    rows = [[count, *_percentiles(spent.counts), _ms(spent.longest), _ms(spent.total / count)]]
    title = f"Durations (percentiles {_BOUND})"
    return Panel(title, ("requests", *_COLUMNS, "max_ms", "mean_ms"), rows, 1)


def _distribution(spent: Latency) -> Panel:
    """Records by duration, in doubling ranges."""
    edges = [0.0, *(2.0**power for power in range(52))]
    place = np.searchsorted(edges, MIDDLES, side="right") - 1
    counts = np.bincount(place, spent.counts, minlength=len(edges)).astype(np.int64)
    used = np.flatnonzero(counts)
    rows = [
        [_ms(edges[row]), _ms(edges[row + 1]), int(counts[row])]
        for row in range(int(used[0]), int(used[-1]) + 1)
    ]
    return Panel("Requests by duration", ("from_ms", "to_ms", "requests"), rows, len(rows))


def _by_path(parts: Aggregates) -> Panel:
    """The paths with the largest sum of durations, each taken from the middle of its bucket."""
    path, bucket = np.divmod(parts.latency.packed, BUCKETS)
    counts = parts.latency.packed_counts
    keys = parts.tallies["path"].keys
    total = np.bincount(path, counts * GROWTH ** (bucket - 1.5), minlength=len(keys))
    rows = []
    for place in largest(keys, total).tolist():
        where = slice(*np.searchsorted(path, [place, place + 1]))
        histogram = np.zeros(BUCKETS, np.int64)
        histogram[bucket[where]] = counts[where]
        name = text(keys[place].as_py())
        rows.append([name, int(histogram.sum()), *_percentiles(histogram), _ms(total[place])])
    shown = ("path", "requests", *_COLUMNS, "total_ms")
    title = f"Paths by time spent (percentiles {_BOUND})"
    found = Panel(title, shown, rows, int(np.count_nonzero(total > 0)))
    return drawn_from(found, "path", parts.tallies["path"])


def _percentiles(counts: IntArray) -> list[float]:
    return [_ms(percentile(counts, share)) for share in _SHARES]


def _ms(microseconds: float) -> float:
    """Milliseconds, to four digits: more would pretend."""
    return float(f"{microseconds / 1000:.4g}")
