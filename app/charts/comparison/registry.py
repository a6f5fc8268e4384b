"""The charts of a comparison in the order of the page."""

from app.charts.comparison import durations, one_sided, over_time, runs, shares
from app.charts.comparison.chart import Comparison, ComparisonChart
from app.charts.comparison.fields import (
    ALWAYS_ONE_SIDED,
    card_name,
    in_page_order,
    title,
)
from app.charts.comparison.one_sided import OneSided
from app.charts.comparison.shares import SharesOf


def charts_of(found: Comparison) -> list[ComparisonChart]:
    """Those that this comparison can fill."""
    fields = in_page_order(found["panels"])
    return [
        *_BEFORE_FIELDS,
        *map(_shares, fields),
        *(chart for field in fields for chart in _one_sided(found, field)),
        _RUNS,
    ]


def _shares(field: str) -> ComparisonChart:
    answer = SharesOf(field)
    return ComparisonChart(
        f"shares-{card_name(field)}",
        title(field),
        "shares",
        "half",
        answer.figure,
        answer.summary,
        answer.table,
        shares.DRAWN,
        answer.leads,
    )


def _one_sided(found: Comparison, field: str) -> list[ComparisonChart]:
    """New and vanished, side by side."""
    pair = OneSided(field, "new"), OneSided(field, "vanished")
    if field not in ALWAYS_ONE_SIDED and not any(found[one.kind][field]["rows"] for one in pair):
        return []
    return [
        ComparisonChart(
            f"{one.kind}-{card_name(field)}",
            f"{one.kind.capitalize()}: {title(field)}",
            "one_sided",
            "half",
            one.figure,
            one.summary,
            one.table,
            one_sided.DRAWN,
            one.leads,
        )
        for one in pair
    ]


_BEFORE_FIELDS = (
    ComparisonChart(
        "compared_over_time",
        "Records over time",
        "time",
        "full",
        over_time.records,
        over_time.records_summary,
        over_time.table,
        leads=over_time.leads,
    ),
    ComparisonChart(
        "compared_shape",
        "The same as shares of each side",
        "time",
        "half",
        over_time.shares,
        over_time.shares_summary,
        over_time.table,
        leads=over_time.leads,
    ),
    ComparisonChart(
        "compared_errors",
        "Error rate over time",
        "time",
        "half",
        over_time.errors,
        over_time.errors_summary,
        over_time.table,
        leads=over_time.leads,
    ),
    ComparisonChart(
        "compared_durations",
        "How long requests took",
        "durations",
        "full",
        durations.durations,
        durations.durations_summary,
        durations.durations_table,
    ),
)

_RUNS = ComparisonChart(
    "compared_runs",
    "Time of workers by phase, for each MiB of log",
    "runs",
    "full",
    runs.phases,
    runs.phases_summary,
    runs.phases_table,
)
