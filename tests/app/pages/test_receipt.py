"""The receipt adds up, whatever became of the run."""

import pytest

from app.pages.receipt import checks, run, sources
from tests.app.charts.small_report import small_report


def test_a_cancelled_run_says_what_it_did_not_reach() -> None:
    """Nothing is wrong with that."""
    report = small_report()
    report["coverage"] |= {"state": "cancelled", "bytes_analysed": 3000}
    report["accounting"]["bytes"] = 3000
    check = checks(report)[0]

    assert check.holds
    assert "2,000 bytes were not reached; the sources hold 5,000." in check.text


@pytest.mark.parametrize(("analysed", "holds"), [(4000, True), (3999, False)])
def test_bytes_that_failed_are_part_of_the_sum(analysed: int, holds: bool) -> None:
    """A byte that is in neither part is found out."""
    report = small_report()
    report["coverage"] |= {"state": "damaged", "bytes_analysed": analysed}
    report["quarantined"] = [{"source": "a", "start": 0, "end": 1000, "cause": "killed"}]
    report["accounting"]["bytes"] = analysed

    assert checks(report)[0].holds is holds


@pytest.mark.parametrize(
    ("zone", "year", "text"),
    [
        ("as written", "as written", "as written"),
        ("UTC", "as written", "times without a zone, read as UTC"),
        ("as written, else UTC", "as written", "times without a zone, read as UTC"),
        ("as written", "inferred", "years that are not written, inferred"),
        (
            "UTC",
            "as written, else inferred",
            "times without a zone, read as UTC; years that are not written, inferred",
        ),
        ("", "", ""),
    ],
)
def test_it_says_what_was_taken_for_what_times_do_not_name(zone: str, year: str, text: str) -> None:
    report = small_report()
    report["sources"][0] |= {"zone": zone, "year": year}

    assert sources(report)[0]["times"] == text


def test_it_says_how_the_work_was_shared_and_why_so() -> None:
    """A report of an earlier version does not know why."""
    report = small_report()
    before = run(report)
    assert before.startswith("2 workers under the pool engine, chunks of ")
    report["timing"]["choice"] = {"by": "caller", "why": "As asked for."}

    assert run(report) == f"{before} As asked for."
