"""Sizes: a whole column at once against a plain loop."""

import re

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.parse.numbers import MOST_DIGITS, sizes

NUMBER = re.compile(rb"[0-9]{1,13}")
TEXTS = st.one_of(
    st.integers(0, 10**14).map(lambda number: str(number).encode()),
    st.binary(max_size=4),
    st.sampled_from(
        [b"-", b"--", b"", b"0", b"00", b"-5", b"+5", b"5 ", b"1e3", b"\xb2", b"/", b":", b"5-"]
    ),
    st.integers(0, 9).map(lambda digit: str(digit).encode() * MOST_DIGITS),
)


def plain(text: bytes) -> int | None:
    """One entry: a dash is 0, 1 to 13 digits are their number, else None."""
    if text == b"-":
        return 0
    return int(text) if NUMBER.fullmatch(text) else None


@given(st.lists(TEXTS, max_size=30))
def test_sizes_equal_a_plain_loop(texts: list[bytes]) -> None:
    numbers, valid = sizes(pa.array(texts, pa.binary()))
    found = [int(n) if good else None for n, good in zip(numbers, valid, strict=True)]
    assert found == [plain(text) for text in texts]


@given(st.lists(TEXTS, min_size=3, max_size=20), st.integers(0, 2))
def test_sizes_of_a_slice_are_the_slice_of_sizes(texts: list[bytes], start: int) -> None:
    column = pa.array(texts, pa.binary())
    whole, valid = sizes(column)
    part, part_valid = sizes(column[start:])
    assert part_valid.tolist() == valid[start:].tolist()
    assert part[part_valid].tolist() == whole[start:][part_valid].tolist()


@pytest.mark.parametrize("digits", [1, 12, 13, 14, 20])
def test_thirteen_digits_are_the_most(digits: int) -> None:
    numbers, valid = sizes(pa.array([b"9" * digits], pa.binary()))
    assert valid.tolist() == [digits <= MOST_DIGITS]
    if valid[0]:
        assert numbers.tolist() == [10**digits - 1]
