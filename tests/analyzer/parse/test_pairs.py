"""The fast reading of logfmt finds what the reference finds, on any bytes."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.formats.dialect import Dialect
from analyzer.parse.fast import reader_for
from analyzer.source.reading import Block
from tests.analyzer.support.canonical import canonical, counted, partial_in
from tests.analyzer.support.files import lines_of
from tests.analyzer.support.reading import only_block

DIALECT = Dialect(("logfmt",), b'["free", "tags", "a.b", "-x", "@at"]')
KEYS = ["ts", "time", "level", "msg", "status", "free", "tags", "a.b", "-x", "@at", "1a", "a b", "",
        "x" * 120, "x" * 121, "é"]  # fmt: skip
VALUES = ["", '""', "x", '"two words"', '"say \\"hi\\""', '"open', '"\\', "2025-03-01T10:00:00Z",
          "info", "200", 'a"b', '"a"b', "a=b", "é", "\xa0", '"\\\\"', "'x y'"]  # fmt: skip
BLANKS = [" ", " ", " ", "  ", "\t", "\x0b", "\r", "\x0c", "", "\x00", "\x1f"]


def assert_equal_readings(log: bytes, cut: int = 0) -> None:
    """Fast over two blocks, reference over the whole; every line is in the books."""
    end = log.find(b"\n", cut) + 1 or len(log)
    blocks = [Block(a, log[a:b]) for a, b in pairwise(sorted({0, end, len(log)}))]
    fast = partial_in(DIALECT, blocks, fast=True)
    reference = partial_in(DIALECT, [Block(0, log)] if log else [], fast=False)
    accounting = counted(fast)
    assert accounting.records + accounting.blank == len(lines_of(log))
    assert canonical(fast) == canonical(reference)


def hostile_line(dice: Random) -> str:
    """Pairs, some of them wrong."""
    pairs = [
        f"{dice.choice(KEYS if dice.random() < 0.4 else KEYS[:6])}"
        f"{'=' if dice.random() < 0.97 else ''}{dice.choice(VALUES)}"
        for _ in range(dice.randrange(5))
    ]
    blank = dice.choice(BLANKS[:3]) if dice.random() < 0.7 else dice.choice(BLANKS)
    around = dice.choice(["", "", " ", "\t"])
    return around + blank.join(pairs) + dice.choice(["", "", " ", "\r"])


@given(dice=st.randoms(use_true_random=False), cut=st.integers(0, 200))
def test_fast_equals_reference_on_hostile_pairs(dice: Random, cut: int) -> None:
    lines = [hostile_line(dice) for _ in range(dice.randint(1, 8))]
    end = "\n" if dice.random() < 0.7 else ""
    assert_equal_readings(("\n".join(lines) + end).encode(), cut)


@pytest.mark.parametrize("seed", range(4))
def test_fast_equals_reference_on_many_hostile_pairs_of_one_seed(seed: int) -> None:
    for turn in range(100):
        dice = Random(seed * 1000 + turn)
        log = "\n".join(hostile_line(dice) for _ in range(6)).encode("latin-1", "replace")
        assert_equal_readings(log, dice.randint(0, len(log)))


@given(
    letters=st.lists(st.sampled_from(["a=", "msg=", '"', "\\", "=", " ", "\n", "b"]), max_size=20)
)
def test_fast_equals_reference_on_the_marks_of_pairs(letters: list[str]) -> None:
    assert_equal_readings("".join(letters).encode())


def test_plain_pairs_take_the_fast_way_all_of_them() -> None:
    lines = [b'ts=2025-03-01T10:00:%02dZ level=info msg="said \\"hi\\"" n=%d\n' % (n % 60, n)
             for n in range(500)]  # fmt: skip
    reader = reader_for(Dialect(("logfmt",)))
    assert reader is not None
    block = only_block(reader, b"".join(lines))
    assert block.records.records == 500
    assert len(block.left) == 0
