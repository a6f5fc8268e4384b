"""What the chunks of a run cost, taken from its timing.

Time on a processor counts where it was measured, not time on the clock: what a run would have
cost on processors of its own. How much longer everything took (``stretch`` = wall / processor time
of parse, aggregate and store) tells how many other processes wanted the processors, and that they
would again is assumed of every prediction.

Two laws of growth: reading and parsing cost as much as there are bytes; aggregating, storing,
transferring and merging cost as much as there are distinct values, of which there are about as many
as the square root of the bytes.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from analyzer.model import Span
from analyzer.timing.pieces import Piece, pieces_of
from analyzer.timing.simulation import Cost, Host
from analyzer.timing.spans import PARENT, is_worker

_LINEAR = ("read", "parse")
_COMPUTED = ("parse", "aggregate", "store")
_FULL = 0.8
_BOOT_NS = 40e6
_NEXT_BOOT_NS = 5e6
"""A pool's first worker, and each further one, where the run did not show it."""


@dataclass(frozen=True, slots=True)
class Rates:
    """In nanoseconds of a processor: ``linear`` a byte, ``root`` and ``merge`` a square root of a
    chunk's bytes, ``hand_over`` a chunk."""

    linear: float
    root: float
    merge: float
    hand_over: float

    def chunk(self, size: int) -> Cost:
        """Of a chunk of ``size`` bytes."""
        root = sqrt(size)
        work = self.linear * size + self.root * root + self.hand_over
        return Cost(work, self.merge * root)


@dataclass(frozen=True, slots=True)
class Measured:
    """A run as the model sees it. ``costs`` are its chunks', ``sizes`` its sources' bytes,
    ``lead_ns`` goes before workers are asked for and ``tail_ns`` follows the last chunk's merge;
    of the tail, ``final_ns`` is the last merge and ``hash_ns`` a wait for the files' hashes."""

    host: Host
    workers: int
    chunk_bytes: int
    pooled: bool
    wall_ns: int
    rates: Rates
    costs: Sequence[Cost]
    sizes: Sequence[int]
    roots: float
    lead_ns: float
    boot_ns: float
    next_boot_ns: float
    tail_ns: float
    final_ns: float
    hash_ns: float


def measured(timing: Mapping[str, Any]) -> Measured | None:
    """From the report's timing (without its figures); None where no worker did anything."""
    spans = [Span(*row) for row in timing["spans"]]
    pieces = [piece for piece in pieces_of([s for s in spans if is_worker(s.lane)]) if piece.bytes]
    if not pieces:
        return None
    parent = [span for span in spans if span.lane == PARENT and span.phase != "wait"]
    boots = sorted(
        (s.end_ns, s.start_ns) for s in spans if s.phase == "boot" and s.end_ns > s.start_ns
    )
    last = max(piece.end_ns for piece in pieces)
    merges = [span for span in parent if span.chunk >= 0 and span.phase in ("merge", "transfer")]
    ended = max([last, *(span.end_ns for span in merges)])
    stretch = _stretch(pieces)
    cores = timing.get("cores", timing["workers"])
    first = boots[0][1] if boots else pieces[0].start_ns
    costs = _costs(pieces, merges, stretch)
    roots = sum(sqrt(piece.bytes) for piece in pieces)
    hand_over = _hand_over(pieces) / stretch if boots else 0.0
    later = [span for span in parent if span.start_ns >= ended]
    return Measured(
        host=_host(cores, stretch, pieces, parent, ended),
        workers=timing["workers"],
        chunk_bytes=timing["chunk_bytes"],
        pooled=bool(boots),
        wall_ns=timing["wall_ns"],
        rates=Rates(
            linear=sum(_own(p, stretch, linear=True) for p in pieces)
            / sum(p.bytes for p in pieces),
            root=sum(_own(p, stretch, linear=False) for p in pieces) / roots,
            merge=sum(cost.merge for cost in costs) / roots,
            hand_over=hand_over,
        ),
        costs=[Cost(cost.work + hand_over, cost.merge) for cost in costs],
        sizes=_sizes(timing["chunks"], {piece.chunk for piece in pieces}),
        roots=roots,
        lead_ns=first,
        boot_ns=boots[0][0] - first if boots else _BOOT_NS,
        next_boot_ns=_next_boot(boots),
        tail_ns=max(timing["wall_ns"] - ended, 0),
        final_ns=_spent(later, "merge"),
        hash_ns=_spent(later, "hash"),
    )


