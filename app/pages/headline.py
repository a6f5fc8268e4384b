"""The figures at the head of the report page: pure functions, report -> what the template shows."""

from typing import NamedTuple

from analyzer.redact.choice import redaction_said
from app.charts import numbers
from app.charts.clock import zone_label
from app.charts.panel import Report
from app.pages.blueprint import moment


class Total(NamedTuple):
    """A headline number: how it reads, its exact value, and what it counts."""

    name: str
    text: str
    exact: str


class Quality(NamedTuple):
    """How much of the log was understood; `grade` is "good", "fair" or "poor"."""

    text: str
    rejected: str
    grade: str


class Metric(NamedTuple):
    """A figure about the run with its formula in plain words."""

    name: str
    text: str
    formula: str


def totals(report: Report) -> list[Total]:
    """Requests or records, visitors, bytes, errors, and how fast the run was; visitors and bytes
    where the log knows any."""
    sums = report["totals"]
    noun = "requests" if is_web(report) else "records"
    share = sums["errors"] / max(sums["requests"], 1)
    speed = report["timing"]["summary"]["records_per_s"]
    sent, visitors = sums["bytes_sent"], sums["unique_visitors"]
    formula = f"errors ÷ {noun}; an error is status ≥ 400, or level error or critical"
    return [
        _count(noun, sums["requests"]),
        *([_visitors(visitors, sums.get("unique_visitors_within", 0))] if visitors else []),
        *([Total("sent", numbers.size(sent), f"{numbers.exact(sent)} B")] if sent else []),
        _count("errors", sums["errors"]),
        Total("error rate", numbers.percent(share), formula),
        Total("lines per second", numbers.compact(speed), f"{numbers.exact(round(speed))} lines/s"),
    ]


def is_web(report: Report) -> bool:
    """Whether its records are requests: whether any has a status."""
    return "status_codes" in report["panels"]


def quality(report: Report) -> Quality:
    """The badge beside the title: share parsed and number of rejects."""
    accounting = report["accounting"]
    parsed, records = accounting["parsed"], accounting["records"]
    rejected = accounting["rejected"]
    grade = "good" if rejected == 0 else "fair" if parsed >= 0.95 * records else "poor"
    return Quality(
        f"{numbers.parsed_percent(parsed, records)} parsed",
        f"{numbers.exact(rejected)} rejected",
        grade,
    )


def metrics(report: Report) -> list[Metric]:
    """The figures of the lanes section."""
    summary = report["timing"]["summary"]
    return [
        Metric(
            "speed-up",
            f"{summary['speed_up']:.2f}x",
            "Busy time of all workers added up, divided by the time the parallel part took. "
            "Two workers can reach at most 2x.",
        ),
        Metric(
            "efficiency",
            numbers.percent(summary["efficiency"]),
            "Speed-up divided by the number of workers. 100 % means no worker ever waited.",
        ),
        Metric(
            "imbalance",
            f"{summary['imbalance']:.2f}",
            "Busy time of the busiest worker divided by the average. 1.00 is even; the larger, the "
            "longer the others waited for it.",
        ),
        Metric(
            "idle share",
            numbers.percent(summary["idle_share"]),
            "The part of the parallel time, over all workers, in which a worker had nothing to do.",
        ),
        Metric(
            "merge share",
            numbers.percent(summary["merge_share"]),
            "The part of the whole run the parent spent joining the workers' results. What it did "
            "while they worked counts with its processor time.",
        ),
        Metric(
            "transfer share",
            numbers.percent(summary["transfer_share"]),
            "The part of the whole run spent moving results from the workers to the parent.",
        ),
        Metric(
            "throughput",
            f"{summary['megabytes_per_s']:.1f} MB/s",
            "Bytes of log divided by the time from start to finish.",
        ),
    ]


def time_range(report: Report) -> str:
    """From the first record to the last."""
    sums = report["totals"]
    if not sums["requests"]:
        return "No record is left by the filter."
    if not sums["first"]:
        return "No record carried a time."
    return f"{moment(sums['first'])} to {moment(sums['last'])} {zone_label(report)}"


def redacted(report: Report) -> str:
    """What was masked in the log before it was read; empty where nothing was to be."""
    said = redaction_said(report)
    return f"Redacted before anything was kept: {said}." if said else ""


def resumed(report: Report) -> str:
    """How many chunks this run did not have to do again; empty where there were none."""
    timing = report["timing"]
    if not timing["chunks_resumed"]:
        return ""
    return (
        f"{numbers.exact(timing['chunks_resumed'])} of "
        f"{numbers.counted(len(timing['chunks']), 'chunk')} came from an earlier run that was "
        "interrupted: no lane shows work on them, and the figures are of this run alone."
    )


def _visitors(count: int, within: int) -> Total:
    one = _count("unique visitors", count)
    if not within:
        return one
    bound = f"estimated: {one.exact} ± {numbers.exact(within)} in 95 of 100 cases"
    return one._replace(text=f"≈ {one.text}", exact=bound)


def _count(name: str, value: int) -> Total:
    return Total(name, numbers.compact(value), numbers.exact(value))
