"""From merged aggregates to the report, and from the report to its JSON."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from operator import attrgetter
from typing import Any

from analyzer.aggregate.partial import Partial
from analyzer.findings import Findings
from analyzer.model import (
    SCHEMA,
    Clocks,
    Coverage,
    Losses,
    Quarantine,
    Reject,
    Report,
    Source,
    SourceFacts,
    Span,
)
from analyzer.panels.build import panels, totals
from analyzer.timing.spans import parent_waits
from analyzer.timing.summary import (
    Circumstances,
    lanes,
    noted,
    parent_json,
    summarise,
    timing_json,
    verdict,
)
from analyzer.timing.what_if import what_if


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a source: its format and how sure that is, the zone that stood in where its
    times name none, and what they say."""

    format: str
    confidence: float
    zone: str
    clocks: Clocks


def sources_of(
    sources: Sequence[Source], made: Sequence[Made], hashes: Sequence[str]
) -> tuple[SourceFacts, ...]:
    """What the report says of each source."""
    return tuple(
        SourceFacts(
            source.name,
            source.size,
            one.format,
            round(one.confidence, 4),
            sha256,
            source.compression,
            source.encoding,
            one.clocks.said(one.clocks.zoneless, one.zone),
            one.clocks.said(one.clocks.yearless, "inferred"),
        )
        for source, one, sha256 in zip(sources, made, hashes, strict=True)
    )


def build_report(
    sources: Sequence[SourceFacts],
    merged: Partial,
    coverage: Coverage,
    quarantined: Sequence[Quarantine],
    losses: Losses,
) -> Report:
    """The report without its timing; ``merged`` holds at least one record."""
    assert merged.aggregates is not None
    return Report(
        sources=tuple(sources),
        accounting=merged.accounting,
        totals=totals(merged.aggregates),
        panels=panels(merged.aggregates),
        rejects=merged.rejects,
        coverage=coverage,
        quarantined=tuple(sorted(quarantined, key=lambda one: (one.source, one.start))),
        damaged=tuple(losses.damaged),
        skipped=tuple(losses.skipped),
    )


def build_timing(
    run: Mapping[str, Any],
    findings: Findings,
    parent: Sequence[Span],
    started_ns: int,
    wall_ns: int,
    *,
    done: bool,
) -> dict[str, Any]:
    """The report's timing. ``run`` names workers, engine, chunk size and the host's processors
    (``cores``); spans are on the monotonic clock and come out relative to ``started_ns``. While the
    run is not ``done`` nobody asks what it would have taken otherwise."""
    spans = [*findings.spans, *parent]
    spans += parent_waits(spans, started_ns, started_ns + wall_ns)
    workers = lanes(spans, findings.pids, wall_ns, findings.peaks)
    queued = [chunk["queued_ns"] for chunk in findings.chunks if "queued_ns" in chunk]
    summary = summarise(spans, workers, wall_ns, run["workers"], queued)
    rows = [list(_values(span)) for span in sorted(spans, key=lambda s: (s.lane, s.start_ns))]
    for row in rows:
        row[3] -= started_ns
        row[4] -= started_ns
    parent_lane = parent_json(spans, wall_ns)
    timing = {
        **run,
        "wall_ns": wall_ns,
        "spans": rows,
        "chunks": noted(findings.chunks, spans),
        **timing_json(summary, workers),
        "parent": parent_lane,
    }
    predicted = what_if(timing) if done else None
    alone = predicted["one_process_s"] * 1e9 if predicted else None
    parent_cpu = parent_lane["cpu_ns"] / wall_ns if wall_ns else 0.0
    around = Circumstances(run["workers"], run["cores"], alone, parent_cpu, over=done)
    return {**timing, "verdict": verdict(summary, workers, wall_ns, around), "what_if": predicted}


_values = attrgetter(*(field.name for field in fields(Span)))


def report_json(report: Report) -> dict[str, Any]:
    """The report as the contract of REST and command line has it."""
    names = [source.name for source in report.sources]
    return {
        "schema": SCHEMA,
        "sources": [asdict(source) for source in report.sources],
        "coverage": asdict(report.coverage),
        "accounting": asdict(report.accounting),
        "totals": dict(report.totals),
        "panels": {name: panel.to_json() for name, panel in report.panels.items()},
        "rejects": [_reject(reject, names) for reject in report.rejects],
        "quarantined": [{**asdict(one), "source": names[one.source]} for one in report.quarantined],
        "damaged": [asdict(one) for one in report.damaged],
        "skipped": [asdict(one) for one in report.skipped],
        "redacted": asdict(report.redacted) if report.redacted else None,
        "timing": dict(report.timing),
    }


def report_text(report: Report) -> str:
    """The JSON as text: compact, keys in the order of the contract, ASCII alone, so that log text
    can neither steer a terminal nor fail to be printed."""
    return json.dumps(report_json(report), separators=(",", ":"))


def _reject(reject: Reject, names: Sequence[str]) -> dict[str, Any]:
    return {
        "reason": reject.reason,
        "count": reject.count,
        "samples": [
            {
                "source": names[sample.source],
                "offset": sample.offset,
                "text": sample.text.decode("utf-8", "backslashreplace"),
            }
            for sample in reject.samples
        ],
    }
