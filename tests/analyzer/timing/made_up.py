"""The timing of a run that never was: every chunk costs the same, and nothing disturbs."""

from collections.abc import Sequence
from typing import Any

MIB = 1 << 20
S = 10**9


def span(
    lane: str, chunk: int, phase: str, start: float, end: float, size: int = 0, cpu: float = 0
) -> list[Any]:
    """A row of the report's spans; times in seconds, a record for every 100 bytes."""
    return [lane, chunk, phase, round(start * S), round(end * S), size, size // 100, round(cpu * S)]


def timing(
    workers: int = 2,
    cores: int = 4,
    chunks: int = 8,
    work: float = 1.0,
    merge: float = 0.05,
    share: float = 1.0,
) -> dict[str, Any]:
    """Planned in 0.2 s, booted in 0.1 s; then each worker parses its share of ``chunks`` of 1 MiB,
    for ``work`` seconds each of which it has a processor for ``share``; the parent merges each for
    ``merge`` seconds as it comes, and reports in 0.3 s."""
    rows = [span("parent", -1, "plan", 0, 0.2, cpu=0.2)]
    ends = []
    for number in range(1, workers + 1):
        lane = f"worker {number}"
        rows.append(span(lane, -1, "boot", 0.2, 0.3))
        for turn, chunk in enumerate(range(number - 1, chunks, workers)):
            start = 0.3 + turn * work
            rows.append(span(lane, chunk, "parse", start, start + work, MIB, work * share))
            ends.append((start + work, chunk))
    free = 0.0
    for end, chunk in sorted(ends):
        free = max(free, end) + merge
        rows.append(span("parent", chunk, "merge", free - merge, free, cpu=merge * share))
    rows.append(span("parent", -1, "render", free, free + 0.3, cpu=0.3))
    return {
        "workers": workers,
        "engine": "pool",
        "chunk_bytes": MIB,
        "cores": cores,
        "wall_ns": round((free + 0.3) * S),
        "spans": sorted(rows, key=lambda row: (row[0], row[3])),
        "chunks": _chunks(chunks),
        "lanes": [{"lane": f"worker {n}", "pid": 100 + n} for n in range(1, workers + 1)],
        "verdict": "made up",
    }


def _chunks(count: int) -> Sequence[dict[str, int]]:
    return [{"chunk": n, "source": 0, "start": n * MIB, "end": (n + 1) * MIB} for n in range(count)]
