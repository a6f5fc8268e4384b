"""One run of a plan: its chunks through an engine, their partials merged, and their report."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from threading import Thread
from typing import Any

from analyzer.aggregate.partial import Partial
from analyzer.aggregate.wire import from_bytes
from analyzer.assumed import own_zone
from analyzer.engines.base import Engine, Outcome, Product
from analyzer.engines.cpu_budget import cpu_budget
from analyzer.engines.pool import PoolEngine
from analyzer.engines.serial import SerialEngine
from analyzer.errors import AnalysisCancelled, EngineFailed, NothingParsed
from analyzer.findings import Findings
from analyzer.formats.detection import Detection
from analyzer.formats.dialect import format_named, formats_of
from analyzer.kernels.library import kernels
from analyzer.model import NO_TIMES, Coverage, Pending, Progress, Report, Source
from analyzer.panels.tables import text
from analyzer.panels.user_agents import get_ready
from analyzer.planning import Plan, main_format
from analyzer.timing.experience import learned
from analyzer.timing.parent_lane import ParentLane
from analyzer.timing.spans import lane_name
from analyzer.watch import Watch
from analyzer.worker import ChunkTask, process_chunk, split_task

_PARTIAL_SECONDS = 1.0
_PARTIAL_SHARE = 8

_AGENTS_MET = 4096


@dataclass(slots=True)
class _Pace:
    """When the next report of an unfinished run is due."""

    due: float

    def spent(self, seconds: float) -> None:
        """A report took so long: the next one waits for eight times that, and for a second."""
        self.due = time.monotonic() + max(_PARTIAL_SECONDS, _PARTIAL_SHARE * seconds)


class Run:
    """The map, with what was found so far, and the end of it."""

    def __init__(self, work: Plan, parent: ParentLane, watch: Watch) -> None:
        self._work, self._parent, self._watch = work, parent, watch
        self.findings = Findings(spans=work.spans)
        self._pace = _Pace(time.monotonic() + _PARTIAL_SECONDS)
        self._ready = False

    def map(self, begun: Callable[[], None]) -> None:
        """Has the engine run every chunk that no earlier run has finished, and merges what comes
        back; calls ``begun`` when the workers are there."""
        kernels()  # here once, instead of in each worker: 30 ms
        if self._work.choice.engine == SerialEngine.name:
            self._get_ready()
        with closing(self._engine().run(process_chunk, self._tasks())) as outcomes:
            for outcome in outcomes:
                begun()
                self._get_ready(outcome)
                if outcome.product is not None:
                    self._watch.checkpoints.save(outcome.task.chunk, outcome.product.payload)
                self.findings.take(outcome, self._parent)
                self._watch.on_progress(self._progress(outcome))
                self._report_so_far()

    def _get_ready(self, first: Outcome | None = None) -> None:
        """Prepares what the report will need in a thread, so that workers do not wait for their
        next tasks meanwhile. A process with threads cannot fork: no earlier."""
        if self._ready:
            return
        sparing = self._work.choice.sparing
        agents = not sparing and any(map(_has_agents, self._work.detections))
        product = first.product if first else None
        Thread(target=_prepare, args=(agents, product), name="prepare", daemon=True).start()
        self._ready = True

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
        from analyzer.store.index import Index, LogFile, write_index

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
            from analyzer.engines.registry import engine_named  # all others: 5 ms

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
        from analyzer.report import Made, build_report, sources_of  # see _prepare

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
        from analyzer.report import build_timing

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


def _prepare(agents: bool, product: Product | None) -> None:
    """Rules for user agents take 30 MB, for which a run that is sparing waits until its workers are
    gone."""
    import analyzer.report  # noqa: F401

    if agents:
        get_ready(_agents_in(product) if product else ())


def _agents_in(product: Product) -> Iterator[str]:
    """Some of the user agents in a chunk: nearly all that a log has, but where they are very
    many."""
    aggregates = from_bytes(product.payload).aggregates
    tally = aggregates.tallies.get("user_agent") if aggregates else None
    yield from map(text, tally.keys[:_AGENTS_MET].to_pylist() if tally else ())


def _has_agents(found: Detection) -> bool:
    return any("user_agent" in record for record in found.records)
