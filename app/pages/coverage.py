"""How much of the log a report is about, in plain words."""

from collections.abc import Iterator
from typing import Any

from app.charts import numbers
from app.charts.labels import visible
from app.charts.panel import Report

GAPS_LISTED = 20
"""Byte ranges that are named one by one; what is beyond is counted."""


def sentence(report: Report) -> str:
    """What stands at the head of a report that is not about the whole log; else empty."""
    coverage = report["coverage"]
    done, total = coverage["bytes_analysed"], coverage["bytes_total"]
    share = numbers.parsed_percent(done, total)
    if coverage["state"] == "running":
        return f"Report so far: {whole_percent(report)} of the log. It fills in as the run goes on."
    if coverage["state"] == "cancelled":
        return (
            f"Cancelled: {share} of the log was analysed, {numbers.size(done)} of "
            f"{numbers.size(total)}. Everything below is about that part."
        )
    if coverage["state"] == "damaged":
        return _of_damaged(report, share)
    skipped = len(report["skipped"])
    return f"{numbers.counted(skipped, 'file')} of the archive not analysed." if skipped else ""


def _of_damaged(report: Report, share: str) -> str:
    if report["damaged"]:
        coverage = report["coverage"]
        whole = coverage["bytes_analysed"] == coverage["bytes_total"]  # of what there was to read
        part = "" if whole else f"{share} of "
        could = f"{part}{numbers.size(coverage['bytes_total'])}"
        return f"Not all of the log could be read. Below is what could: {could}."
    return f"{share} analysed."


def so_far(report: Report) -> str:
    """The same in three words, for where there is little room; empty unless the run goes on."""
    running = report["coverage"]["state"] == "running"
    return f"{whole_percent(report)} so far" if running else ""


def whole_percent(report: Report) -> str:
    """Rounded down: 100 % is said only of all."""
    coverage = report["coverage"]
    return f"{100 * coverage['bytes_analysed'] // max(coverage['bytes_total'], 1)} %"


def gaps(report: Report) -> list[dict[str, str]]:
    """One sentence for each byte range that could not be analysed, and for each file that could
    not be read whole."""
    ranges = _listed([_range(one) for one in report["quarantined"]], "more range")
    files = [*report["damaged"], *report["skipped"]]
    return [{"text": text} for text in (*ranges, *_listed([*map(_file, files)], "more file"))]


def _range(one: dict[str, Any]) -> str:
    return (
        f"Bytes {numbers.exact(one['start'])} to {numbers.exact(one['end'])} of "
        f"{visible(one['source'])} failed twice: {visible(one['cause'])}."
    )


def _file(one: dict[str, Any]) -> str:
    return f"{visible(one['source'])}: {visible(one['cause'])}."


def _listed(texts: list[str], more: str) -> Iterator[str]:
    yield from texts[:GAPS_LISTED]
    if len(texts) > GAPS_LISTED:
        beyond = numbers.counted(len(texts) - GAPS_LISTED, more)
        yield f"And {beyond}: the report as JSON lists them all."
