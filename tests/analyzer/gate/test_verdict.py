"""Rules and verdicts."""

from typing import Any
from xml.etree import ElementTree

import pytest

from analyzer.errors import UsageError
from analyzer.gate.figures import FIGURES
from analyzer.gate.junit import junit_xml
from analyzer.gate.rules import parse_rule
from analyzer.gate.verdict import judge


def report(
    errors: int = 10, rejected: int = 0, requests: int = 200, state: str = "complete"
) -> Any:
    """As much of a report's JSON as rules read; 40 % of the errors are the server's own."""
    server = errors * 4 // 10
    return {
        "totals": {
            "requests": requests, "errors": errors, "unique_visitors": 7, "bytes_sent": 5 << 20,
        },
        "accounting": {"records": requests + rejected, "rejected": rejected},
        "panels": {
            "status_codes": {
                "rows": [[200, requests - errors, 0], [404, errors - server, 0], [503, server, 0]]
            }
        },
        "coverage": {"state": state, "bytes_analysed": 90, "bytes_total": 100},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "fails"),
    [
        ("error_rate > 1%", True),
        ("error_rate > 5%", False),
        ("error_rate >= 5%", True),
        ("error_rate > 0.04", True),
        ("errors > 9", True),
        ("errors>10", False),
        ("errors > 4%", True),
        ("server_errors > 2%", False),
        ("server_errors >= 2%", True),
        ("not_found == 6", True),
        ("requests < 1000", True),
        ("requests != 200", False),
        ("unique_visitors <= 7", True),
        ("bytes > 5MiB", False),
        ("bytes >= 5 MiB", True),
        ("rejected > 0", False),
        ("records < 200", False),
    ],
)
def test_a_rule_says_when_a_report_fails(rule: str, fails: bool) -> None:
    verdict = judge(report(), [rule])
    assert verdict.checks[1].failed is fails
    assert verdict.passed is not fails


@pytest.mark.parametrize(
    ("rule", "fails"),
    [
        ("error_rate > baseline", True),
        ("error_rate > baseline * 2", False),
        ("errors > baseline * 1.5", True),
        ("errors > baseline + 3%", False),
        ("error_rate > baseline + 1%", True),
        ("requests < baseline - 100", True),
    ],
)
def test_a_rule_may_look_back_at_a_baseline_of_another_size(rule: str, fails: bool) -> None:
    before = report(errors=30, requests=1000)
    assert judge(report(), [rule], before).checks[1].failed is fails


@pytest.mark.parametrize(
    ("rule", "fails"),
    [
        ("p95(duration) > 800ms", False),
        ("p95(duration) >= 800", True),
        ("p99(duration) > 1s", True),
        ("max(duration) > 100s", False),
        ("mean(duration) > 40000us", True),
        ("p95(duration) > baseline * 1.5", True),
    ],
)
def test_durations_are_judged_in_their_units(rule: str, fails: bool) -> None:
    assert judge(timed(800), [rule], timed(500)).checks[1].failed is fails


def timed(p95: int) -> Any:
    """A report of a log that knows durations."""
    columns = ["requests", "p50_ms", "p90_ms", "p95_ms", "p99_ms", "max_ms", "mean_ms"]
    made = report()
    made["panels"]["durations"] = {"columns": columns, "rows": [[9, 5, 60, p95, 1200, 5000, 41.5]]}
    return made


def test_a_baseline_alone_means_not_much_worse_than_before() -> None:
    assert judge(report(), [], report()).passed
    assert not judge(report(errors=12), [], report()).passed
    assert not judge(report(rejected=1), [], report()).passed


def test_what_was_not_read_may_break_any_rule() -> None:
    verdict = judge(report(state="damaged"), ["errors > 1000"])
    assert verdict.reasons == ["bytes analysed: 90 of 100, which fails when not all are"]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("p95(duration) > 800ms", "no record of the report says how long"),
        ("p97(duration) > 800ms", r"no figure 'p97\(duration\)'"),
        ("p95(duration) > 1MiB", "no unit of p95"),
        ("speed > 1", "no figure 'speed'. Figures: requests"),
        ("errors", "is no rule"),
        ("errors >> 1", "is no rule"),
        ("errors > -1", "is no rule"),
        ("requests > 5%", "share of nothing"),
        ("errors > 5MiB", "no unit of errors"),
        ("bytes > 5 parsecs", "not a size"),
        ("errors > baseline", "needs a baseline"),
    ],
)
def test_what_cannot_be_judged_is_refused_with_what_could_be(rule: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        judge(report(), [rule])
    with pytest.raises(UsageError, match="at least one rule"):
        judge(report(), [])


def test_every_figure_can_be_named_in_a_rule() -> None:
    for name in FIGURES:
        assert parse_rule(f"{name} > 1").figure.name == name


def test_junit_has_a_case_a_check_and_holds_no_character_xml_cannot() -> None:
    verdict = judge(report(), ["error_rate > 1%", "requests < 10"])
    suite = ElementTree.fromstring(junit_xml(verdict, "a\x00\x1b<b>&.log"))[0]
    assert suite.attrib == {
        "name": "a\ufffd\ufffd<b>&.log", "tests": "3", "failures": "1", "errors": "0"
    }  # fmt: skip
    assert [len(case) for case in suite] == [0, 1, 0]
    assert suite[1][0].get("message") == verdict.reasons[0]
