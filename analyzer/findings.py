"""What the outcomes of a run add up to."""

from dataclasses import dataclass, field
from typing import Any

from analyzer.aggregate.merger import Merger
from analyzer.aggregate.partial import Partial
from analyzer.aggregate.wire import from_bytes
from analyzer.engines.base import Outcome, Product
from analyzer.model import NO_TIMES, Chunk, Clocks, Quarantine, Span
from analyzer.panels.traffic import iso
from analyzer.parse.columns import NO_TIME
from analyzer.timing.parent_lane import ParentLane
from analyzer.timing.spans import PARENT, boot_span, lane_name, worker_spans


@dataclass(slots=True)
class Findings:
    """Merged partials, spans, and where every chunk went. ``pids`` and ``peaks`` (bytes of memory)
    are of lanes, ``clocks`` of sources. ``bytes_done`` and ``records`` are of the chunks merged so
    far; ``resumed`` counts chunks that an earlier run had finished."""

    merger: Merger = field(default_factory=Merger)
    spans: list[Span] = field(default_factory=list)
    pids: dict[str, int] = field(default_factory=dict)
    peaks: dict[str, int] = field(default_factory=dict)
    chunks: list[dict[str, Any]] = field(default_factory=list)
    quarantined: list[Quarantine] = field(default_factory=list)
    clocks: dict[int, Clocks] = field(default_factory=dict)
    bytes_done: int = 0
    records: int = 0
    resumed: int = 0

    def take(self, outcome: Outcome, parent: ParentLane) -> None:
        """Merges one outcome, or notes why there is nothing to merge."""
        chunk: Chunk = outcome.task.chunk
        if outcome.product is None:
            self.quarantined.append(
                Quarantine(chunk.source, chunk.start, chunk.end, outcome.failure)
            )
            return
        self._draw(outcome, outcome.product, chunk, parent)
        with parent.phase("merge", chunk.index):
            self._merge(chunk, from_bytes(outcome.product.payload))
        if outcome.submitted_ns:
            waited = outcome.product.trace.started_ns - outcome.submitted_ns
            self.chunks[-1]["queued_ns"] = max(waited, 0)

    def resume(self, chunk: Chunk, payload: bytes, parent: ParentLane) -> None:
        """Merges what an earlier run had found in the chunk."""
        with parent.phase("resume", chunk.index):
            self._merge(chunk, from_bytes(payload))
        self.resumed += 1

    def _draw(self, outcome: Outcome, product: Product, chunk: Chunk, parent: ParentLane) -> None:
        lane = lane_name(outcome.worker.number)
        if lane not in self.pids:
            self.pids[lane] = outcome.worker.pid
            self.spans.append(boot_span(outcome.worker))
        self.peaks[lane] = max(self.peaks.get(lane, 0), product.trace.peak_bytes)
        self.spans += worker_spans(outcome.worker, product.trace, outcome.returned_ns, chunk.index)
        # What a thread received while the parent did something else took none of its time.
        begun = max(outcome.arrived_ns, parent.spans[-1].end_ns if parent.spans else 0)
        received = Span(PARENT, chunk.index, "transfer", begun, max(outcome.received_ns, begun))
        self.spans.append(received)

    def _merge(self, chunk: Chunk, partial: Partial) -> None:
        self.merger.add(partial)
        self.clocks[chunk.source] = self.clocks.get(chunk.source, NO_TIMES) + partial.clocks
        self.bytes_done += chunk.bytes
        self.records += partial.accounting.records
        self.chunks.append(
            {
                "chunk": chunk.index,
                "source": chunk.source,
                "start": chunk.start,
                "end": chunk.end,
                "records": partial.accounting.records,
                "rejected": partial.accounting.rejected,
                "distinct": partial.weight,
                **_times(partial),
            }
        )


def _times(partial: Partial) -> dict[str, str]:
    """Of the first and the last record with a time; nothing where there is none."""
    if partial.aggregates is None or partial.aggregates.first == NO_TIME:
        return {}
    return {
        "time_first": iso(partial.aggregates.first),
        "time_last": iso(partial.aggregates.last),
    }
