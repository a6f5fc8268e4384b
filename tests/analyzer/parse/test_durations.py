"""Lengths of time, from numbers and from words."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.parse.columns import NO_DURATION
from analyzer.parse.durations import durations

UNITS = {"s": 10**6, "ms": 10**3, "us": 1}
LONGEST = 1 << 50


def read(*texts: bytes | None, unit: str) -> list[int]:
    return [int(one) for one in durations(pa.array(texts, pa.binary()), unit)]


@pytest.mark.parametrize("unit", UNITS)
@given(microseconds=st.integers(0, 10**12))
def test_a_number_counts_in_its_unit_to_the_microsecond(unit: str, microseconds: int) -> None:
    whole, rest = divmod(microseconds, UNITS[unit])
    digits = len(str(UNITS[unit])) - 1
    text = f"{whole}.{rest:0{digits}}" if digits else str(whole)
    assert read(text.encode(), unit=unit) == [microseconds]


def test_nanoseconds_are_rounded_and_may_be_many() -> None:
    assert read(b"1499", b"1501", b"0", unit="ns") == [1, 2, 0]
    assert read(b"3600000000000", unit="ns") == [3_600_000_000]


@pytest.mark.parametrize("unit", [*UNITS, "ns", "text"])
@pytest.mark.parametrize("text", [None, b"", b"-", b"x", b"-1", b"1,5", b"\xff", b"nan", b"inf"])
def test_what_is_no_length_of_time_is_none(unit: str, text: bytes | None) -> None:
    assert read(b"-", text, unit=unit) == [NO_DURATION, NO_DURATION]


@pytest.mark.parametrize("unit", [*UNITS, "ns"])
@given(text=st.from_regex(rb"\d{1,18}(\.\d{1,20})?([eE][+-]?\d{1,2})?", fullmatch=True))
def test_no_number_is_longer_than_the_longest(unit: str, text: bytes) -> None:
    (found,) = read(text, unit=unit)
    assert 0 <= found <= LONGEST


@pytest.mark.parametrize(
    ("text", "microseconds"),
    [
        ("1m2.5s", 62_500_000),
        ("12 ms", 12_000),
        ("12.345ms", 12_345),
        ("250\u00b5s", 250),
        ("250\u03bcs", 250),
        ("1h30m", 5_400_000_000),
        ("2 seconds", 2_000_000),
        ("1 minute", 60_000_000),
        ("2 minutes", 120_000_000),
        ("2 mins", 120_000_000),
        ("3 days", 3 * 86_400_000_000),
        ("5 millis", 5_000),
        ("7 micros", 7),
        ("3 microseconds", 3),
        ("4 milliseconds", 4_000),
        ("5 nanoseconds", 0),
        ("900ns", 1),
        ("Completed in 17ms", 17_000),
        ("9" * 400 + "s", LONGEST),
    ],
)
def test_words_name_their_own_units(text: str, microseconds: int) -> None:
    assert read(text.encode(), unit="text") == [microseconds]


@given(
    pieces=st.lists(
        st.tuples(st.integers(0, 999), st.sampled_from([("h", 3_600_000_000), ("s", 10**6)])),
        min_size=1,
        max_size=4,
    )
)
def test_pieces_add_up(pieces: list[tuple[int, tuple[str, int]]]) -> None:
    text = "".join(f"{number}{unit}" for number, (unit, _) in pieces)
    expected = sum(number * size for number, (_, size) in pieces)
    assert read(text.encode(), unit="text") == [expected]
