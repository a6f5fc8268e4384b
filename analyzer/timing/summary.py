"""What the lanes say: busy and idle time, speed-up, and a verdict in one sentence."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from analyzer.model import Span
from analyzer.timing.spans import PARENT

_SECOND = 1e9


@dataclass(frozen=True, slots=True)
class Lane:
    """One worker's share of the work. ``busy_ns`` is time in phases of chunks, ``boot_ns`` its
    start, ``idle_ns`` the rest of the run's wall time."""

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


@dataclass(frozen=True, slots=True)
class Summary:
    """Figures of the whole run.

    ``serial_ns``: the workers' busy time added up, an upper estimate of one process's time, as
    processes slow each other. ``speed_up`` = serial_ns / map wall time; ``efficiency`` = speed_up
    / workers; ``imbalance`` = longest busy time / mean busy time; ``idle_share`` = idle time / all
    of the workers' map time; ``merge_share`` and ``transfer_share``: of the parent's lane in the
    wall time. Rates are over the wall time.
    """

    serial_ns: int
    map_ns: int
    speed_up: float
    efficiency: float
    imbalance: float
    idle_share: float
    merge_share: float
    transfer_share: float
    records_per_s: float
    megabytes_per_s: float


def lanes(spans: Sequence[Span], pids: Mapping[str, int], wall_ns: int) -> list[Lane]:
    """One entry a worker, by lane name."""
    by_lane: dict[str, list[Span]] = defaultdict(list)
    for span in spans:
        if span.lane != PARENT:
            by_lane[span.lane].append(span)
    return [_lane(name, by_lane[name], pids[name], wall_ns) for name in sorted(by_lane, key=_order)]


def _order(lane: str) -> int:
    return int(lane.rpartition(" ")[2])


def _lane(name: str, spans: Sequence[Span], pid: int, wall_ns: int) -> Lane:
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
    )


def summarise(spans: Sequence[Span], workers: Sequence[Lane], wall_ns: int) -> Summary:
    """The run's figures; all zero where no worker did anything."""
    begun = [span.start_ns for span in spans if span.lane != PARENT and span.phase != "boot"]
    ended = [span.end_ns for span in spans if span.lane != PARENT]
    map_ns = max(ended) - min(begun) if begun else 0
    busy = [lane.busy_ns for lane in workers]
    serial = sum(busy)
    count = len(workers) or 1
    speed_up = serial / map_ns if map_ns else 0.0
    seconds = wall_ns / _SECOND or 1
    return Summary(
        serial_ns=serial,
        map_ns=map_ns,
        speed_up=round(speed_up, 3),
        efficiency=round(speed_up / count, 3),
        imbalance=round(max(busy, default=0) * count / serial, 3) if serial else 0.0,
        idle_share=round(max(0.0, 1 - speed_up / count), 3),
        merge_share=round(_parent_share(spans, "merge", wall_ns), 4),
        transfer_share=round(_parent_share(spans, "transfer", wall_ns), 4),
        records_per_s=round(sum(lane.records for lane in workers) / seconds, 1),
        megabytes_per_s=round(sum(lane.bytes for lane in workers) / 1e6 / seconds, 2),
    )


def _parent_share(spans: Sequence[Span], phase: str, wall_ns: int) -> float:
    taken = sum(s.end_ns - s.start_ns for s in spans if s.lane == PARENT and s.phase == phase)
    return taken / wall_ns if wall_ns else 0.0


def verdict(summary: Summary, workers: Sequence[Lane], wall_ns: int) -> str:
    """What bound the run, in one plain sentence."""
    phases: dict[str, int] = defaultdict(int)
    for lane in workers:
        for phase, taken in lane.phases.items():
            phases[phase] += taken
    if not phases:
        return "nothing to do: no chunk was parsed"
    count = len(workers)
    if count == 1:
        return f"one worker did it all in {wall_ns / _SECOND:.2f} s; the log is too small to share"
    gave = f"{count} workers gave {summary.speed_up:.1f}x"
    if summary.merge_share > 0.3:
        return f"merge-bound: {gave}, and merging took {summary.merge_share:.0%} of the run"
    if summary.idle_share > 0.3:
        return f"{gave} and stood idle {summary.idle_share:.0%} of the time: too few chunks"
    longest = max(phases, key=lambda phase: phases[phase])
    return f"{longest}-bound: {gave}"


def timing_json(summary: Summary, workers: Sequence[Lane]) -> dict[str, object]:
    """Lanes and summary as the report's JSON holds them."""
    return {"lanes": [asdict(lane) for lane in workers], "summary": asdict(summary)}
