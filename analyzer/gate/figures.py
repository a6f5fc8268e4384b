"""The figures of a report that a rule may name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from analyzer.errors import UsageError

Report = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """``read`` gives its value; ``whole`` what a limit in percent is a share of, None where the
    figure has no whole. ``unit`` is "", "bytes", "ms" (milliseconds) or "share" (0 to 1)."""

    name: str
    text: str
    read: Callable[[Report], float]
    whole: Callable[[Report], float] | None = None
    unit: str = ""

    def share(self, report: Report) -> float:
        """Of its whole, 0 to 1; a share is that already."""
        if self.whole is None:
            return self.read(report)
        return self.read(report) / (self.whole(report) or 1)


def _total(name: str) -> Callable[[Report], float]:
    return lambda report: float(report["totals"][name])


def _counted(name: str) -> Callable[[Report], float]:
    return lambda report: float(report["accounting"][name])


def _of_status(lowest: int, highest: int) -> Callable[[Report], float]:
    """Requests with a status in that range; the panel of status codes is never cut."""

    def count(report: Report) -> float:
        rows = report["panels"].get("status_codes", {"rows": []})["rows"]
        return float(sum(row[1] for row in rows if lowest <= row[0] <= highest))

    return count


def _duration(column: str) -> Callable[[Report], float]:
    """Of the panel of durations, in milliseconds; UsageError where the log has none."""

    def read(report: Report) -> float:
        panel = report["panels"].get("durations")
        if panel is None or not panel["rows"]:
            raise UsageError(
                "No duration can be judged: no record of the report says how long it took."
            )
        return float(panel["rows"][0][panel["columns"].index(column)])

    return read


def _records(report: Report) -> float:
    """Of a report through a view, those that it matches."""
    view = report.get("view")
    return float(view["matched"]) if view else _ALL_RECORDS(report)


_REQUESTS = _total("requests")
_ALL_RECORDS = _counted("records")
_ERRORS = _total("errors")
_ALL = (
    Figure("requests", "requests", _REQUESTS),
    Figure("unique_visitors", "unique visitors", _total("unique_visitors")),
    Figure("bytes", "bytes sent", _total("bytes_sent"), unit="bytes"),
    Figure("errors", "errors (status 400 or more)", _ERRORS, _REQUESTS),
    Figure("server_errors", "server errors (status 500 to 599)", _of_status(500, 599), _REQUESTS),
    Figure("not_found", "requests not found (status 404)", _of_status(404, 404), _REQUESTS),
    Figure(
        "error_rate",
        "errors as a share of requests",
        lambda report: _ERRORS(report) / (_REQUESTS(report) or 1),
        unit="share",
    ),
    Figure("records", "records", _records),
    Figure("rejected", "rejected records", _counted("rejected"), _ALL_RECORDS),
    *(
        Figure(f"{name}(duration)", f"{text} of durations", _duration(f"{name}_ms"), unit="ms")
        for name, text in (
            ("p50", "median"),
            ("p90", "90th percentile"),
            ("p95", "95th percentile"),
            ("p99", "99th percentile"),
            ("max", "longest"),
            ("mean", "mean"),
        )
    ),
)
FIGURES: Mapping[str, Figure] = {figure.name: figure for figure in _ALL}
"""By name."""
