"""What one worker did with one chunk, gathered from its spans."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from analyzer.model import Span
from analyzer.timing.lanes import lane_number

_STRAGGLES = 2.0
_COMPARABLE = 0.5
"""Chunks of fewer than this times the median's bytes are left out of comparisons a byte: fixed
costs rule them."""


@dataclass(slots=True)
class Piece:
    """A chunk, or a half of one that was split, on its worker's lane. Nanoseconds of wall and
    processor time by phase; phases whose processor time was not measured have none."""

    lane: str
    chunk: int
    start_ns: int
    end_ns: int = 0
    bytes: int = 0
    records: int = 0
    wall_ns: dict[str, int] = field(default_factory=dict)
    cpu_ns: dict[str, int] = field(default_factory=dict)

    @property
    def busy_ns(self) -> int:
        """In all phases."""
        return sum(self.wall_ns.values())

    @property
    def ns_per_byte(self) -> float:
        """Busy time a byte."""
        return self.busy_ns / self.bytes if self.bytes else 0.0

    def _add(self, span: Span) -> None:
        self.end_ns = span.end_ns
        self.bytes = max(self.bytes, span.bytes)
        self.records = max(self.records, span.records)
        self.wall_ns[span.phase] = span.end_ns - span.start_ns
        if span.cpu_ns:
            self.cpu_ns[span.phase] = span.cpu_ns


def pieces_of(work: Sequence[Span]) -> list[Piece]:
    """From the workers' spans, by their beginning. A phase that comes again begins another piece,
    as does another chunk."""
    by_lane: dict[str, list[Span]] = defaultdict(list)
    for span in work:
        if span.chunk >= 0:
            by_lane[span.lane].append(span)
    pieces: list[Piece] = []
    for lane in sorted(by_lane, key=lane_number):
        piece: Piece | None = None
        for span in sorted(by_lane[lane], key=lambda one: (one.start_ns, one.end_ns)):
            if piece is None or span.chunk != piece.chunk or span.phase in piece.wall_ns:
                piece = Piece(lane, span.chunk, span.start_ns)
                pieces.append(piece)
            piece._add(span)
    return sorted(pieces, key=lambda piece: piece.start_ns)


def comparable(pieces: Sequence[Piece]) -> list[Piece]:
    """Those large enough to be compared a byte."""
    sized = [piece for piece in pieces if piece.bytes]
    if not sized:
        return []
    least = _COMPARABLE * median(piece.bytes for piece in sized)
    return [piece for piece in sized if piece.bytes >= least]


def stragglers(pieces: Sequence[Piece]) -> int:
    """How many took more than twice the median time a byte."""
    compared = comparable(pieces)
    if not compared:
        return 0
    typical = median(piece.ns_per_byte for piece in compared)
    return sum(piece.ns_per_byte > _STRAGGLES * typical for piece in compared)
