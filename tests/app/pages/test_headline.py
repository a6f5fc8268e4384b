"""The figures at the head of the report, and the words of the pages."""

from datetime import UTC, datetime

import pytest

from app.pages import headline
from app.pages.blueprint import age, moment
from tests.app.charts.small_report import small_report


@pytest.mark.parametrize(
    ("rejected", "grade"), [(0, "good"), (1, "fair"), (50, "fair"), (51, "poor"), (1000, "poor")]
)
def test_quality_is_graded_by_the_share_parsed(rejected: int, grade: str) -> None:
    """Good without any reject, poor below 95 %."""
    report = small_report()
    report["accounting"] |= {"records": 1000, "parsed": 1000 - rejected, "rejected": rejected}

    assert headline.quality(report).grade == grade


def test_error_rate_of_no_requests_is_nought() -> None:
    """An empty log is no error."""
    report = small_report()
    report["totals"] |= {"requests": 0, "errors": 0}

    assert headline.totals(report)[4].text == "0.0 %"


def test_ages_are_rounded_down() -> None:
    """In one unit."""
    now = datetime(2026, 3, 2, 12, tzinfo=UTC)

    assert age("2026-03-02T11:59:30Z", now) == "just now"
    assert age("2026-03-02T11:00:00.123456Z", now) == "59 minutes ago"
    assert age("2026-03-01T11:00:00Z", now) == "1 day ago"


def test_moments_are_to_the_second() -> None:
    """The zone is UTC and said once by the page."""
    assert moment("2026-03-02T01:02:03.999Z") == "2026-03-02 01:02:03"
