"""Each aggregate of a chunk against a plain loop over its records."""

from collections import Counter, defaultdict
from datetime import UTC, datetime
from random import Random

import numpy as np
import pyarrow as pa
import pytest

from analyzer.aggregate.growing_tally import merge_tallies
from analyzer.aggregate.partial import aggregate
from analyzer.aggregate.tally import Measured, Tally, flags_of, tally
from analyzer.aggregate.visitors import visitors_of
from analyzer.errors import LoglanesError
from analyzer.formats.dialect import Dialect
from analyzer.parse.chunk import ChunkParser
from analyzer.parse.columns import Columns, Encoded
from analyzer.source.reading import Block
from tests.analyzer.support.canonical import tally_dict, visitor_set
from tests.analyzer.support.lines import FORMATS
from tests.analyzer.support.partials import log_lines

HUGE = 9_999_999_999_999


def columns_of(seed: int, count: int = 60) -> Columns:
    parser = ChunkParser(Dialect(FORMATS))
    parser.add(Block(0, b"".join(log_lines(Random(seed), count))))
    columns = parser.finish()
    assert columns is not None
    return columns


def texts(column: Encoded) -> list[bytes]:
    return [column.values[code].as_py() for code in column.codes.tolist()]


@pytest.mark.parametrize("seed", range(6))
def test_tallies_equal_a_plain_loop(seed: int) -> None:
    columns = columns_of(seed)
    parts = aggregate(columns)
    for name in columns.text.keys() - {"request"}:
        plain: dict[bytes, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        for key, status, size in zip(
            texts(columns.text[name]), columns.status, columns.bytes_sent, strict=True
        ):
            row = [1, int(size), int(status >= 400), int(status == 404)]
            plain[key] = [a + b for a, b in zip(plain[key], row, strict=True)]
        assert tally_dict(parts.tallies[name]) == dict(sorted(plain.items()))


@pytest.mark.parametrize("seed", range(6))
def test_visitors_are_the_distinct_client_agent_and_day(seed: int) -> None:
    columns = columns_of(seed)
    parts = aggregate(columns)
    plain = set(
        zip(
            texts(columns.text["client_ip"]),
            texts(columns.text["user_agent"]),
            columns.day.tolist(),
            strict=True,
        )
    )
    plain = {visitor for visitor in plain if visitor[0] != b"-"}
    assert visitor_set(parts.visitors, parts.tallies) == plain


@pytest.mark.parametrize("seed", range(6))
def test_statuses_sizes_and_hours_equal_a_plain_loop(seed: int) -> None:
    columns = columns_of(seed)
    parts = aggregate(columns)
    statuses = Counter(columns.status.tolist())
    assert {s: n for s, n in enumerate(parts.statuses[0].tolist()) if n} == dict(statuses)
    assert parts.statuses[1].sum() == columns.bytes_sent.sum()
    sizes = Counter(size.bit_length() for size in columns.bytes_sent.tolist())
    assert {b: n for b, n in enumerate(parts.sizes.tolist()) if n} == dict(sizes)
    moments = [datetime.fromtimestamp(time, UTC) for time in columns.time.tolist()]
    hours = Counter(moment.weekday() * 24 + moment.hour for moment in moments)
    assert {h: n for h, n in enumerate(parts.hours.tolist()) if n} == dict(hours)
    assert (parts.first, parts.last) == (columns.time.min(), columns.time.max())


def encoded(keys: list[bytes]) -> Encoded:
    return Encoded.of(pa.array(keys, pa.binary()))


def measured(sizes: list[int]) -> Measured:
    return Measured.of(np.array(sizes, np.int64), np.zeros(len(sizes), np.uint8))


def tallied(keys: list[bytes], sizes: list[int]) -> Tally:
    of = measured(sizes)
    return tally(encoded(keys), of.bytes_sent, of.flags)


def test_a_tally_of_some_records_is_that_of_only_them() -> None:
    dice = np.random.default_rng(1)
    column = Encoded(dice.integers(0, 50, 1000, np.int32), pa.array(map(str, range(50))))
    status = dice.choice(np.array([200, 404, 500], np.int16), 1000)
    sizes = dice.integers(0, 1 << 40, 1000)
    flags = flags_of(status, status >= 400)
    for rows in (np.arange(0), np.arange(1000), np.flatnonzero(dice.random(1000) < 0.3)):
        sums = tally(column, sizes, flags, rows).sums
        some = column.codes[rows]
        for row, amounts in enumerate((np.ones(1000), sizes, status >= 400, status == 404)):
            expected = [int(amounts[rows][some == code].sum()) for code in range(50)]
            assert sums[row].tolist() == expected


def test_sums_too_large_for_a_double_stay_exact() -> None:
    sizes = [HUGE] * 2000 + [1]
    assert measured(sizes).weights is None
    one = tallied([b"a"] * len(sizes), sizes)
    assert one.sums[1].tolist() == [HUGE * 2000 + 1]


def test_sums_at_the_edge_of_a_double_stay_exact() -> None:
    size = (1 << 53) // 1000 - 1
    sizes = [size] * 999 + [1]
    assert measured(sizes).weights is not None
    assert tallied([b"a"] * 1000, sizes).sums[1].tolist() == [size * 999 + 1]


def test_merged_tallies_say_where_keys_went() -> None:
    first = tallied([b"a", b"b", b"a"], [1, 2, 3])
    second = tallied([b"c", b"a"], [4, 5])
    merged, places = merge_tallies([first, second])
    keys = merged.keys.to_pylist()
    assert [[keys[i] for i in place] for place in places] == [[b"a", b"b"], [b"c", b"a"]]
    assert tally_dict(merged) == {b"a": [3, 9, 0, 0], b"b": [1, 2, 0, 0], b"c": [1, 4, 0, 0]}


def test_more_visitors_than_can_be_packed_are_refused_and_not_miscounted() -> None:
    many = Encoded(np.zeros(2, np.int32), pa.array([b"x"], pa.binary()))
    days = np.array([0, 2_000_000_000], np.int32)
    assert len(visitors_of({"client_ip": many, "user_agent": many}, days).packed) == 2
    wide = Encoded(np.zeros(2, np.int32), pa.nulls(1 << 17, pa.binary()))
    with pytest.raises(LoglanesError, match="shorter time range"):
        visitors_of({"client_ip": wide, "user_agent": wide}, days)
