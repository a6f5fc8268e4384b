"""Lanes, figures, notes and the verdict as the report's JSON holds them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from analyzer.model import Span
from analyzer.timing.figures import Summary, summarise
from analyzer.timing.lanes import Lane, lanes
from analyzer.timing.notes import notes
from analyzer.timing.pieces import pieces_of
from analyzer.timing.spans import PARENT, is_worker
from analyzer.timing.verdict import Circumstances, verdict

__all__ = [
    "Circumstances",
    "Lane",
    "Summary",
    "lanes",
    "noted",
    "parent_json",
    "summarise",
    "timing_json",
    "verdict",
]


def timing_json(summary: Summary, workers: Sequence[Lane]) -> dict[str, object]:
    """Lanes and summary."""
    return {"lanes": [asdict(lane) for lane in workers], "summary": asdict(summary)}


def parent_json(spans: Sequence[Span], wall_ns: int) -> dict[str, Any]:
    """The parent's lane: {"busy_ns", "wait_ns", "cpu_ns", "phases"}; what no phase covers it
    waited, so that busy and wait are the wall time."""
    phases: dict[str, int] = {}
    own = [span for span in spans if span.lane == PARENT and span.phase != "wait"]
    for span in own:
        phases[span.phase] = phases.get(span.phase, 0) + span.end_ns - span.start_ns
    busy = sum(phases.values())
    cpu = sum(span.cpu_ns for span in own)
    return {"busy_ns": busy, "wait_ns": max(wall_ns - busy, 0), "cpu_ns": cpu, "phases": phases}


def noted(chunks: Sequence[Mapping[str, Any]], spans: Sequence[Span]) -> list[dict[str, Any]]:
    """The entries of chunks by source and position, with a ``note`` where one was slow."""
    keys = [(chunk["chunk"], chunk["end"] - chunk["start"]) for chunk in chunks]
    pieces = pieces_of([span for span in spans if is_worker(span.lane)])
    found = notes(pieces, dict(zip(keys, chunks, strict=True)))
    entries = [
        {**chunk, "note": found[key]} if key in found else dict(chunk)
        for key, chunk in zip(keys, chunks, strict=True)
    ]
    return sorted(entries, key=lambda entry: (entry["source"], entry["start"]))
