"""Digit arithmetic against the standard library."""

from datetime import UTC, datetime, timedelta, timezone
from random import Random

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.parse.clf_time import day_of, local_seconds, zone_seconds

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
FIRST, LAST = datetime(1900, 1, 1, tzinfo=UTC), datetime(9998, 12, 31, 23, 59, 59, tzinfo=UTC)


def standard(text: bytes) -> int | None:
    """Seconds since 1970 by the standard library; None where there is no such moment."""
    try:
        assert text[:1] == b"["
        day, month, rest = text[1:].decode("ascii").split("/")
        year, hour, minute, second = rest.split(":")
        parts = (year, day, hour, minute, second)
        assert [len(part) for part in parts] == [4, 2, 2, 2, 2]
        assert all(part.isascii() and part.isdigit() for part in parts)
        leap = second == "60"
        moment = datetime(
            int(year), MONTHS.index(month.capitalize()) + 1, int(day), int(hour), int(minute),
            59 if leap else int(second), tzinfo=UTC,
        )  # fmt: skip
    except (ValueError, AssertionError):
        return None
    if not FIRST.year <= moment.year <= LAST.year:
        return None
    return int((moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()) + leap


def clf(moment: datetime) -> bytes:
    """``[10/Oct/2025:13:55:36``, whatever the locale."""
    date = f"[{moment.day:02}/{MONTHS[moment.month - 1]}/{moment.year:04}"
    return f"{date}:{moment:%H:%M:%S}".encode()


def ours(texts: list[bytes]) -> list[int | None]:
    seconds, valid = local_seconds(pa.array(texts, pa.binary()))
    return [int(s) if good else None for s, good in zip(seconds, valid, strict=True)]


def assert_same(texts: list[bytes]) -> None:
    assert ours(texts) == [standard(text) for text in texts]


@given(st.lists(st.datetimes(FIRST.replace(tzinfo=None), LAST.replace(tzinfo=None)), max_size=20))
def test_any_moment_equals_the_standard_library(moments: list[datetime]) -> None:
    texts = [clf(moment) for moment in moments]
    assert_same(texts)
    assert None not in ours(texts)


def test_every_day_of_four_centuries_equals_the_standard_library() -> None:
    first = FIRST.replace(tzinfo=None)
    assert_same([clf(first + timedelta(days)) for days in range(146_097)])


@given(
    st.lists(
        st.tuples(
            st.integers(0, 32), st.sampled_from([*MONTHS, "jan", "DEC", "Foo", "Ja1", "J[n"]),
            st.sampled_from([0, 1, 1582, 1899, 1900, 2000, 2023, 2024, 2100, 9998, 9999]),
            st.integers(0, 25), st.integers(0, 61), st.integers(58, 62),
        ),
        max_size=20,
    )
)  # fmt: skip
def test_dates_that_may_not_exist_equal_the_standard_library(
    parts: list[tuple[int, str, int, int, int, int]],
) -> None:
    assert_same([
        f"[{day:02}/{month}/{year:04}:{hour:02}:{minute:02}:{second:02}".encode()
        for day, month, year, hour, minute, second in parts
    ])  # fmt: skip


@given(
    at=st.integers(0, 20),
    letter=st.binary(max_size=2),
    more=st.lists(st.just(b"[10/Oct/2025:13:55:36"), max_size=2),
)
def test_a_damaged_date_is_invalid_and_harms_no_other(
    at: int, letter: bytes, more: list[bytes]
) -> None:
    good = b"[10/Oct/2025:13:55:36"
    texts = [*more, good[:at] + letter + good[at + 1 :], good]
    assert_same(texts)
    assert ours(texts)[-1] == standard(good)


@pytest.mark.parametrize(
    ("date", "exists"),
    [
        (b"[29/Feb/2000", True), (b"[29/Feb/1900", False), (b"[29/Feb/2024", True),
        (b"[29/Feb/2023", False), (b"[31/Dec/9998", True), (b"[01/Jan/1900", True),
        (b"[31/Dec/1899", False), (b"[01/Jan/9999", False), (b"[30/Feb/2024", False),
    ],
)  # fmt: skip
def test_leap_years_and_the_first_and_last_year(date: bytes, exists: bool) -> None:
    assert (ours([date + b":00:00:00"])[0] is not None) is exists


def test_a_leap_second_counts_as_the_first_of_the_next_minute() -> None:
    leap, after = ours([b"[31/Dec/2016:23:59:60", b"[01/Jan/2017:00:00:00"])
    assert leap == after


def test_no_dates_give_no_seconds() -> None:
    assert ours([]) == []


def test_a_slice_of_a_column_is_read_from_its_own_start() -> None:
    column = pa.array([b"[01/Jan/1970:00:00:01", b"[01/Jan/1970:00:00:02"], pa.binary())[1:]
    assert local_seconds(column)[0].tolist() == [2]


@pytest.mark.parametrize("seed", range(3))
def test_the_moment_in_utc_is_local_time_less_the_zone(seed: int) -> None:
    dice = Random(seed)
    for _ in range(200):
        offset = timedelta(minutes=dice.randint(-23 * 60 - 59, 23 * 60 + 59))
        moment = datetime.fromtimestamp(dice.randint(0, 4 * 10**9), timezone(offset))
        zone = f"{moment:%z}]".encode()
        local = ours([clf(moment)])[0]
        assert local is not None
        assert local - (zone_seconds(zone) or 0) == int(moment.timestamp())


@pytest.mark.parametrize(
    "text",
    [b"", b"-", b"Z]", b"+2400]", b"+0060]", b"0000]", b"+0000", b"+00:00]", b"+000]", b"+\xb200]"],
)
def test_what_is_no_zone_is_none(text: bytes) -> None:
    assert zone_seconds(text) is None


def test_days_before_1970_count_down() -> None:
    assert day_of(np.array([-86_401, -86_400, -1, 0, 86_399, 86_400])).tolist() == [
        -2, -1, -1, 0, 0, 1,
    ]  # fmt: skip
