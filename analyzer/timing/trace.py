"""A run as a Chrome trace, which Perfetto (ui.perfetto.dev) and chrome://tracing open.

Complete events ("ph": "X") with ``ts`` and ``dur`` in microseconds from the first span; one
process, one thread a lane, named by metadata events ("ph": "M"). On a lane events nest strictly: a
chunk holds its phases, nothing else overlaps. Waiting is left empty.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from analyzer.model import Span
from analyzer.timing.lanes import lane_number
from analyzer.timing.spans import PARENT, is_worker

_PROCESS = 1

Event = dict[str, Any]


def trace_json(timing: Mapping[str, Any]) -> dict[str, Any]:
    """Of the report's timing."""
    spans = [span for span in (Span(*row) for row in timing["spans"]) if span.phase != "wait"]
    start = min((span.start_ns for span in spans), default=0)
    pids = {lane["lane"]: lane["pid"] for lane in timing["lanes"]}
    events = [_named("process_name", 0, name="Loglanes")]
    for thread, lane in enumerate(sorted({span.lane for span in spans}, key=_place)):
        label = f"{lane} (pid {pids[lane]})" if lane in pids else lane
        events.append(_named("thread_name", thread, name=label))
        events.append(_named("thread_sort_index", thread, sort_index=thread))
        own = sorted((span for span in spans if span.lane == lane), key=lambda one: one.start_ns)
        events += _events(own, thread, start)
    return {
        "traceEvents": events,
        "displayTimeUnit": "ms",
        "otherData": {key: timing[key] for key in ("engine", "workers", "chunk_bytes", "verdict")},
    }


def _place(lane: str) -> tuple[bool, int, str]:
    """The parent first, workers by number last."""
    return is_worker(lane), lane_number(lane), "" if lane == PARENT else lane


def _events(spans: Sequence[Span], thread: int, start_ns: int) -> Iterator[Event]:
    """Each phase, and around the neighbouring phases of a worker's chunk the chunk."""
    for chunk, group in groupby(spans, key=lambda span: span.chunk):
        phases = list(group)
        if chunk >= 0 and is_worker(phases[0].lane):
            first = phases[0]
            around = Span(first.lane, chunk, f"chunk {chunk}", first.start_ns, phases[-1].end_ns)
            yield _complete(around, "chunk", thread, start_ns)
        for span in phases:
            yield _complete(span, "phase", thread, start_ns)


def _complete(span: Span, kind: str, thread: int, start_ns: int) -> Event:
    return {
        "name": span.phase,
        "cat": kind,
        "ph": "X",
        "ts": (span.start_ns - start_ns) / 1000,
        "dur": (span.end_ns - span.start_ns) / 1000,
        "pid": _PROCESS,
        "tid": thread,
        "args": dict(_arguments(span)),
    }


def _arguments(span: Span) -> Iterable[tuple[str, float]]:
    """Only those that say something."""
    if span.chunk >= 0:
        yield "chunk", span.chunk
    if span.bytes:
        yield from (("bytes", span.bytes), ("records", span.records))
    if span.cpu_ns:
        yield "cpu_ms", span.cpu_ns / 1e6


def _named(kind: str, thread: int, **args: object) -> Event:
    return {"name": kind, "ph": "M", "pid": _PROCESS, "tid": thread, "args": args}
