"""Status codes, coloured by class."""

from http import HTTPStatus

from app.charts import numbers, theme
from app.charts.bars import Segment, ranked_bars
from app.charts.panel import Figure, Report, read_panel

DRAWN = 12


def status_codes(report: Report) -> Figure:
    """One bar per status code, the most frequent first."""
    panel = read_panel(report, "status_codes")
    codes, requests = panel.column("status", DRAWN), panel.column("requests", DRAWN)
    colours = [theme.status_colour(f"{code // 100}xx") for code in codes]
    return ranked_bars(
        [code_text(code) for code in codes],
        [Segment("requests", colours, requests)],
        [numbers.compact(count) for count in requests],
        [
            f"{numbers.counted(count, 'request')} · {numbers.size(volume)} sent"
            for count, volume in zip(requests, panel.column("bytes", DRAWN), strict=True)
        ],
    )


def status_summary(report: Report) -> str:
    """How many answers were errors, and which error came most often."""
    panel = read_panel(report, "status_codes")
    if not panel.rows:
        return "No record carries a status code."
    errors = [row for row in panel.rows if row[0] >= 400]
    if not errors:
        return "No request was answered with an error."
    count = report["totals"]["errors"]
    share = numbers.percent(count / max(report["totals"]["requests"], 1))
    worst = max(errors, key=lambda row: row[1])
    return (
        f"{numbers.counted(count, 'error')} ({share} of requests); "
        f"most often {code_text(worst[0])}, {numbers.counted(worst[1], 'time')}."
    )


def code_text(code: int) -> str:
    """A status code with its phrase, where it has one."""
    try:
        return f"{code} {HTTPStatus(code).phrase}"
    except ValueError:
        return str(code)
