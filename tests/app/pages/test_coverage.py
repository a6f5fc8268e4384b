"""What a report that is not about the whole log says of itself."""

import pytest

from app.pages import coverage
from tests.app.charts.small_report import small_report


@pytest.mark.parametrize(("done", "said"), [(0, "0 %"), (4999, "99 %")])
def test_hundred_percent_is_said_only_of_all(done: int, said: str) -> None:
    """Rounded down."""
    report = small_report()
    report["coverage"] |= {"state": "running", "bytes_analysed": done}

    assert coverage.so_far(report) == f"{said} so far"


def test_a_complete_report_says_nothing() -> None:
    """That is what one expects."""
    assert coverage.sentence(small_report()) == ""
    assert coverage.so_far(small_report()) == ""


def test_many_gaps_are_counted() -> None:
    """Twenty are named."""
    report = small_report()
    gap = {"source": "a.log", "start": 0, "end": 9, "cause": "killed by SIGKILL"}
    report["quarantined"] = [gap] * 25
    texts = [one["text"] for one in coverage.gaps(report)]

    assert len(texts) == coverage.GAPS_LISTED + 1
    assert texts[-1] == "And 5 more ranges: the report as JSON lists them all."
