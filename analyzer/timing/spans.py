"""From what engines report to spans: one lane a worker, drawn later."""

from collections.abc import Iterable, Iterator

from analyzer.engines.base import Trace, Worker
from analyzer.model import Span

PARENT = "parent"
UPLOAD = "upload"
DECODER = "decoder"


def is_worker(lane: str) -> bool:
    """Whether a worker's; other lanes are of the parent and of what goes on beside it."""
    return lane.startswith("worker ")


def lane_name(number: int) -> str:
    """The lane of a worker."""
    return f"worker {number}"


def worker_spans(worker: Worker, trace: Trace, returned_ns: int, chunk: int) -> Iterator[Span]:
    """The worker's spans of one chunk. Reading and parsing take turns block by block; each is
    drawn as one bar of its summed length, in the order in which they first occurred."""
    lane, at = lane_name(worker.number), trace.started_ns
    for phase, length in trace.wall_ns.items():
        cpu = trace.cpu_ns[phase]
        yield Span(lane, chunk, phase, at, at + length, trace.bytes, trace.records, cpu)
        at += length
    if returned_ns > trace.ended_ns:
        yield Span(lane, chunk, "transfer", trace.ended_ns, returned_ns)


def boot_span(worker: Worker) -> Span:
    """From the moment the worker was asked for until it was ready."""
    return Span(lane_name(worker.number), -1, "boot", worker.asked_ns, worker.ready_ns)


def parent_waits(
    spans: Iterable[Span], started_ns: int, ended_ns: int, at_least_ns: int = 100_000
) -> Iterator[Span]:
    """The parent's time between its spans, drawn as phase "wait"; pauses of less than a tenth of a
    millisecond are not drawn."""
    at = started_ns
    for span in sorted((one for one in spans if one.lane == PARENT), key=lambda one: one.start_ns):
        if span.start_ns - at >= at_least_ns:
            yield Span(PARENT, -1, "wait", at, span.start_ns)
        at = max(at, span.end_ns)
    if ended_ns - at >= at_least_ns:
        yield Span(PARENT, -1, "wait", at, ended_ns)
