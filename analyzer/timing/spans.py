"""From what engines report to spans: one lane a worker, drawn later."""

from collections.abc import Iterator

from analyzer.engines.base import Outcome
from analyzer.model import Span

PARENT = "parent"


def lane_name(number: int) -> str:
    """The lane of a worker."""
    return f"worker {number}"


def worker_spans(outcome: Outcome, chunk: int) -> Iterator[Span]:
    """The worker's spans of one chunk. Reading and parsing take turns block by block; each is
    drawn as one bar of its summed length, in the order in which they first occurred."""
    if outcome.product is None:
        return
    lane, trace = lane_name(outcome.worker.number), outcome.product.trace
    at = trace.started_ns
    for phase, length in trace.wall_ns.items():
        cpu = trace.cpu_ns[phase]
        yield Span(lane, chunk, phase, at, at + length, trace.bytes, trace.records, cpu)
        at += length
    if outcome.returned_ns > trace.ended_ns:
        yield Span(lane, chunk, "transfer", trace.ended_ns, outcome.returned_ns)


def boot_span(outcome: Outcome) -> Span:
    """From the moment the worker was asked for until it was ready."""
    worker = outcome.worker
    return Span(lane_name(worker.number), -1, "boot", worker.asked_ns, worker.ready_ns)
