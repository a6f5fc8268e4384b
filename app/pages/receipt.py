"""The receipt at the end of the report: where every byte and every record went."""

from typing import Any, NamedTuple

from analyzer.assumed import assumed_times
from app.charts import numbers
from app.charts.labels import visible
from app.charts.panel import Report


class Check(NamedTuple):
    """A promise of the receipt and whether it holds."""

    text: str
    holds: bool

    def as_json(self) -> dict[str, str]:
        """As the page shows it."""
        mark = "holds" if self.holds else "does not add up"
        return {"text": self.text, "mark": mark, "grade": "good" if self.holds else "poor"}


def sources(report: Report) -> list[dict[str, str]]:
    """One row for each source."""
    return [
        {
            "name": visible(source["name"]),
            "bytes": numbers.exact(source["bytes"]),
            "format": source["format"],
            "confidence": numbers.percent(source["confidence"]),
            "times": assumed_times(source) or source.get("zone", ""),
            "packing": _packing(source),
            "sha256": source["sha256"],
        }
        for source in report["sources"]
    ]


def _packing(source: dict[str, Any]) -> str:
    """What was taken off the log, and the encoding it was in."""
    return ", ".join(filter(None, (source["compression"], source["encoding"])))


def checks(report: Report) -> list[Check]:
    """The sums of the receipt, computed again here from the parts the report states."""
    accounting = report["accounting"]
    rejected = sum(reject["count"] for reject in report["rejects"])
    parsed = accounting["parsed"]
    return [
        _bytes_check(report),
        Check(
            f"{numbers.exact(accounting['records'])} records = {numbers.exact(parsed)} parsed "
            f"+ {numbers.exact(accounting['rejected'])} rejected.",
            accounting["records"] == parsed + accounting["rejected"],
        ),
        Check(
            f"{numbers.counted(rejected, 'reject')} listed by reason; "
            f"{numbers.counted(accounting['blank'], 'blank line')} left out of the records.",
            rejected == accounting["rejected"],
        ),
    ]


def run(report: Report) -> str:
    """Workers, engine, chunk size and time in one sentence, and in another why these."""
    timing: dict[str, Any] = report["timing"]
    done = (
        f"{numbers.counted(timing['workers'], 'worker')} under the {timing['engine']} engine, "
        f"chunks of {numbers.size(timing['chunk_bytes'])}, "
        f"{numbers.duration(timing['wall_ns'])} from start to report."
    )
    # Reports of earlier versions do not tell.
    return f"{done} {timing.get('choice', {}).get('why', '')}".rstrip()


def _bytes_check(report: Report) -> Check:
    covered = report["accounting"]["bytes"]
    held = sum(source["bytes"] for source in report["sources"])
    failed = sum(one["end"] - one["start"] for one in report["quarantined"])
    unread = held - covered - failed
    text = f"{numbers.exact(covered)} bytes covered, each exactly once; "
    if failed:
        text += f"{numbers.exact(failed)} bytes failed; "
    if report["coverage"]["state"] in ("running", "cancelled"):
        text += f"{numbers.exact(unread)} bytes were not reached; "
        holds = unread >= 0 and covered == report["coverage"]["bytes_analysed"]
    else:
        holds = unread == 0
    return Check(f"{text}the sources hold {numbers.exact(held)}.", holds)
