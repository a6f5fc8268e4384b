"""Messages that differ only in their numbers, as one."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.aggregate.messages import patterns_of
from analyzer.parse.columns import Encoded


def masked(*messages: bytes) -> list[bytes]:
    found = patterns_of(Encoded.of(pa.array(messages, pa.binary())))
    values = found.values.to_pylist()
    return [values[code] for code in found.codes]


@pytest.mark.parametrize(
    ("message", "pattern"),
    [
        (b"Order 17 failed", b"Order # failed"),
        (b"took 1.5 s, 10:00:00", b"took # s, #"),
        (b"from 10.0.0.1:8080", b"from #"),
        (b"1,234 rows", b"# rows"),
        (b"at 0xDEADbeef", b"at #"),
        (b"id 123e4567-e89b-12d3-a456-426614174000", b"id #"),
        (b"commit 0123456789abcdef", b"commit #"),
        (b"cafe opened", b"cafe opened"),
        (b"", b""),
        (b"\xff 5", b"\xff #"),
    ],
)
def test_what_varies_becomes_a_mark(message: bytes, pattern: bytes) -> None:
    assert masked(message) == [pattern]


def test_messages_of_one_pattern_share_one_value() -> None:
    found = patterns_of(Encoded.of(pa.array([b"order 1", b"order 22", b"other"])))
    assert found.values.to_pylist() == [b"order #", b"other"]
    assert found.codes.tolist() == [0, 0, 1]


def test_only_the_first_200_bytes_tell_messages_apart() -> None:
    assert masked(b"x" * 200 + b"a") == masked(b"x" * 200 + b"b") == [b"x" * 200]


@given(messages=st.lists(st.binary(max_size=300), max_size=20))
def test_each_record_keeps_the_pattern_of_its_message_whatever_the_others_are(
    messages: list[bytes],
) -> None:
    assert masked(*messages) == [masked(one)[0] for one in messages]


@given(numbers=st.lists(st.integers(0, 10**11), min_size=1, max_size=9))
def test_numbers_make_no_difference(numbers: list[int]) -> None:
    assert set(masked(*(b"order %d of %d" % (one, one) for one in numbers))) == {b"order # of #"}


def test_no_record_has_no_pattern() -> None:
    found = patterns_of(Encoded(np.zeros(0, np.int32), pa.array([], pa.binary())))
    assert len(found.codes) == len(found.values) == 0
