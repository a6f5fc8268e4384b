"""Numbers for people."""

import pytest

from app.charts import numbers


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1.0k"),
        (12_031, "12.0k"),
        (999_950, "1.0M"),
        (2_500_000, "2.5M"),
    ],
)
def test_counts_shorten_by_thousands(value: int, expected: str) -> None:
    """Three digits or so."""
    assert expected == numbers.compact(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, "0 B"), (1023, "1023 B"), (1024, "1 KiB"), (1536, "1.5 KiB"), (483_112_331, "461 MiB")],
)
def test_sizes_are_binary(value: int, expected: str) -> None:
    """KiB is 1024 bytes."""
    assert expected == numbers.size(value)


@pytest.mark.parametrize(
    ("nanoseconds", "expected"),
    [(870_000, "870 µs"), (12_400_000, "12.4 ms"), (3_210_000_000, "3.21 s"), (125e9, "2 min 5 s")],
)
def test_durations_pick_their_unit(nanoseconds: float, expected: str) -> None:
    """From microseconds to minutes."""
    assert expected == numbers.duration(nanoseconds)


def test_a_small_share_is_not_nought() -> None:
    """One reject in a million is there."""
    assert numbers.percent(1e-6) == "< 0.1 %"
    assert numbers.percent(0) == "0.0 %"


def test_parsed_share_is_rounded_down() -> None:
    """100 % only when nothing was rejected."""
    assert numbers.parsed_percent(999_999, 1_000_000) == "99.99 %"
    assert numbers.parsed_percent(5, 5) == "100 %"
    assert numbers.parsed_percent(0, 0) == "0 %"


def test_byte_ticks_are_round_in_binary() -> None:
    """About five steps up to the maximum."""
    values, texts = numbers.byte_ticks(5 * 1024)

    assert values == [0, 1024, 2048, 3072, 4096, 5120]
    assert texts == ["0 B", "1 KiB", "2 KiB", "3 KiB", "4 KiB", "5 KiB"]
