"""What is known of each chunk, in words: who worked on it, for how long, and what it holds."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from app.charts import numbers, spans
from app.charts.labels import visible
from app.charts.panel import Report
from app.charts.spans import Span

_OUTSIDE = frozenset({"transfer"})
"""Phases of a worker's lane that are not its own work on the chunk."""


def chunks(report: Report) -> list[dict[str, Any]]:
    """By chunk: {"chunk", "facts": [[name, text]], "note", "from", "to"}; ``from`` and ``to`` are
    the times of its first and last record, None where unknown."""
    work = _work(report)
    names = [source["name"] for source in report["sources"]]
    return [_chunk(entry, names, work[entry["chunk"]]) for entry in report["timing"]["chunks"]]


def _work(report: Report) -> dict[int, list[Span]]:
    by_chunk: dict[int, list[Span]] = defaultdict(list)
    for span in spans.working_spans(report):
        if span.lane.startswith("worker") and span.phase not in _OUTSIDE:
            by_chunk[span.chunk].append(span)
    return by_chunk


def _chunk(entry: dict[str, Any], names: Sequence[str], work: list[Span]) -> dict[str, Any]:
    size = entry["end"] - entry["start"]
    # The halves of a split chunk share its number; their spans differ in bytes.
    own = [span for span in work if span.bytes == size] or work
    first, last = entry.get("time_first"), entry.get("time_last")
    facts = [
        ("byte range", f"{numbers.exact(entry['start'])} to {numbers.exact(entry['end'])}"),
        ("source", visible(names[entry["source"]])),
        ("bytes", f"{numbers.exact(size)} ({numbers.size(size)})"),
        ("records", numbers.exact(entry["records"])),
        ("rejected", numbers.exact(entry["rejected"])),
        *_pace(own, size),
    ]
    return {
        "chunk": entry["chunk"],
        "facts": facts,
        "note": entry.get("note") or "",
        "from": first,
        "to": last,
    }


def _pace(own: list[Span], size: int) -> list[tuple[str, str]]:
    if not own:
        return [("worked on by", "an earlier run: its result was taken over")]
    wall = sum(span.end_ns - span.start_ns for span in own)
    cpu = sum(span.cpu_ns for span in own)
    return [
        ("worked on by", ", ".join(sorted({span.lane for span in own}))),
        ("duration", numbers.duration(wall)),
        ("speed", f"{numbers.rate(size, wall) / 1e6:.1f} MB/s"),
        ("CPU ÷ wall", f"{numbers.percent(cpu / max(wall, 1))} of {numbers.duration(wall)}"),
    ]
