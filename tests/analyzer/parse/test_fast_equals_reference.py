"""The fast reading is never trusted alone: on any bytes it finds what the reference finds.

A thorough run: ``LOGLANES_EXAMPLES=20000 python -m pytest tests/analyzer/parse -k reference``.
"""

from collections.abc import Sequence
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.formats.dialect import Dialect
from analyzer.parse.fast import reader_for
from analyzer.parse.fast_block import FastReader
from analyzer.source.reading import Block
from tests.analyzer.support.canonical import canonical, counted, partial_of
from tests.analyzer.support.files import lines_of
from tests.analyzer.support.lines import FORMATS, good_line, hostile_log
from tests.analyzer.support.reading import only_block

GOOD = b'1.2.3.4 - - [10/Oct/2025:13:55:36 +0000] "GET / HTTP/1.1" 200 5 "-" "curl"'


def in_order(first: str) -> list[str]:
    """All access log formats, as a run tries them where it has detected ``first``."""
    return [first, *(name for name in FORMATS if name != first)]


def reader_of(format: str) -> FastReader:
    reader = reader_for(Dialect((format,)))
    assert reader is not None
    return reader


def in_blocks(log: bytes, offset: int, cuts: Sequence[int]) -> list[Block]:
    """The log cut after the first line feed at or behind each of ``cuts``."""
    ends = {log.find(b"\n", cut) + 1 or len(log) for cut in cuts}
    edges = sorted({0, len(log)} | ends)
    return [Block(offset + a, log[a:b]) for a, b in pairwise(edges)]


def assert_equal_readings(
    log: bytes, format: str = "combined", offset: int = 0, cuts: Sequence[int] = ()
) -> None:
    """Fast over blocks, reference over the whole; every line is in the books."""
    order = in_order(format)
    fast = partial_of(order, in_blocks(log, offset, cuts), fast=True)
    reference = partial_of(order, in_blocks(log, offset, []), fast=False)
    accounting = counted(fast)
    assert accounting.records + accounting.blank == len(lines_of(log))
    assert canonical(fast) == canonical(reference)


@given(dice=st.randoms(use_true_random=False), data=st.data())
def test_fast_equals_reference_on_hostile_logs(dice: Random, data: st.DataObject) -> None:
    format = data.draw(st.sampled_from(FORMATS))
    log = hostile_log(dice, format)
    cuts = data.draw(st.lists(st.integers(0, len(log)), max_size=3))
    assert_equal_readings(log, format, data.draw(st.sampled_from([0, 7])), cuts)


@pytest.mark.parametrize("seed", range(8))
def test_fast_equals_reference_on_many_hostile_logs_of_one_seed(seed: int) -> None:
    for turn in range(40):
        dice = Random(seed * 1000 + turn)
        format = FORMATS[turn % len(FORMATS)]
        log = hostile_log(dice, format)
        cuts = [dice.randint(0, len(log)) for _ in range(dice.choice([0, 1, 3]))]
        assert_equal_readings(log, format, dice.choice([0, 7]), cuts)


@given(log=st.binary(max_size=300))
def test_fast_equals_reference_on_binary_garbage(log: bytes) -> None:
    assert_equal_readings(log)


@given(
    letters=st.lists(st.sampled_from([b'"', b" ", b"\\", b"\n", b"\r", b"-", b"a"]), max_size=40)
)
def test_fast_equals_reference_on_separators_alone(letters: list[bytes]) -> None:
    assert_equal_readings(GOOD + b"\n" + b"".join(letters) + b"\n" + GOOD + b"\n")


@given(
    position=st.integers(0, len(GOOD)),
    piece=st.sampled_from([b'"', b" ", b"\\", b"\r", b"\0", b"\xef\xbb\xbf", b"\xff", b"\n"]),
    cut=st.integers(0, 1),
)
def test_fast_equals_reference_with_one_byte_put_in_or_over_another(
    position: int, piece: bytes, cut: int
) -> None:
    broken = GOOD[:position] + piece + GOOD[position + cut :]
    for log in (broken, broken + b"\n", GOOD + b"\n" + broken + b"\n" + GOOD + b"\n"):
        assert_equal_readings(log)


