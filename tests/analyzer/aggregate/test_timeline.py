"""Buckets over time, exact at any chunking."""

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.aggregate.tally import Measured, flags_of
from analyzer.aggregate.timeline import (
    CLASSES,
    LADDER,
    Timeline,
    classes,
    for_report,
    merge_timelines,
    timeline,
)

SECONDS = st.one_of(
    st.integers(0, 100),
    st.integers(1_700_000_000, 1_700_010_000),
    st.integers(1_600_000_000, 1_800_000_000),
    st.integers(-2_208_988_800, 253_000_000_000),
)
RECORDS = st.lists(
    st.tuples(SECONDS, st.sampled_from([0, 99, 100, 200, 404, 503, 600, 999]), st.integers(0, 999)),
    min_size=1,
    max_size=40,
)
Record = tuple[int, int, int]


def line_of(records: list[Record]) -> Timeline:
    time, status, size = (np.array(column) for column in zip(*records, strict=True))
    status = status.astype(np.int16)
    return timeline(time, classes(status, None), Measured.of(size, flags_of(status, status >= 400)))


def comparable(line: Timeline) -> tuple[int, list[int], list[object]]:
    return line.width, line.starts.tolist(), line.sums.tolist()


def test_each_width_of_the_ladder_divides_the_next() -> None:
    assert all(wider % narrower == 0 for narrower, wider in pairwise(LADDER))


@given(RECORDS)
def test_a_timeline_equals_a_plain_loop(records: list[Record]) -> None:
    line = line_of(records)
    requests: Counter[tuple[int, str]] = Counter()
    sizes: Counter[tuple[int, str]] = Counter()
    for time, status, size in records:
        name = f"{status // 100}xx" if 100 <= status <= 599 else "other"
        requests[time // line.width * line.width, name] += 1
        sizes[time // line.width * line.width, name] += size
    for measure, plain in zip(line.sums, (requests, sizes), strict=True):
        found = {
            (start, CLASSES[column]): int(cell)
            for start, row in zip(line.starts.tolist(), measure, strict=True)
            for column, cell in enumerate(row)
            if cell
        }
        assert found == {key: count for key, count in plain.items() if count}


@given(RECORDS, st.lists(st.integers(0, 40), max_size=6))
def test_the_report_has_the_same_buckets_at_any_chunking(
    records: list[Record], cuts: list[int]
) -> None:
    first, last = min(r[0] for r in records), max(r[0] for r in records)
    edges = sorted({0, len(records), *(min(cut, len(records)) for cut in cuts)})
    chunks = [line_of(records[a:b]) for a, b in pairwise(edges)]
    merged = for_report(merge_timelines(chunks), first, last)
    whole = for_report(line_of(records), first, last)
    assert comparable(merged) == comparable(whole)
    assert merged.sums[0].sum() == len(records)
    assert merged.sums[1].sum() == sum(size for _, _, size in records)


@given(RECORDS)
def test_the_reports_buckets_are_equal_gapless_and_hold_first_and_last(
    records: list[Record],
) -> None:
    first, last = min(r[0] for r in records), max(r[0] for r in records)
    line = for_report(line_of(records), first, last)
    assert set(np.diff(line.starts)) <= {line.width}
    assert line.starts[0] <= first < line.starts[0] + line.width
    assert line.starts[-1] <= last < line.starts[-1] + line.width
    assert len(line.starts) <= 240 or line.width == LADDER[-1]
    assert line.width == 1 or line.width in LADDER


@given(RECORDS, RECORDS)
def test_merging_two_timelines_is_commutative(one: list[Record], other: list[Record]) -> None:
    a, b = line_of(one), line_of(other)
    assert comparable(merge_timelines([a, b])) == comparable(merge_timelines([b, a]))


@pytest.mark.parametrize(
    ("last", "width"), [(0, 1), (239, 1), (240, 5), (1199, 5), (1200, 15), (10**11, LADDER[-1])]
)
def test_the_report_uses_the_narrowest_width_under_240_buckets(last: int, width: int) -> None:
    line = line_of([(0, 200, 1), (last, 200, 1)])
    assert for_report(line, 0, last).width == width
