"""The fast reading of records inside others finds what the reference finds, on any bytes."""

import json
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
from tests.analyzer.support.lines import MUTATIONS, good_line, hostile_line
from tests.analyzer.support.objects import hostile_objects
from tests.analyzer.support.wrapping import WRAPPERS

OTHERS = ("json_lines", "plain_text")
OBJECT = b'{"time":"2025-03-01T10:00:00Z","level":"warn","msg":"slow","stage":"in","n":%d}'
SILENT = b'{"level":"warn","msg":"slow","stage":"in","n":%d}'
PAIRS = b'ts=2025-03-01T10:00:00Z level=warn msg="slow one" n=%d'
KEYS = {"docker_json": ["stream", "attrs.tag"], "cri": []}
INSIDE = {"combined": [], "common": [], "vhost_combined": [], "json_lines": ["n", "stage"],
          "logfmt": ["n", "free"]}  # fmt: skip


def dialect_of(outer: str, inner: str) -> Dialect:
    """As detection would have it."""
    known = [json.dumps(keys) if keys else "" for keys in (KEYS[outer], INSIDE[inner])]
    header = json.dumps(known).encode() if any(known) else b""
    return Dialect((f"{outer}/{inner}", outer, *OTHERS), header)


def assert_equal_readings(log: bytes, dialect: Dialect, cut: int = 0) -> None:
    """Fast over two blocks, reference over the whole; every line is in the books."""
    end = log.find(b"\n", cut) + 1 or len(log)
    blocks = [Block(a, log[a:b]) for a, b in pairwise(sorted({0, end, len(log)}))]
    assert reader_for(dialect) is not None
    fast = partial_in(dialect, blocks, fast=True)
    reference = partial_in(dialect, [Block(0, log)] if log else [], fast=False)
    accounting = counted(fast)
    assert accounting.records + accounting.blank == len(lines_of(log))
    assert canonical(fast) == canonical(reference)


def inner_line(dice: Random, inner: str) -> bytes:
    """Of that format, and not always right."""
    if inner in ("combined", "common", "vhost_combined"):
        good = dice.random() < 0.7
        return good_line(dice, inner) if good else hostile_line(dice, inner)
    if inner == "json_lines" and dice.random() < 0.3:
        return hostile_objects(dice).partition(b"\n")[0]
    some = [PAIRS] if inner == "logfmt" else [OBJECT, SILENT]
    return dice.choice(some) % dice.randrange(9)


def hostile_log(dice: Random, outer: str, inner: str) -> bytes:
    """Some lines, of which some are no longer what they were."""
    share = dice.choice([0.8, 0.95, 1.0])
    lines = []
    for _ in range(dice.randint(1, 9)):
        line = WRAPPERS[outer](dice, inner_line(dice, inner), share)
        if dice.random() > share:
            line = dice.choice(MUTATIONS)(dice, line)
        lines.append(line + dice.choice([b"\n"] * 8 + [b"\r\n", b"\n\n"]))
    log = b"".join(lines)
    mark = b"\xef\xbb\xbf" if dice.random() < 0.05 else b""
    return mark + (log[: len(log) - dice.randint(1, 3)] if dice.random() < 0.2 else log)


@given(dice=st.randoms(use_true_random=False), data=st.data())
def test_fast_equals_reference_on_hostile_logs_of_containers(
    dice: Random, data: st.DataObject
) -> None:
    outer, inner = data.draw(st.sampled_from(sorted(KEYS))), data.draw(st.sampled_from([*INSIDE]))
    log = hostile_log(dice, outer, inner)
    assert_equal_readings(log, dialect_of(outer, inner), data.draw(st.integers(0, len(log))))


@pytest.mark.parametrize("outer", KEYS)
@pytest.mark.parametrize("inner", INSIDE)
def test_fast_equals_reference_on_many_hostile_logs_of_one_seed(outer: str, inner: str) -> None:
    for turn in range(60):
        dice = Random(turn)
        log = hostile_log(dice, outer, inner)
        assert_equal_readings(log, dialect_of(outer, inner), dice.randint(0, len(log)))


@pytest.mark.parametrize("outer", KEYS)
@pytest.mark.parametrize("inner", INSIDE)
def test_good_lines_take_the_fast_way_and_begin_where_the_outer_ones_do(
    outer: str, inner: str
) -> None:
    dice = Random(1)
    inside = {"logfmt": PAIRS % 1, "json_lines": SILENT % 1}
    lines = [
        WRAPPERS[outer](dice, inside.get(inner) or good_line(Random(3), inner), 1.0) + b"\n"
        for _ in range(9_000)
    ]
    reader = reader_for(dialect_of(outer, inner))
    assert reader is not None
    blocks = list(reader.read(b"".join(lines)))
    begins = [begin for block in blocks for begin in block.begins.tolist()]
    ends = [0]
    for line in lines:
        ends.append(ends[-1] + len(line))
    assert begins == ends[:-1]
    assert not any(len(block.left) for block in blocks)


@pytest.mark.parametrize("name", ["status", "msg", "_hidden"])
def test_where_an_outer_key_could_stand_for_an_inner_one_there_is_no_fast_reading(
    name: str,
) -> None:
    header = json.dumps([json.dumps(["stream", name]), json.dumps(["n", "msg"])]).encode()
    assert reader_for(Dialect(("docker_json/json_lines",), header)) is None
