"""What no rule could parse, reason by reason."""

from typing import Any

from app.charts import numbers
from app.charts.labels import visible
from app.charts.panel import Report

SAMPLES = 20


def rejects(report: Report) -> list[dict[str, Any]]:
    """One group for each reason, with its first samples."""
    records = report["accounting"]["records"] or 1
    return [_group(reject, records) for reject in report["rejects"]]


def _group(reject: dict[str, Any], records: int) -> dict[str, Any]:
    count, reason = reject["count"], visible(reject["reason"])
    samples = reject["samples"][:SAMPLES]
    cut = count > len(samples)
    return {
        "reason": reason,
        "label": f"Samples: {reason}",
        "count": f"{numbers.counted(count, 'record')}, {numbers.percent(count / records)}",
        "more": f"{len(samples)} of {numbers.exact(count)} shown" if cut else "",
        "samples": [
            {
                "source": visible(sample["source"]),
                "offset": numbers.exact(sample["offset"]),
                "text": visible(sample["text"]),
            }
            for sample in samples
        ],
    }
