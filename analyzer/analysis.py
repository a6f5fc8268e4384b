"""The conductor: plan, run, merge, report."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any

from analyzer.aggregate.merger import Merger
from analyzer.aggregate.partial import Partial
from analyzer.assumed import own_zone
from analyzer.engines.base import Engine, Outcome
from analyzer.engines.cpu_budget import cpu_budget
from analyzer.engines.pool import PoolEngine
from analyzer.engines.registry import engine_named
from analyzer.errors import AnalysisCancelled, EngineFailed, NothingParsed
from analyzer.findings import Findings
from analyzer.formats.detection import Detection
from analyzer.formats.dialect import format_named, formats_of
from analyzer.intake import Intake, must_be_decoded
from analyzer.model import NO_TIMES, Coverage, Options, Pending, Progress, Report, Source, Span
from analyzer.planning import (
    Plan,
    main_format,
    make_plan,
    plan_while_growing,
    understand,
    wait_for_head,
)
from analyzer.report import Made, build_report, build_timing, sources_of
from analyzer.source.fingerprint import Fingerprints
from analyzer.source.growing import Growth
from analyzer.source.rotation import in_time_order
from analyzer.store.index import Index, LogFile, write_index
from analyzer.timing.experience import learned
from analyzer.timing.parent_lane import ParentLane
from analyzer.timing.spans import UPLOAD, lane_name
from analyzer.watch import Watch
from analyzer.worker import ChunkTask, process_chunk, split_task

_PARTIAL_SECONDS = 1.0
_PARTIAL_SHARE = 8


def analyze(
    sources: Sequence[Source], options: Options | None = None, watch: Watch | None = None
) -> Report:
    """The report of all sources together.

    Raises UsageError, UnreadableSource, NothingParsed or EngineFailed; AnalysisCancelled where
    the watch's control said so before anything was parsed. Cancelled later, the report is of the
    chunks merged by then, and says so.
    """
    options, watch = options or Options(), watch or Watch()
    inputs = in_time_order(sources)
    if options.redaction or any(map(must_be_decoded, inputs)):
        return _analyze_decoded(inputs, options, watch)
    parent = ParentLane()
    fingerprints = Fingerprints(inputs, options.sha256)
    try:
        with parent.phase("plan"):
            work = make_plan(inputs, options, watch)
        run = _Run(work, parent, watch)
        run.map(fingerprints.start)
        return run.end(fingerprints.results)
    finally:
        fingerprints.close()


def analyze_growing(
    source: Source, growth: Growth, options: Options | None = None, watch: Watch | None = None
) -> Report:
    """The report of a source that is still arriving, from chunks parsed as they land. The same
    report as ``analyze`` makes of the finished file: should the whole of it look like another
    format than its head did, it is analysed anew."""
    options, watch = options or Options(), watch or Watch()
    wait_for_head(source, growth)
    if options.redaction or must_be_decoded(source):
        return _analyze_decoded([source], options, watch, growth)
    parent = ParentLane()
    with parent.phase("plan"):
        work = plan_while_growing(source, growth, options, watch)
    run = _Run(work, parent, watch)
    run.map(growth.run_beside)
    with parent.phase("detect"):
        whole = replace(source, sha256="" if watch.control.cancelled else growth.sha256())
        detections, dialects = understand([whole], options)
    if dialects != work.dialects and not watch.control.cancelled:
        return analyze([whole], options, watch)
    run.know_better(whole, detections)
    run.findings.spans.append(_upload_span(source, growth))
    return run.end(lambda: [whole.sha256])


def _analyze_decoded(
    inputs: Sequence[Source], options: Options, watch: Watch, growth: Growth | None = None
) -> Report:
    """The report of inputs of which some are decoded meanwhile. Should the whole of a log look like
    another format than its head did, the decoded logs are parsed anew."""
    parent = ParentLane()
    with parent.phase("plan"):
        intake = Intake(inputs, options, watch.decode_limits, watch.decoded, growth)
    with intake:
        run = _Run(intake.plan(), parent, watch)
        run.map(growth.run_beside if growth else lambda: None)
        with parent.phase("detect"):
            if growth and not watch.control.cancelled:
                growth.sha256()  # vouches for the upload
            again = None if watch.control.cancelled else intake.plan_again()
        if again:
            run = _Run(again, parent, watch)
            run.map(lambda: None)
        if growth:
            run.findings.spans.append(_upload_span(inputs[0], growth))
        with closing(Fingerprints(intake.sources, options.sha256)) as fingerprints:
            return run.end(fingerprints.results)


def _upload_span(source: Source, growth: Growth) -> Span:
    return Span(UPLOAD, -1, "upload", *growth.seen_ns(), bytes=source.size)


@dataclass(slots=True)
class _Pace:
    """When the next report of an unfinished run is due."""

    due: float
    cost: float = 0.0

    def spent(self, seconds: float) -> None:
        """A report took so long: the next one waits for eight times that, and for a second."""
        self.due = time.monotonic() + max(_PARTIAL_SECONDS, _PARTIAL_SHARE * seconds)


class _Run:
    def __init__(self, work: Plan, parent: ParentLane, watch: Watch) -> None:
        self._work, self._parent, self._watch = work, parent, watch
        self.findings = Findings(Merger(sparing=work.choice.sparing), spans=work.spans)
        self._pace = _Pace(time.monotonic() + _PARTIAL_SECONDS)

    def map(self, begun: Callable[[], None]) -> None:
        """Has the engine run every chunk that no earlier run has finished, and merges what comes
        back; calls ``begun`` when the workers are there."""
        with closing(self._engine().run(process_chunk, self._tasks())) as outcomes:
            for outcome in outcomes:
                begun()
                if outcome.product is not None:
                    self._watch.checkpoints.save(outcome.task.chunk, outcome.product.payload)
                self.findings.take(outcome, self._parent)
                self._watch.on_progress(self._progress(outcome))
                self._report_so_far()

    def _tasks(self) -> Iterator[ChunkTask | Pending]:
        for chunk in self._work.chunks:
            if isinstance(chunk, Pending):
                yield chunk
            elif payload := self._watch.checkpoints.load(chunk):
                self.findings.resume(chunk, payload, self._parent)
            else:
                yield self._work.task(chunk)

    def know_better(self, source: Source, detections: Sequence[Detection]) -> None:
        """The source is complete: its hash and its detection are those of the whole."""
        self._work = replace(self._work, sources=[source], detections=detections)

    def end(self, hashes: Callable[[], Sequence[str]]) -> Report:
        """Merges the last, proves that nothing is missing, and reports."""
        with self._parent.phase("merge"):
            merged = self.findings.merger.result()
        self._prove(merged)
        self._seal()
        with self._parent.phase("hash"):
            known = hashes()
        return self._report(merged, known)

    def _seal(self) -> None:
        """Says which files of columns belong to this run; others go."""
        work = self._work
        if not work.columns:
            return
        with self._parent.phase("store"):
            logs = [
                LogFile(
                    source.name,
                    source.path,
                    source.size,
                    formats_of(dialect)[0].multiline,
                    own_zone(self.findings.clocks.get(index, NO_TIMES), dialect.zone),
                )
                for index, (source, dialect) in enumerate(
                    zip(work.sources, work.dialects, strict=True)
                )
            ]
            found = self.findings.chunks
            ranges = sorted((one["source"], one["start"], one["end"]) for one in found)
            write_index(work.columns, Index(logs, ranges))

    def _engine(self) -> Engine:
        name, workers = self._work.choice.engine, self._work.choice.workers
        if name != PoolEngine.name:
            return engine_named(name, workers, split_task)
        watch = self._watch
        return PoolEngine(workers, split_task, watch.recorder, watch.control, watch.limits)

    def _progress(self, outcome: Outcome) -> Progress:
        return Progress(
            phase="parse",
            bytes_done=self.findings.bytes_done,
            bytes_total=self._work.bytes,
            records=self.findings.records,
            chunks_done=len(self.findings.chunks),
            chunks_total=max(self._work.chunks_expected, len(self.findings.chunks)),
            elapsed_s=self._parent.elapsed_ns / 1e9,
            lane=lane_name(outcome.worker.number),
            chunk=outcome.task.chunk.index,
            chunk_bytes=outcome.task.chunk.bytes,
        )

    def _report_so_far(self) -> None:
        if self._watch.on_report is None or time.monotonic() < self._pace.due:
            return
        begun = time.monotonic()
        with self._parent.phase("render"):
            merged = self.findings.merger.result()
            if merged.aggregates is not None:
                hashes = [source.sha256 for source in self._work.sources]
                report = self._build(merged, hashes, "running")
                self._watch.on_report(replace(report, timing=self._timing(done=False)))
        self._pace.spent(time.monotonic() - begun)

    def _prove(self, merged: Partial) -> None:
        """Every byte is accounted for once, and something was parsed."""
        lost = sum(one.end - one.start for one in self.findings.quarantined)
        covered = merged.accounting.bytes + lost
        cancelled = self._watch.control.cancelled
        if covered != self._work.bytes and not cancelled:
            raise EngineFailed(
                f"{covered:,} of {self._work.bytes:,} bytes came back from the workers. This is a"
                " fault of the program: nothing is reported rather than something wrong."
            )
        if merged.accounting.parsed:
            return
        if cancelled:
            raise AnalysisCancelled("It was cancelled before any chunk was finished.")
        if self.findings.quarantined:
            raise EngineFailed(f"No chunk could be analysed: {self.findings.quarantined[0].cause}.")
        names = ", ".join(source.name for source in self._work.sources)
        reasons = "; ".join(f"{one.reason} ({one.count:,})" for one in merged.rejects[:3])
        raise NothingParsed(
            f"None of the {merged.accounting.records:,} records of {names} could be parsed:"
            f" {reasons}."
        )

    def _report(self, merged: Partial, hashes: Sequence[str]) -> Report:
        """The final report, timing included."""
        with self._parent.phase("render"):
            report = self._build(merged, hashes, self._state(merged))
        timing = self._timing(done=True)
        if report.coverage.state == "complete" and (run := learned(timing)):
            format = main_format(self._work.sources, self._work.dialects)
            self._watch.remembered.keep(format, run)
        return replace(report, timing=timing)

    def _state(self, merged: Partial) -> str:
        if merged.accounting.bytes == self._work.bytes and not self._work.losses.damaged:
            return "complete"
        return "cancelled" if self._watch.control.cancelled else "damaged"

    def _build(self, merged: Partial, hashes: Sequence[str], state: str) -> Report:
        work, clocks = self._work, self.findings.clocks
        made = [
            Made(
                format_named(found.format).name,
                found.confidence,
                dialect.zone,
                clocks.get(index, NO_TIMES),
            )
            for index, (found, dialect) in enumerate(
                zip(work.detections, work.dialects, strict=True)
            )
        ]
        facts = sources_of(work.sources, made, hashes)
        coverage = Coverage(state, merged.accounting.bytes, self._work.bytes)
        report = build_report(facts, merged, coverage, self.findings.quarantined, work.losses)
        return replace(report, redacted=work.redacted())

    def _timing(self, *, done: bool) -> dict[str, Any]:
        return build_timing(
            {
                "workers": self._work.choice.workers,
                "engine": self._work.choice.engine,
                "chunk_bytes": self._work.choice.chunk_bytes,
                "choice": self._work.choice.to_json(),
                "chunks_resumed": self.findings.resumed,
                "cores": cpu_budget(),
            },
            self.findings,
            self._parent.spans,
            self._parent.started_ns,
            self._parent.elapsed_ns,
            done=done,
        )
