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
    return f"{share} analysed." if coverage["state"] == "damaged" else ""


def so_far(report: Report) -> str:
    """The same in three words, for where there is little room; empty unless the run goes on."""
    running = report["coverage"]["state"] == "running"
    return f"{whole_percent(report)} so far" if running else ""


def whole_percent(report: Report) -> str:
    """Rounded down: 100 % is said only of all."""
    coverage = report["coverage"]
    return f"{100 * coverage['bytes_analysed'] // max(coverage['bytes_total'], 1)} %"


def gaps(report: Report) -> list[dict[str, str]]:
    """One sentence for each byte range that could not be analysed."""
    return [{"text": text} for text in _gaps(report["quarantined"])]


def _gaps(quarantined: list[dict[str, Any]]) -> Iterator[str]:
    for one in quarantined[:GAPS_LISTED]:
        yield (
            f"Bytes {numbers.exact(one['start'])} to {numbers.exact(one['end'])} of "
            f"{visible(one['source'])} failed twice: {visible(one['cause'])}."
        )
    if len(quarantined) > GAPS_LISTED:
        more = numbers.counted(len(quarantined) - GAPS_LISTED, "more range")
        yield f"And {more}: the report as JSON lists them all."
