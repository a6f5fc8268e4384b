"""The conductor: plan, run, merge, report."""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Any

from analyzer.aggregate.merger import Merger
from analyzer.aggregate.partial import Partial
from analyzer.aggregate.wire import from_bytes
from analyzer.engines.base import Outcome
from analyzer.engines.cpu_budget import cpu_budget
from analyzer.engines.registry import engine_named
from analyzer.errors import EngineFailed, NothingParsed, UsageError
from analyzer.formats.detection import Detection, detect, share_of
from analyzer.formats.loader import format_named, formats
from analyzer.model import Chunk, Options, Progress, Quarantine, Report, Source, Span
from analyzer.report import build_report, build_timing, sources_of
from analyzer.source.chunks import chunk_bytes_for, plan
from analyzer.source.fingerprint import Fingerprints
from analyzer.timing.parent_lane import ParentLane
from analyzer.timing.spans import PARENT, boot_span, lane_name, worker_spans
from analyzer.worker import ChunkTask, process_chunk, split_task

_ALONE = 256 << 10
"""Sources of fewer bytes together are parsed in the calling process: starting others takes longer
(measured: about 60 ms against 10 ms)."""

OnProgress = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run will do."""

    sources: Sequence[Source]
    detections: Sequence[Detection]
    chunks: Sequence[Chunk]
    workers: int
    chunk_bytes: int
    engine: str

    @property
    def bytes(self) -> int:
        """Of all sources."""
        return sum(source.size for source in self.sources)

    def tasks(self) -> list[ChunkTask]:
        """One a chunk: the detected format first, the others for lines that it cannot read."""
        names = [one.format for one in self.detections]
        order = {name: (name, *(other for other in formats() if other != name)) for name in names}
        return [
            ChunkTask(chunk, self.sources[chunk.source].path, order[names[chunk.source]])
            for chunk in self.chunks
        ]


@dataclass(slots=True)
class _Findings:
    """What the outcomes of a run add up to."""

    merger: Merger = field(default_factory=Merger)
    spans: list[Span] = field(default_factory=list)
    pids: dict[str, int] = field(default_factory=dict)
    chunks: list[dict[str, int]] = field(default_factory=list)
    quarantined: list[Quarantine] = field(default_factory=list)
    bytes: int = 0
    records: int = 0


def analyze(
    sources: Sequence[Source], options: Options | None = None, on_progress: OnProgress | None = None
) -> Report:
    """The report of all sources together.

    ``on_progress`` is called after each chunk, in this thread; what it raises ends the run.
    Raises UsageError, UnreadableSource, NothingParsed or EngineFailed.
    """
    parent = ParentLane()
    fingerprints = Fingerprints(sources)
    try:
        with parent.phase("plan"):
            work = make_plan(sources, options or Options())
        findings = _map(work, parent, fingerprints, on_progress or _ignore)
        with parent.phase("merge"):
            merged = findings.merger.result()
        _prove(work, findings, merged)
        with parent.phase("hash"):
            hashes = fingerprints.results()
        with parent.phase("render"):
            detected = [(one.format, one.confidence) for one in work.detections]
            facts = sources_of(sources, detected, hashes)
            report = build_report(facts, merged, findings.quarantined)
        return replace(report, timing=_timing(work, findings, parent))
    finally:
        fingerprints.close()


def _ignore(_: Progress) -> None:
    """Nobody watches."""


def make_plan(sources: Sequence[Source], options: Options) -> Plan:
    """Formats, chunks, workers and engine: chosen by the caller or by the files and the machine."""
    if not sources:
        raise UsageError("Name at least one log file.")
    if options.format is not None:
        format_named(options.format)
    detections = [_detection(source, options) for source in sources]
    total = sum(source.size for source in sources)
    workers = options.workers or cpu_budget()
    chunk_bytes = options.chunk_bytes or chunk_bytes_for(total, workers)
    chunks = plan(sources, chunk_bytes)
    alone = options.workers is None and total < _ALONE
    engine = options.engine or ("serial" if alone else "pool")
    return Plan(sources, detections, chunks, workers, chunk_bytes, engine)


def _detection(source: Source, options: Options) -> Detection:
    """What the caller says goes; its confidence is still measured."""
    if options.format is None:
        return detect(source)
    return share_of(source, options.format)


def _map(
    work: Plan, parent: ParentLane, fingerprints: Fingerprints, on_progress: OnProgress
) -> _Findings:
    findings = _Findings()
    engine = engine_named(work.engine, work.workers, split_task)
    with closing(engine.run(process_chunk, work.tasks())) as outcomes:
        for outcome in outcomes:
            fingerprints.start()
            _take(findings, outcome, parent)
            on_progress(_progress(work, findings, outcome, parent))
    return findings


def _take(findings: _Findings, outcome: Outcome, parent: ParentLane) -> None:
    chunk: Chunk = outcome.task.chunk
    lane = lane_name(outcome.worker.number)
    if outcome.product is None:
        findings.quarantined.append(
            Quarantine(chunk.source, chunk.start, chunk.end, outcome.failure)
        )
        return
    if lane not in findings.pids:
        findings.pids[lane] = outcome.worker.pid
        findings.spans.append(boot_span(outcome))
    findings.spans += worker_spans(outcome, chunk.index)
    findings.spans.append(
        Span(PARENT, chunk.index, "transfer", outcome.arrived_ns, outcome.received_ns)
    )
    with parent.phase("merge", chunk.index):
        partial = from_bytes(outcome.product.payload)
        findings.merger.add(partial)
    findings.bytes += chunk.bytes
    findings.records += partial.accounting.records
    findings.chunks.append(
        {
            "chunk": chunk.index,
            "source": chunk.source,
            "start": chunk.start,
            "end": chunk.end,
            "records": partial.accounting.records,
            "rejected": partial.accounting.rejected,
        }
    )


def _progress(work: Plan, findings: _Findings, outcome: Outcome, parent: ParentLane) -> Progress:
    return Progress(
        phase="parse",
        bytes_done=findings.bytes,
        bytes_total=work.bytes,
        records=findings.records,
        chunks_done=len(findings.chunks),
        chunks_total=len(work.chunks),
        elapsed_s=parent.elapsed_ns / 1e9,
        lane=lane_name(outcome.worker.number),
        chunk=outcome.task.chunk.index,
        chunk_bytes=outcome.task.chunk.bytes,
    )


def _timing(work: Plan, findings: _Findings, parent: ParentLane) -> dict[str, Any]:
    return build_timing(
        {"workers": work.workers, "engine": work.engine, "chunk_bytes": work.chunk_bytes},
        findings.chunks,
        [*findings.spans, *parent.spans],
        findings.pids,
        parent.started_ns,
        parent.elapsed_ns,
    )


def _prove(work: Plan, findings: _Findings, merged: Partial) -> None:
    """Every byte is accounted for once, and something was parsed."""
    lost = sum(one.end - one.start for one in findings.quarantined)
    if merged.accounting.bytes + lost != work.bytes:
        raise EngineFailed(
            f"{merged.accounting.bytes:,} of {work.bytes:,} bytes came back from the workers. This"
            " is a fault of the program: nothing is reported rather than something wrong."
        )
    if merged.accounting.parsed:
        return
    if findings.quarantined:
        raise EngineFailed(f"No chunk could be analysed: {findings.quarantined[0].cause}.")
    names = ", ".join(source.name for source in work.sources)
    reasons = "; ".join(f"{one.reason} ({one.count:,})" for one in merged.rejects[:3])
    raise NothingParsed(
        f"None of the {merged.accounting.records:,} records of {names} could be parsed: {reasons}."
    )
