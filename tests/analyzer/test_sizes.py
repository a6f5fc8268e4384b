"""Byte counts as people write and read them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.errors import UsageError
from analyzer.sizes import parse_size, show_size


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("1", 1), ("65536", 65536), ("64KiB", 65536), ("64 kib", 65536), (" 16MiB ", 16 << 20),
        ("1.5GB", 1_500_000_000), ("2k", 2048), ("10kb", 10_000), ("3M", 3 << 20), ("1G", 1 << 30),
        ("7B", 7),
    ],
)  # fmt: skip
def test_a_size_is_read_as_people_write_it(text: str, size: int) -> None:
    assert parse_size(text) == size


@pytest.mark.parametrize(
    "text",
    ["", "0", "0.4", "-1", "x", "1 parsec", "1,5MB", "nan", "inf", "1e3", "\u0663", "9" * 400],
)
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="Write it like"):
        parse_size(text)


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 B"), (1023, "1023 B"), (1024, "1.0 KiB"), (1536, "1.5 KiB"), (1 << 20, "1.0 MiB"),
        (1 << 40, "1.0 TiB"), (5 << 50, "5120.0 TiB"),
    ],
)  # fmt: skip
def test_a_size_is_shown_in_the_largest_fitting_unit(size: int, text: str) -> None:
    assert show_size(size) == text


@given(st.integers(1, 1023), st.sampled_from(["KiB", "MiB", "GiB"]))
def test_what_is_shown_can_be_read_again(number: int, unit: str) -> None:
    size = parse_size(f"{number}{unit}")
    assert parse_size(show_size(size)) == size
