"""One worker's lane in figures."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analyzer.model import Span
from analyzer.timing.spans import is_worker

_SECOND = 1e9
_NOBODY: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class Lane:
    """One worker's share of the work. ``busy_ns`` is time in phases of chunks, ``boot_ns`` its
    start, ``idle_ns`` the rest of the run's wall time. ``cpu_ns`` is processor time within
    ``busy_ns``; ``peak_bytes`` the most memory it had (0: not known)."""

    lane: str
    pid: int
    busy_ns: int
    idle_ns: int
    boot_ns: int
    chunks: int
    bytes: int
    records: int
    records_per_s: float
    megabytes_per_s: float
    phases: Mapping[str, int]
    cpu_ns: int
    peak_bytes: int


def lanes(
    spans: Sequence[Span],
    pids: Mapping[str, int],
    wall_ns: int,
    peaks: Mapping[str, int] = _NOBODY,
) -> list[Lane]:
    """One entry a worker, by its number."""
    by_lane: dict[str, list[Span]] = defaultdict(list)
    for span in spans:
        if is_worker(span.lane):
            by_lane[span.lane].append(span)
    return [
        _lane(name, by_lane[name], pids[name], wall_ns, peaks.get(name, 0))
        for name in sorted(by_lane, key=lane_number)
    ]


def lane_number(lane: str) -> int:
    """Of a worker, from 1; 0 of any other lane."""
    return int(lane.rpartition(" ")[2]) if is_worker(lane) else 0


def _lane(name: str, spans: Sequence[Span], pid: int, wall_ns: int, peak_bytes: int) -> Lane:
    phases: dict[str, int] = defaultdict(int)
    sizes: dict[int, tuple[int, int]] = {}
    for span in spans:
        phases[span.phase] += span.end_ns - span.start_ns
        if span.records or span.bytes:
            sizes[span.chunk] = span.bytes, span.records
    boot = phases.pop("boot", 0)
    busy = sum(phases.values())
    size, records = (
        (sum(column) for column in zip(*sizes.values(), strict=True)) if sizes else (0, 0)
    )
    seconds = busy / _SECOND or 1
    return Lane(
        name,
        pid,
        busy,
        max(wall_ns - busy - boot, 0),
        boot,
        len(sizes),
        size,
        records,
        round(records / seconds, 1),
        round(size / 1e6 / seconds, 2),
        dict(phases),
        sum(span.cpu_ns for span in spans),
        peak_bytes,
    )
