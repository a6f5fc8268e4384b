"""What the lab says, from figures that are known."""

from collections.abc import Sequence

import pytest

from analyzer.lab.conclusions import break_even, findings
from analyzer.lab.figures import EngineRow, Spread
from tests.analyzer.lab.numbers import COSTS, failed, row, spread

SERIAL = row("serial", 1, 1000.0, fixed_ms=10.0, rate=100.0)


def said(rows: Sequence[EngineRow]) -> dict[str, str]:
    found = findings(rows, COSTS, break_even(rows))
    return {finding.question: finding.answer for finding in found}


def test_a_spread_is_median_lowest_and_highest() -> None:
    assert Spread.of([3.0, 1.0, 2.0004]) == Spread(2.0, 1.0, 3.0, 3)


@pytest.mark.parametrize(
    ("one", "other", "ties"),
    [
        (spread(100, 5), spread(104, 5), True),
        (spread(100, 5), spread(111, 5), True),  # apart, but by less than they vary
        (spread(100, 5), spread(150, 5), False),
        (spread(100, 0), spread(100, 0), True),
        (Spread(1, 1, 1, 1), Spread(9, 9, 9, 1), True),  # one round each says nothing
    ],
)
def test_figures_tie_unless_the_gap_is_wider_than_their_ranges(
    one: Spread, other: Spread, ties: bool
) -> None:
    assert one.ties_with(other) is other.ties_with(one) is ties


def test_two_workers_pay_from_the_size_at_which_their_rate_has_made_up_for_their_start() -> None:
    # 10 ms and 10 ms/MB against 60 ms and 5 ms/MB: equal at 10 MB, which take 110 ms both ways.
    found = break_even([SERIAL, row("pool", 2, 600.0, fixed_ms=60.0, rate=200.0)])
    assert found is not None
    assert found.bytes == 10_000_000
    assert found.sure


def test_a_rate_that_is_no_better_never_pays() -> None:
    rows = [SERIAL, row("pool", 2, 1200.0, fixed_ms=60.0, rate=80.0)]
    assert break_even(rows).bytes is None  # type: ignore[union-attr]
    assert said(rows)["When is one process faster?"].startswith("Here, always.")


def test_rates_that_tie_say_nothing_about_size() -> None:
    rows = [SERIAL, row("pool", 2, 900.0, around=40.0, rate=110.0)]
    assert said(rows)["When is one process faster?"].startswith("These rounds cannot tell.")


def test_without_one_process_or_without_several_there_is_no_break_even() -> None:
    assert break_even([SERIAL]) is None
    assert break_even([row("pool", 2, 1.0)]) is None
    assert break_even([SERIAL, row("pool", 1, 1.0), failed("queue", 2, "late")]) is None


def test_the_pool_is_asked_first_when_one_process_is_faster() -> None:
    found = break_even([SERIAL, row("pipe", 2, 1.0), row("pool", 2, 2.0), row("pool", 4, 2.0)])
    assert found is not None
    assert (found.engine, found.workers) == ("pool", 4)


def test_engines_that_tie_are_said_to_tie() -> None:
    answers = said([SERIAL, row("queue", 2, 100.0, 5.0), row("pipe", 2, 101.0, 5.0)])
    assert "all 2 engines tie here" in answers["Does the engine matter?"]
    assert answers["Queue or pipe?"].startswith("They tie here.")


def test_a_clear_difference_is_said_with_its_figures() -> None:
    answers = said([SERIAL, row("queue", 2, 300.0), row("pipe", 2, 100.0)])
    assert answers["Queue or pipe?"].startswith("Pipes, 3.00 times as fast.")
    assert "300 ms (299 to 301) through a queue" in answers["Queue or pipe?"]
    assert (
        "A message of 1 KiB costs 40 µs by Queue and 10 by Pipe.send" in answers["Queue or pipe?"]
    )
    assert "3.00 times as long" in answers["Does the engine matter?"]


def test_a_question_without_figures_is_not_answered() -> None:
    answers = said([SERIAL, failed("queue", 2, "late"), row("pipe", 2, 100.0)])
    assert "Queue or pipe?" not in answers
    assert "What does a manager cost?" not in answers