CASES = {
    "quote left open at the end": GOOD[:-1],
    "quote left open before a line feed": GOOD[:-1] + b"\n",
    "quote left open in the middle": GOOD + b"\n" + GOOD[:-1] + b"\n" + GOOD + b"\n",
    "two open quotes that close each other": (GOOD[:-1] + b"\n") * 2,
    "backslash before the line feed": (GOOD[:-1] + b"\\\n") * 2,
    "escaped quotes": GOOD[:-1] + b'\\"x\\""\n',
    "a value quoted and glued": GOOD.replace(b"200", b'"20"0') + b"\n",
    "a mark in the middle": GOOD + b"\n\xef\xbb\xbf" + GOOD + b"\n",
    "a mark at the start": b"\xef\xbb\xbf" + GOOD + b"\n",
    "a mark and nothing else": b"\xef\xbb\xbf",
    "a lone carriage return": GOOD + b"\r" + GOOD + b"\n",
    "two carriage returns": GOOD + b"\r\r\n",
    "carriage return at the very end": GOOD + b"\n" + GOOD + b"\r",
    "blank lines": b"\n\r\n \n\t\n" + GOOD + b"\n\n",
    "only blank lines": b"\n" * 20,
    "a field too many": GOOD + b" x\n",
    "a malformed row that is no text": GOOD + b"\n\xff\xfe\x80 x\n",
    "a megabyte in one line": GOOD[:-1] + b"x" * (1 << 20) + b'"\n' + GOOD + b"\n",
    "a megabyte of quotes": GOOD + b"\n" + b'"' * (1 << 20) + b"\n" + GOOD + b"\n",
    "a megabyte of spaces": GOOD + b"\n" + b" " * (1 << 20) + b"\n",
    "only NULs": b"\0" * 4096 + b"\n" + GOOD + b"\n",
}


@pytest.mark.parametrize("case", CASES)
def test_fast_equals_reference_where_they_could_differ(case: str) -> None:
    assert_equal_readings(CASES[case])


def test_a_value_that_only_doubtful_lines_have_is_no_key_of_the_block() -> None:
    log = GOOD + b"\n" + GOOD.replace(b"curl", b'a\\"b') + b"\n"
    partial = partial_of(in_order("combined"), [Block(0, log)], fast=True)
    assert partial.aggregates is not None
    agents = partial.aggregates.tallies["user_agent"]
    assert sorted(agents.keys.to_pylist()) == [b'a\\"b', b"curl"]
    assert all(agents.sums[0] > 0)


NLB = (
    b"tls 2.0 2025-03-01T10:00:00 net/shop/c6 g3d4 203.0.113.7:51341 192.0.2.1:443 5 2 98 246 - arn"
    b" - ECDHE tlsv12 - www.example.com\n"
)


@pytest.mark.parametrize("size", [b"246", b"-", b"", b"24x6", b"2\xff6", b"9" * 14, b'"246"'])
def test_fast_equals_reference_on_sizes_of_a_format_whose_times_are_no_access_logs(
    size: bytes,
) -> None:
    block = [Block(0, NLB.replace(b" 246 ", b" %b " % size))]
    fast, reference = (partial_of(["aws_nlb"], block, fast=fast) for fast in (True, False))
    assert canonical(fast) == canonical(reference)


def test_a_malformed_row_that_is_no_text_writes_no_traceback(
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert_equal_readings(CASES["a malformed row that is no text"])
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("format", FORMATS)
def test_good_lines_take_the_fast_way_all_of_them(format: str) -> None:
    dice = Random(1)
    lines = [good_line(dice, format) for _ in range(50)]
    lines = [line for line in lines if b"[29/Feb/2023" not in line and b'"" ' not in line]
    block = only_block(reader_of(format), b"\n".join(lines) + b"\n")
    assert block.records.records == len(lines)
    assert len(block.left) == 0


def test_one_hostile_line_costs_its_block_nothing_but_itself() -> None:
    log = (GOOD + b"\n") * 5 + GOOD.replace(b"200", b"20x") + b"\n" + (GOOD + b"\n") * 5
    block = only_block(reader_of("combined"), log)
    assert block.left.tolist() == [[5 * (len(GOOD) + 1), 6 * (len(GOOD) + 1)]]
    assert block.records.records == 10
