"""All that the report page says in words, as plain JSON. The template renders it, and the page of a
running analysis puts it in the same places again as the report grows."""

from typing import Any

from app.charts.panel import Report
from app.pages import coverage, headline, receipt
from app.pages.rejects import rejects


def shown(report: Report) -> dict[str, Any]:
    """Keys are those of the templates' data-fill attributes."""
    quality = headline.quality(report)
    return {
        "state": report["coverage"]["state"],
        "coverage": coverage.sentence(report),
        "so_far": coverage.so_far(report),
        "gaps": coverage.gaps(report),
        "range": headline.time_range(report),
        "redacted": headline.redacted(report),
        "quality": f"{quality.text}, {quality.rejected}",
        "grade": quality.grade,
        "totals": [total._asdict() for total in headline.totals(report)],
        "verdict": report["timing"]["verdict"],
        "resumed": headline.resumed(report),
        "metrics": [metric._asdict() for metric in headline.metrics(report)],
        "rejects": rejects(report),
        "no_rejects": "" if report["rejects"] else "Every record was understood.",
        "sources": receipt.sources(report),
        "checks": [check.as_json() for check in receipt.checks(report)],
        "run": receipt.run(report),
    }


def nothing_yet() -> dict[str, Any]:
    """The same of no record at all: what a page holds, unseen, until there is a report."""
    names = ("speed_up", "efficiency", "imbalance", "idle_share", "merge_share", "transfer_share")
    rates = ("records_per_s", "megabytes_per_s")
    return shown(
        {
            "sources": [],
            "panels": {},
            "accounting": dict.fromkeys(("bytes", "records", "parsed", "rejected", "blank"), 0),
            "totals": {
                **dict.fromkeys(("requests", "unique_visitors", "bytes_sent", "errors"), 0),
                "first": None,
            },
            "rejects": [],
            "quarantined": [],
            "damaged": [],
            "skipped": [],
            "coverage": {"state": "running", "bytes_analysed": 0, "bytes_total": 0},
            "timing": {
                "workers": 0,
                "engine": "",
                "chunk_bytes": 0,
                "chunks": [],
                "chunks_resumed": 0,
                "wall_ns": 0,
                "verdict": "",
                "summary": dict.fromkeys((*names, *rates), 0.0),
            },
        }
    )
