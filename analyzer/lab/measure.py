"""One analysis through one engine, and what it cost."""

import hashlib
import json
import time
from dataclasses import dataclass

from analyzer.analysis import analyze
from analyzer.engines.base import Payload
from analyzer.engines.registry import ENGINES
from analyzer.lab.processor_time import adopt_orphans, await_descendants, processor_time_ns
from analyzer.model import Chunk, Options, Report, Source, Span
from analyzer.report import report_json
from analyzer.timing.spans import PARENT
from analyzer.watch import NoCheckpoints, Watch


@dataclass(frozen=True, slots=True)
class Measured:
    """One run. Times in nanoseconds, as ``Figures`` defines them; ``sha256`` is of the report
    without its timing."""

    wall_ns: int
    cpu_ns: int
    startup_ns: int
    fixed_ns: int
    transfer_ns: int
    moved_bytes: int
    records: int
    chunks: int
    sha256: str


class _Weighed(NoCheckpoints):
    """Takes the place of checkpoints to see every payload go by."""

    def __init__(self) -> None:
        self.bytes = 0

    def save(self, _chunk: Chunk, payload: Payload) -> None:
        self.bytes += len(payload)


def measure(source: Source, engine: str, workers: int, chunk_bytes: int) -> Measured:
    """Analyses the source in this process, which must have run nothing else. Raises what
    ``analyze`` raises."""
    adopt_orphans()
    weighed = _Weighed()
    options = Options(workers=workers, chunk_bytes=chunk_bytes, engine=engine)
    cpu, began = processor_time_ns(), time.monotonic_ns()
    report = analyze([source], options, Watch(checkpoints=weighed))
    wall = time.monotonic_ns() - began
    await_descendants()
    spans = [Span(*row) for row in report.timing["spans"]]
    return Measured(
        wall_ns=wall,
        cpu_ns=processor_time_ns() - cpu,
        startup_ns=max(one.end_ns - one.start_ns for one in spans if one.phase == "boot"),
        fixed_ns=wall - _map_ns(spans),
        transfer_ns=_transfer_ns(spans),
        moved_bytes=weighed.bytes if ENGINES[engine].parallel else 0,
        records=report.accounting.records,
        chunks=len(report.timing["chunks"]),
        sha256=fingerprint(report),
    )


def fingerprint(report: Report) -> str:
    """SHA-256 of the report's JSON without timing: equal for equal findings."""
    findings = {key: value for key, value in report_json(report).items() if key != "timing"}
    text = json.dumps(findings, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _map_ns(spans: list[Span]) -> int:
    """From the beginning of work on the first chunk until the last one is merged."""
    of_chunks = [one for one in spans if one.chunk >= 0]
    return max(one.end_ns for one in of_chunks) - min(one.start_ns for one in of_chunks)


def _transfer_ns(spans: list[Span]) -> int:
    """From the return of a result to its reception, mean of all chunks."""
    returned: dict[int, int] = {}
    received: dict[int, int] = {}
    for one in spans:
        if one.lane != PARENT:
            returned[one.chunk] = max(returned.get(one.chunk, 0), one.end_ns)
        elif one.phase == "transfer":
            received[one.chunk] = one.end_ns
    waits = [received[chunk] - returned[chunk] for chunk in received]
    return sum(waits) // len(waits)