def _stretch(pieces: Sequence[Piece]) -> float:
    """Wall / processor time of what needs nothing but a processor; 1 where it was not measured."""
    wall = sum(p.wall_ns[phase] for p in pieces for phase in _COMPUTED if phase in p.cpu_ns)
    cpu = sum(p.cpu_ns[phase] for p in pieces for phase in _COMPUTED if phase in p.cpu_ns)
    return max(1.0, wall / cpu) if cpu else 1.0


def _own(piece: Piece, stretch: float, *, linear: bool) -> float:
    """The piece's phases of one law, as on a processor of its own. What reading took beyond the
    stretch of the others was the disk's."""
    own = 0.0
    for phase, wall in piece.wall_ns.items():
        if (phase in _LINEAR) == linear:
            cpu = piece.cpu_ns.get(phase, 0)
            own += cpu if cpu and phase in _COMPUTED else max(cpu, wall / stretch)
    return own


def _costs(pieces: Sequence[Piece], merges: Sequence[Span], stretch: float) -> list[Cost]:
    merge: dict[int, float] = defaultdict(float)
    for span in merges:
        merge[span.chunk] += span.cpu_ns or (span.end_ns - span.start_ns) / stretch
    return [
        Cost(
            _own(piece, stretch, linear=True) + _own(piece, stretch, linear=False),
            merge.pop(piece.chunk, 0.0),
        )
        for piece in pieces
    ]


def _host(
    cores: int, stretch: float, pieces: Sequence[Piece], parent: Sequence[Span], ended_ns: int
) -> Host:
    """With A of our processes active on average, on as many processors or fewer, the others F are
    known from the share that ours got: 1 / stretch = cores / (A + F). Where ours left processors
    free, nothing tells how many others there were, and a stretch stays what it is."""
    begun = pieces[0].start_ns
    busy = sum(piece.busy_ns for piece in pieces)
    busy += sum(s.end_ns - s.start_ns for s in parent if begun <= s.start_ns < ended_ns)
    active = busy / (ended_ns - begun)
    if active < _FULL * cores:
        return Host(cores, slow=stretch)
    return Host(cores, max(0.0, cores * (stretch * min(1.0, cores / active) - 1)))


def _hand_over(pieces: Sequence[Piece]) -> float:
    """From the end of a chunk to the beginning of its worker's next: a pause that a quarter of
    them do not reach, as longer ones have other causes."""
    pauses = []
    last: dict[str, int] = {}
    for piece in pieces:
        if piece.lane in last:
            pauses.append(max(piece.start_ns - last[piece.lane], 0))
        last[piece.lane] = piece.end_ns
    return float(sorted(pauses)[len(pauses) // 4]) if pauses else 0.0


def _next_boot(boots: Sequence[tuple[int, int]]) -> float:
    """Between one worker's being ready and the next one's, of those asked for at once."""
    together = [ready for ready, asked in boots if asked == boots[0][1]]
    if len(together) < 2:
        return _NEXT_BOOT_NS
    return (together[-1] - together[0]) / (len(together) - 1)


def _sizes(chunks: Sequence[Mapping[str, Any]], parsed: set[int]) -> list[int]:
    sizes: dict[int, int] = defaultdict(int)
    for chunk in chunks:
        if chunk["chunk"] in parsed:
            sizes[chunk["source"]] += chunk["end"] - chunk["start"]
    return list(sizes.values())


def _spent(spans: Sequence[Span], phase: str) -> float:
    return float(sum(span.end_ns - span.start_ns for span in spans if span.phase == phase))
