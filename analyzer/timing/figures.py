"""The whole run in figures, each with its formula."""

from collections.abc import Sequence
from dataclasses import dataclass

from analyzer.model import Span
from analyzer.timing.lanes import Lane
from analyzer.timing.pieces import pieces_of, stragglers
from analyzer.timing.spans import PARENT, is_worker

_SECOND = 1e9
_INPUT = frozenset({"read", "parse"})


@dataclass(frozen=True, slots=True)
class Summary:
    """Figures of the whole run.

    ``serial_ns``: the workers' busy time added up, an upper estimate of one process's time, as
    processes slow each other. ``speed_up`` S = serial_ns / map wall time; ``efficiency`` = S / p
    for p workers; ``imbalance`` = longest busy time / mean busy time; ``idle_share`` = idle time /
    all of the workers' map time; ``merge_share`` and ``transfer_share``: of the parent's lane in
    the wall time, beside workers its processor time: for that they have to share with it, but not
    for what it waited. Rates are over the wall time.

    ``serial_fraction`` is Karp and Flatt's e = (1/S - 1/p) / (1 - 1/p), None for one worker: the
    share of the work that was not shared; where it grows with p, sharing itself costs.
    ``cpu_share`` = processor time / wall time while workers read and parsed: low means that they
    waited for the disk or for a processor; 0 where it was not measured. ``tail_share`` = mean time
    from a worker's last work to the end of the map / wall time. ``queue_wait_ns`` = mean time of a
    chunk from being handed over until a worker began it. ``stragglers`` = chunks that took more
    than twice the median time a byte.
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
    serial_fraction: float | None
    cpu_share: float
    tail_share: float
    queue_wait_ns: int
    stragglers: int


def summarise(
    spans: Sequence[Span],
    workers: Sequence[Lane],
    wall_ns: int,
    at_a_time: int | None = None,
    queued_ns: Sequence[int] = (),
) -> Summary:
    """The run's figures; all zero where no worker did anything. There are more lanes than workers
    ``at_a_time`` where some had to be replaced. ``queued_ns`` are the waits of chunks."""
    work = [span for span in spans if is_worker(span.lane) and span.phase != "boot"]
    begun = min((span.start_ns for span in work), default=0)
    ended = max((span.end_ns for span in work), default=0)
    map_ns = ended - begun
    busy = [lane.busy_ns for lane in workers]
    serial = sum(busy)
    count = min(len(workers), at_a_time or len(workers)) or 1
    speed_up = serial / map_ns if map_ns else 0.0
    seconds = wall_ns / _SECOND or 1
    return Summary(
        serial_ns=serial,
        map_ns=map_ns,
        speed_up=round(speed_up, 3),
        efficiency=round(speed_up / count, 3),
        imbalance=round(max(busy, default=0) * len(workers) / serial, 3) if serial else 0.0,
        idle_share=round(max(0.0, 1 - speed_up / count), 3) if map_ns else 0.0,
        merge_share=round(_parent_share(spans, "merge", wall_ns, ended), 4),
        transfer_share=round(_parent_share(spans, "transfer", wall_ns, ended), 4),
        records_per_s=round(sum(lane.records for lane in workers) / seconds, 1),
        megabytes_per_s=round(sum(lane.bytes for lane in workers) / 1e6 / seconds, 2),
        serial_fraction=serial_fraction(speed_up, count) if serial else 0.0,
        cpu_share=round(cpu_share(work, _INPUT), 3),
        tail_share=round(_tail_ns(work, ended) / wall_ns, 4) if wall_ns else 0.0,
        queue_wait_ns=sum(queued_ns) // len(queued_ns) if queued_ns else 0,
        stragglers=stragglers(pieces_of(work)),
    )


def serial_fraction(speed_up: float, workers: int) -> float | None:
    """Karp and Flatt's experimentally determined serial fraction; None for one worker."""
    if workers == 1:
        return None
    return round((1 / speed_up - 1 / workers) / (1 - 1 / workers), 4)


def cpu_share(spans: Sequence[Span], phases: frozenset[str]) -> float:
    """Processor time / wall time of these phases; 0 where neither was measured."""
    wall = sum(span.end_ns - span.start_ns for span in spans if span.phase in phases)
    cpu = sum(span.cpu_ns for span in spans if span.phase in phases)
    return cpu / wall if wall else 0.0


def _tail_ns(work: Sequence[Span], ended_ns: int) -> float:
    """Mean time from a lane's last work to the end of the map."""
    last: dict[str, int] = {}
    for span in work:
        last[span.lane] = max(span.end_ns, last.get(span.lane, 0))
    return sum(ended_ns - one for one in last.values()) / len(last) if last else 0.0


def _parent_share(spans: Sequence[Span], phase: str, wall_ns: int, ended_ns: int) -> float:
    taken = sum(_taken(s, ended_ns) for s in spans if s.lane == PARENT and s.phase == phase)
    return taken / wall_ns if wall_ns else 0.0


def _taken(span: Span, ended_ns: int) -> int:
    beside_workers = span.end_ns <= ended_ns
    return span.cpu_ns if beside_workers and span.cpu_ns else span.end_ns - span.start_ns
