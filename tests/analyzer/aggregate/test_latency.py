"""Histograms of durations: their laws, and how near their percentiles are."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.aggregate.latency import (
    BUCKETS,
    GROWTH,
    NONE,
    Latency,
    bucket_of,
    latency,
    merge_latency,
    percentile,
)
from analyzer.parse.columns import NO_DURATION, Encoded

PATHS = [b"/", b"/a", b"/b"]
SPENT = st.one_of(st.just(NO_DURATION), st.integers(0, 100), st.integers(0, 1 << 50))
RECORDS = st.lists(st.tuples(SPENT, st.sampled_from(PATHS)), max_size=30)
HERE = np.arange(len(PATHS), dtype=np.int32)


def of(records: list[tuple[int, bytes]]) -> Latency:
    """Of records over the same three paths."""
    spent = np.array([one for one, _ in records], np.int64)
    codes = np.array([PATHS.index(path) for _, path in records], np.int32)
    paths = Encoded(codes, pa.array(PATHS, pa.binary()))
    return latency(spent, bucket_of(spent).astype(np.int16), paths)


def merged(*parts: Latency) -> Latency:
    return merge_latency(parts, [HERE] * len(parts))


def plain(one: Latency) -> list[object]:
    """Comparable."""
    arrays = one.counts, one.packed, one.packed_counts
    return [one.total, one.longest, *(array.tolist() for array in arrays)]


@given(one=RECORDS, two=RECORDS, three=RECORDS)
def test_merging_is_associative_and_commutative(
    one: list[tuple[int, bytes]], two: list[tuple[int, bytes]], three: list[tuple[int, bytes]]
) -> None:
    a, b, c = map(of, (one, two, three))
    assert plain(merged(merged(a, b), c)) == plain(merged(a, merged(b, c)))
    assert plain(merged(a, b)) == plain(merged(b, a))


@given(records=RECORDS, cut=st.integers(0, 30))
def test_a_chunk_cut_in_two_and_merged_is_the_chunk(
    records: list[tuple[int, bytes]], cut: int
) -> None:
    assert plain(merged(of(records[:cut]), of(records[cut:]))) == plain(of(records))


@given(records=RECORDS)
def test_nothing_is_neutral(records: list[tuple[int, bytes]]) -> None:
    assert plain(merged(of(records), NONE)) == plain(of(records))


def test_paths_keep_their_durations_where_positions_change() -> None:
    one, other = of([(5, b"/")]), of([(7, b"/a")])
    swapped = np.array([1, 0, 2], np.int32)
    found = merge_latency([one, other], [HERE, swapped])
    assert (found.packed // BUCKETS).tolist() == [0, 0]


@given(
    several=st.lists(st.integers(0, 10**13), min_size=1, max_size=60),
    share=st.floats(0, 1),
)
def test_a_percentile_is_within_half_of_a_buckets_growth(several: list[int], share: float) -> None:
    found = percentile(of([(one, b"/") for one in several]).counts, share)
    exact = sorted(several)[max(1, int(np.ceil(share * len(several)))) - 1]
    assert abs(found - exact) <= exact * (GROWTH - 1) / 2 * 1.01


@given(microseconds=st.integers(1, 1 << 50))
def test_a_duration_lies_in_its_bucket(microseconds: int) -> None:
    bucket = int(bucket_of(np.array([microseconds]))[0])
    assert bucket < BUCKETS
    around = 1e-9  # logarithms are not exact at the edges
    assert GROWTH ** (bucket - 2) * (1 - around) <= microseconds
    assert microseconds <= GROWTH ** (bucket - 1) * (1 + around)


@pytest.mark.parametrize("microseconds", [0, 1, 2, 1 << 50, 1 << 62])
def test_no_duration_is_out_of_range(microseconds: int) -> None:
    assert 0 <= bucket_of(np.array([microseconds]))[0] < BUCKETS


def test_of_no_records_there_is_no_percentile() -> None:
    assert np.isnan(percentile(NONE.counts, 0.5))
    assert of([(NO_DURATION, b"/")]) is NONE
