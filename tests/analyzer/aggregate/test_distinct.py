"""Counting different things by a sample of hashes: its laws, and its bound."""

import hashlib
from random import Random

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.aggregate import distinct
from analyzer.aggregate.distinct import NO_HASHES, Distinct, estimated
from analyzer.aggregate.hashing import Words, hash_keys

KEYS = st.lists(st.binary(max_size=40), max_size=60)


def hashes_of(*keys: bytes) -> Words:
    return hash_keys(pa.array(keys, pa.binary()))


def sample_of(keys: list[bytes]) -> Distinct:
    return NO_HASHES.plus(hashes_of(*keys))


def same(one: Distinct, other: Distinct) -> bool:
    return one.level == other.level and one.hashes.tolist() == other.hashes.tolist()


def joined(one: Distinct, other: Distinct) -> Distinct:
    return one.plus(other.hashes, other.level)


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distinct, "MOST_HASHES", 8)


@given(KEYS, KEYS, KEYS)
def test_merging_is_associative_commutative_and_neutral(
    a: list[bytes], b: list[bytes], c: list[bytes]
) -> None:
    one, two, three = map(sample_of, (a, b, c))
    whole = sample_of([*a, *b, *c])
    assert same(joined(joined(one, two), three), whole)
    assert same(joined(one, joined(two, three)), whole)
    assert same(joined(three, joined(two, one)), whole)
    assert same(joined(NO_HASHES, one), one)
    assert same(joined(one, NO_HASHES), one)


@given(KEYS)
def test_what_fits_is_counted_exactly_and_what_does_not_is_sampled(keys: list[bytes]) -> None:
    sample = sample_of(keys + keys)
    assert len(sample.hashes) <= 8
    if len(set(keys)) <= 8:
        assert (sample.estimate.count, sample.estimate.within) == (len(set(keys)), 0)


def test_the_bound_holds_in_95_of_100_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distinct, "MOST_HASHES", 1024)
    held = 0
    for seed in range(100):
        count = Random(seed).randint(2_000, 30_000)
        keys = [b"%d/%d" % (seed, n) for n in range(count)]
        estimate = sample_of(keys).estimate
        held += abs(estimate.count - count) <= estimate.within
        assert abs(estimate.count - count) <= 2.5 * estimate.within
        assert estimate.within < 0.09 * estimate.count
    assert held >= 92


def test_an_estimate_from_everything_is_exact() -> None:
    assert (estimated(17, 0).count, estimated(17, 0).within) == (17, 0)


@given(st.lists(st.binary(max_size=40), min_size=1, unique=True))
def test_different_keys_have_different_hashes_wherever_they_lie(keys: list[bytes]) -> None:
    array = pa.array([b"before", *keys, b"behind"], pa.binary())
    inner = hash_keys(array.slice(1, len(keys)))
    assert inner.tolist() == hashes_of(*keys).tolist()
    assert len(set(inner.tolist())) == len(keys)


def test_hashes_are_the_same_on_every_host() -> None:
    keys = [b"", b"a", b"12345678", b"123456789", b"\x00", b"\x00\x00"]
    found = hashlib.sha256(hashes_of(*keys).astype("<u8").tobytes()).hexdigest()
    assert found[:16] == "d48c7c2efde243df"


def test_hashes_of_similar_keys_are_spread_evenly() -> None:
    hashes = hashes_of(*(b"/item/%d" % n for n in range(40_000)))
    for shift in (0, 20, 40, 60):
        counts = np.bincount(((hashes >> np.uint64(shift)) & np.uint64(15)).astype(np.int64))
        assert counts.min() > 2_300
        assert counts.max() < 2_700
