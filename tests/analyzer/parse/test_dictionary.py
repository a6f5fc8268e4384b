"""Distinct values by number: the same as a plain dict."""

from random import Random

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.errors import LoglanesError
from analyzer.parse import dictionary as dictionary_module
from analyzer.parse.dictionary import Coded, Dictionary

VALUES = st.lists(st.one_of(st.binary(max_size=40), st.sampled_from([b"", b"a", b"a\0", b"\0"])))


def plain(values: list[bytes]) -> list[int]:
    """The number of each, by a dict."""
    known: dict[bytes, int] = {}
    return [known.setdefault(value, len(known)) for value in values]


@given(st.lists(VALUES, max_size=5))
def test_values_are_numbered_in_the_order_in_which_they_are_met(parts: list[list[bytes]]) -> None:
    dictionary = Dictionary()
    codes = [dictionary.codes_of(pa.array(part, pa.binary())) for part in parts]
    together = [value for part in parts for value in part]
    assert np.concatenate([np.zeros(0, np.int32), *codes]).tolist() == plain(together)
    assert dictionary.values().to_pylist() == list(dict.fromkeys(together))


def test_it_grows_with_many_values_and_with_long_ones() -> None:
    dice = Random(3)
    values = [dice.randbytes(dice.choice([0, 1, 7, 8, 9, 30, 5000])) for _ in range(20_000)]
    dictionary = Dictionary()
    for start in range(0, len(values), 1500):
        dictionary.codes_of(pa.array(values[start : start + 1500], pa.binary()))
    assert dictionary.values().to_pylist() == list(dict.fromkeys(values))
    assert dictionary.codes_of(pa.array(values, pa.binary())).tolist() == plain(values)


def test_what_was_handed_out_stays_as_it_was_while_it_grows() -> None:
    dictionary = Dictionary()
    dictionary.codes_of(pa.array([b"a", b"b"], pa.binary()))
    early = dictionary.values()
    dictionary.codes_of(pa.array([b"%d" % n for n in range(50_000)], pa.binary()))
    assert early.to_pylist() == [b"a", b"b"]


def test_values_behind_the_beginning_of_an_array_are_found() -> None:
    dictionary = Dictionary()
    codes = dictionary.codes_of(pa.array([b"x", b"longer than eight", b"y"], pa.binary())[1:])
    assert Coded(codes, dictionary).array().to_pylist() == [b"longer than eight", b"y"]


def test_values_of_more_bytes_than_can_be_held_end_with_a_clear_message(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dictionary_module, "_MOST_BYTES", 1 << 20)
    with pytest.raises(LoglanesError, match="distinct values of a column"):
        Dictionary().codes_of(pa.array([b"%0500d" % n for n in range(3000)], pa.binary()))
