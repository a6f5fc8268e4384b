"""The spans of a run, and how many of them become a drawable number of bars."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.charts import theme
from app.charts.panel import Report

BAR_LIMIT = 2000
# With very many lanes the limit gives way: fewer slots than this would show nothing.
SLOTS_AT_LEAST = 24


class Span(NamedTuple):
    """What one lane did from `start_ns` to `end_ns`, counted from the start of the run."""

    lane: str
    chunk: int
    phase: str
    start_ns: int
    end_ns: int
    bytes: int
    records: int
    cpu_ns: int


class Bar(NamedTuple):
    """A rectangle in a lane: from `start_ns` for `length_ns`, from `low` to `high` of its height.

    A single span fills the height. Where spans are merged, a bar is one phase of one time slot and
    its height is the share of the slot the phase took; `spent_ns` is that time.
    """

    lane: str
    phase: str
    start_ns: float
    length_ns: float
    low: float
    high: float
    spent_ns: float
    chunks: tuple[int, ...]
    bytes: float
    records: float


def lane_names(report: Report) -> list[str]:
    """The parent first, then the workers by number."""

    def order(lane: str) -> tuple[bool, int, str]:
        number = lane.rpartition(" ")[2]
        return lane != "parent", int(number) if number.isdigit() else 0, lane

    timing = report["timing"]
    named = {row["lane"] for row in timing["lanes"]} | {row[0] for row in timing["spans"]}
    return sorted(named, key=order)


def working_spans(report: Report) -> list[Span]:
    """All spans but the waiting ones: waiting shows as empty track."""
    spans = [Span(*row) for row in report["timing"]["spans"]]
    return [span for span in spans if span.phase not in theme.IDLE_PHASES]


def bars(spans: Sequence[Span]) -> tuple[list[Bar], int]:
    """The bars to draw and the number of time slots spans were merged into; 0: one bar a span."""
    if len(spans) <= BAR_LIMIT:
        return [_bar(span) for span in spans], 0
    kinds = len({(span.lane, span.phase) for span in spans})
    slots = max(SLOTS_AT_LEAST, BAR_LIMIT // kinds)
    return list(_slotted(spans, slots)), slots


def _bar(span: Span) -> Bar:
    length = span.end_ns - span.start_ns
    return Bar(
        lane=span.lane,
        phase=span.phase,
        start_ns=span.start_ns,
        length_ns=length,
        low=0,
        high=1,
        spent_ns=length,
        chunks=(span.chunk,),
        bytes=span.bytes,
        records=span.records,
    )


def _slotted(spans: Sequence[Span], slots: int) -> Iterator[Bar]:
    width = max(span.end_ns for span in spans) / slots
    cells: dict[tuple[str, int, str], list[tuple[float, float, Span]]] = defaultdict(list)
    for span in spans:
        for slot, overlap in _overlaps(span, width, slots):
            share = overlap / (span.end_ns - span.start_ns)
            cells[span.lane, slot, span.phase].append((overlap, share, span))
    filled: dict[tuple[str, int], float] = defaultdict(float)
    for (lane, slot, phase), parts in sorted(cells.items(), key=_phase_order):
        spent = sum(overlap for overlap, _, _ in parts)
        low = filled[lane, slot]
        filled[lane, slot] = low + spent / width
        yield Bar(
            lane=lane,
            phase=phase,
            start_ns=slot * width,
            length_ns=width,
            low=low,
            high=filled[lane, slot],
            spent_ns=spent,
            chunks=tuple(sorted({span.chunk for _, _, span in parts})),
            bytes=sum(share * span.bytes for _, share, span in parts),
            records=sum(share * span.records for _, share, span in parts),
        )


def _overlaps(span: Span, width: float, slots: int) -> Iterator[tuple[int, float]]:
    first = min(int(span.start_ns // width), slots - 1)
    last = min(int(span.end_ns // width), slots - 1)
    for slot in range(first, last + 1):
        start = max(span.start_ns, slot * width)
        overlap = min(span.end_ns, (slot + 1) * width) - start
        if overlap > 0:
            yield slot, overlap


def _phase_order(cell: tuple[tuple[str, int, str], object]) -> tuple[str, int, int, str]:
    (lane, slot, phase), _ = cell
    known = theme.PHASES.index(phase) if phase in theme.PHASES else len(theme.PHASES)
    return lane, slot, known, phase
