"""Severities in one vocabulary."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.parse.levels import LEVELS, level_of


@pytest.mark.parametrize(
    ("word", "level"),
    [
        (b"WARN", b"warning"),
        (b"[error]", b"error"),
        (b"<Information>", b"info"),
        (b"E", b"error"),
        (b"FATAL:", b"critical"),
        (b"emerg", b"critical"),
        (b"Verbose", b"trace"),
        (b"debug3", b"debug"),
        (b"Custom", b"custom"),
        (b"", b"-"),
        (b"  ", b"-"),
        (b"\xff", b"\\xff"),
    ],
)
def test_a_word_means_one_of_seven_levels_or_itself(word: bytes, level: bytes) -> None:
    assert level_of(word, {}) == level


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_means_itself(level: str) -> None:
    assert level_of(level.upper().encode(), {}) == level.encode()


def test_what_a_format_says_of_its_words_goes_first() -> None:
    own = {"30": "info", "w": "critical"}
    assert level_of(b"30", own) == b"info"
    assert level_of(b"W", own) == b"critical"
    assert level_of(b"W", {}) == b"warning"


@given(word=st.binary(max_size=20))
def test_a_level_is_never_empty_and_means_itself_again(word: bytes) -> None:
    level = level_of(word, {})
    assert level
    assert level_of(level, {}) == level or b"\\x" in level
