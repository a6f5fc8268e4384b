"""What is approximate is said on the card, in the table and in the headline."""

from app.charts.registry import CHARTS
from app.pages.cards import cut
from app.pages.headline import totals
from tests.app.charts.small_report import small_report

PATHS = next(chart for chart in CHARTS if chart.name == "paths")


def test_a_card_says_what_of_it_is_approximate() -> None:
    report = small_report()
    assert PATHS.said(report) == PATHS.summarise(report)
    panel = report["panels"]["paths"]
    panel["approximate"] = {"note": "Approximate: so it is.", "rows_total_within": 12}
    panel["rows_total"] = 9_000
    shown = PATHS.as_json(report)
    assert shown["summary"].endswith("Approximate: so it is.")
    assert shown["table"]["about"]
    assert cut(PATHS, report).endswith("of about 9,000 shown")


def test_estimated_visitors_are_told_with_their_bound() -> None:
    report = small_report()
    report["totals"]["unique_visitors_within"] = 3
    visitors = next(one for one in totals(report) if one.name == "unique visitors")
    assert visitors.text.startswith("≈")
    assert "± 3 in 95 of 100" in visitors.exact
