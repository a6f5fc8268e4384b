"""Merging partials: neutral, associative, commutative, and blind to where chunks were cut."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.aggregate import accumulator
from analyzer.aggregate.accumulator import merge_aggregates
from analyzer.aggregate.merger import Merger
from analyzer.aggregate.merging import merge, merge_rejects
from analyzer.aggregate.partial import MOST_SAMPLES, Partial
from analyzer.aggregate.tally import OVERFULL
from analyzer.aggregate.wire import from_bytes, to_bytes
from analyzer.model import Accounting, Reject, RejectSample
from tests.analyzer.support.canonical import canonical
from tests.analyzer.support.partials import log_lines, partial_from, partials_of

EMPTY = Partial(Accounting(), (), None)
SEEDS = st.integers(0, 10**6)


def three(seed: int) -> list[Partial]:
    """Partials of different sources; at times one without any record."""
    dice = Random(seed)
    return [
        partial_from(log_lines(dice, dice.choice([0, 1, 4, 12])), source=source)
        for source in range(3)
    ]


@given(SEEDS)
def test_the_merge_of_nothing_is_neutral(seed: int) -> None:
    one = three(seed)[0]
    assert canonical(merge([])) == canonical(EMPTY)
    assert canonical(merge([one])) == canonical(one)
    assert canonical(merge([EMPTY, one])) == canonical(merge([one, EMPTY])) == canonical(one)


@given(SEEDS)
def test_merging_is_associative(seed: int) -> None:
    a, b, c = three(seed)
    whole = canonical(merge([a, b, c]))
    assert canonical(merge([merge([a, b]), c])) == whole
    assert canonical(merge([a, merge([b, c])])) == whole


@given(SEEDS, st.permutations([0, 1, 2]))
def test_merging_is_commutative(seed: int, order: list[int]) -> None:
    parts = three(seed)
    assert canonical(merge([parts[i] for i in order])) == canonical(merge(parts))


@given(SEEDS, st.lists(st.integers(0, 20), max_size=5))
def test_a_chunk_cut_anywhere_and_merged_equals_the_whole(seed: int, cuts: list[int]) -> None:
    lines = log_lines(Random(seed), 20)
    pieces = partials_of(lines, [min(cut, len(lines)) for cut in cuts])
    assert canonical(merge(pieces)) == canonical(partial_from(lines))


@given(SEEDS)
def test_a_partial_survives_the_wire(seed: int) -> None:
    for one in three(seed):
        assert canonical(from_bytes(to_bytes(one))) == canonical(one)


@given(SEEDS)
def test_what_came_over_the_wire_merges_like_what_did_not(seed: int) -> None:
    parts = three(seed)
    received = [from_bytes(to_bytes(one)) for one in parts]
    assert canonical(merge(received)) == canonical(merge(parts))
    assert canonical(from_bytes(to_bytes(merge(received)))) == canonical(merge(parts))


@pytest.mark.parametrize("waiting", [0, 5, 10**6])
def test_the_merger_gives_the_same_however_much_may_wait(
    waiting: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accumulator, "_LEAST_WAITING", waiting)
    for seed in range(5):
        pieces = partials_of(log_lines(Random(seed), 30), [3, 3, 9, 20, 21])
        gatherer = Merger()
        for piece in pieces:
            gatherer.add(piece)
        assert canonical(gatherer.result()) == canonical(merge(pieces))


def test_a_merger_without_partials_gives_the_neutral_one() -> None:
    assert canonical(Merger().result()) == canonical(EMPTY)


def test_a_field_with_too_many_values_in_one_chunk_has_too_many_in_all() -> None:
    one, other = (partial_from(log_lines(Random(seed), 20)).aggregates for seed in (1, 2))
    assert one
    assert other
    full = replace(one, tallies={**one.tallies, "method": OVERFULL})
    for parts in ([full, other], [other, full], [other, one, full], [other, one, full, other]):
        assert merge_aggregates(parts).tallies["method"].overfull


def test_no_key_counts_nothing() -> None:
    for seed in range(30):
        parts = partial_from(log_lines(Random(seed), 20)).aggregates
        assert parts is not None
        for one in parts.tallies.values():
            assert one.sums[0].min() > 0


REJECTS = st.lists(
    st.builds(
        Reject,
        st.sampled_from(["a", "b", "c"]),
        st.integers(1, 100),
        st.lists(
            st.builds(RejectSample, st.integers(0, 2), st.integers(0, 50), st.just(b"x")),
            max_size=MOST_SAMPLES,
        ).map(tuple),
    ),
    max_size=6,
)


@given(REJECTS)
def test_rejects_keep_their_counts_and_the_first_samples_of_all(rejects: list[Reject]) -> None:
    merged = merge_rejects(rejects)
    assert [(-one.count, one.reason) for one in merged] == sorted(
        (-one.count, one.reason) for one in merged
    )
    for one in merged:
        same = [reject for reject in rejects if reject.reason == one.reason]
        assert one.count == sum(reject.count for reject in same)
        places = sorted((s.source, s.offset) for reject in same for s in reject.samples)
        assert [(s.source, s.offset) for s in one.samples] == places[:MOST_SAMPLES]
    assert {one.reason for one in merged} == {reject.reason for reject in rejects}
