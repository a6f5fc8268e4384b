"""The fast reading of JSON finds what the reference finds, on any bytes."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.formats.dialect import Dialect, format_named
from analyzer.parse.fast import reader_for
from analyzer.source.reading import Block
from tests.analyzer.support.canonical import canonical, counted, partial_of
from tests.analyzer.support.files import lines_of
from tests.analyzer.support.objects import hostile_objects, plain_object
from tests.analyzer.support.reading import only_block

FORMATS = ["json_lines", "access_json", "pino", "zap", "caddy"]
HEADER = b'["free", "tags", "http.version", "a b", "gr\\u00f6\\u00dfe", "back\\\\slash", "http"]'


def assert_equal_readings(log: bytes, format: str = "json_lines", cut: int = 0) -> None:
    """Fast over two blocks, reference over the whole; every line is in the books."""
    order = [format, *(name for name in FORMATS if name != format)]
    end = log.find(b"\n", cut) + 1 or len(log)
    blocks = [Block(a, log[a:b]) for a, b in pairwise(sorted({0, end, len(log)}))]
    fast = partial_of(order, blocks, fast=True, header=HEADER)
    reference = partial_of(order, [Block(0, log)] if log else [], fast=False, header=HEADER)
    accounting = counted(fast)
    assert accounting.records + accounting.blank == len(lines_of(log))
    assert canonical(fast) == canonical(reference)


@given(dice=st.randoms(use_true_random=False), data=st.data())
def test_fast_equals_reference_on_hostile_objects(dice: Random, data: st.DataObject) -> None:
    log = hostile_objects(dice)
    cut = data.draw(st.integers(0, len(log)))
    assert_equal_readings(log, data.draw(st.sampled_from(FORMATS)), cut)


@pytest.mark.parametrize("seed", range(8))
def test_fast_equals_reference_on_many_hostile_objects_of_one_seed(seed: int) -> None:
    for turn in range(60):
        dice = Random(seed * 1000 + turn)
        log = hostile_objects(dice)
        assert_equal_readings(log, FORMATS[turn % len(FORMATS)], dice.randint(0, len(log)))


@given(
    letters=st.lists(
        st.sampled_from(
            ['{"msg":', "{", "}", "[", "]", ",", ":", '"', "\\", '"msg"', "1", "null", "\n", " "]
        ),
        max_size=24,
    )
)
def test_fast_equals_reference_on_the_marks_of_json(letters: list[str]) -> None:
    assert_equal_readings("".join(letters).encode())


@given(text=st.binary(max_size=12))
def test_a_string_is_utf_8_for_one_reading_where_it_is_for_the_other(text: bytes) -> None:
    assert_equal_readings(b'{"msg":"' + text + b'"}\n{"msg":"x"}\n')


@given(
    number=st.from_regex(r"\A-?[0-9]{0,20}(\.[0-9]{0,20})?(e[0-9])?\Z"),
    key=st.sampled_from(["free", "status", "ts", "msg"]),
)
def test_a_number_is_written_alike_by_both_readings(number: str, key: str) -> None:
    assert_equal_readings(b'{"%s":%s,"level":"info"}\n' % (key.encode(), number.encode()))


STAMPS = st.one_of(
    st.from_regex(r"\A(1[6-9]|20)[0-9]{8}([0-9]{3}){0,3}(\.[0-9]{1,9})?\Z"),
    st.from_regex(r"\A1[78][0-9]{8}\.9{0,8}[0-9]\Z"),
    st.from_regex(r"\A19[0-9]{2}0[1-9]1[0-9]{2}\.[0-9]{7,9}\Z"),
    st.sampled_from(
        ['"2025-03-01T10:00:00Z"', r'"2025-03-01\u002010:00:00"', r'"1740830400\u002e5"',
         r'"174083040\u0030.95"', r'"2025\/03\/01 10:00:00"', '"1740830400.95"', '"x"', "null",
         r'"2025-03-01\t10:00:00"', r'"10\/Oct\/2025:13:55:36 +0000"', "-1740830400.5", "1e9"]
    ),
)  # fmt: skip
SPENT = st.one_of(
    st.from_regex(r"\A(0|[1-9][0-9]{0,8})(\.[0-9]{1,9})?\Z"),
    st.sampled_from(
        ['"1.5"', r'"1\u0035"', r'"\u0031.5"', r'"1.\u0035"', '"12ms"', "0.000000929675"]
    ),
)


@given(
    records=st.lists(st.tuples(STAMPS, SPENT), min_size=1, max_size=6),
    format=st.sampled_from(["json_lines", "zap", "caddy"]),
)
def test_times_and_lengths_of_objects_are_read_alike_by_both_readings(
    records: list[tuple[str, str]], format: str
) -> None:
    line = (
        '{"level":"info","ts":%s,"msg":"m","caller":"a","logger":"l","duration":%s,"status":200,'
        '"request":{"uri":"/","method":"GET"}}\n'
    )
    assert_equal_readings("".join(line % record for record in records).encode(), format)


CASES = {
    "a key twice": b'{"msg":"a","msg":"b"}',
    "an object twice, of which one has the key": b'{"http":{"method":"GET"},"http":{}}',
    "a key as a name and as a path": b'{"log.level":"warn","log":{"level":"error"}}',
    "a name that is null, and a path": b'{"log.level":null,"log":{"level":"error"}}',
    "a name that is empty, and a path": b'{"log.level":"","log":{"level":"error"}}',
    "an empty text, and another key": b'{"message":"","msg":"said"}',
    "the first of a list": b'{"request":[{"method":"GET"},{"method":"POST"}],"status":200}',
    "a list with one text": b'{"user_agent":["curl"],"msg":["a","b"]}',
    "a list in a list": b'{"msg":[["a"]],"http":[[{"method":"GET"}]]}',
    "deep": b'{"msg":' + b"[" * 30 + b"1" + b"]" * 30 + b"}",
    "deeper": b'{"msg":"x","other":' + b'{"a":' * 40 + b"1" + b"}" * 41,
    "deep enough for a fault": b'{"msg":' + b"[" * 2000 + b"]" * 2000 + b"}",
    "a megabyte of text": b'{"msg":"' + b"x" * (1 << 20) + b'"}',
    "a megabyte of escapes": b'{"msg":"' + b"\\n" * (1 << 19) + b'"}',
    "a megabyte of open lists": b"[" * (1 << 20),
    "a carriage return before the object": b'\r{"msg":"a"}',
    "spaces everywhere": b' \t{ "msg" :\t"a" , "level"\r: "warn" } \t',
    "something behind": b'{"msg":"a"} {"msg":"b"}',
    "an array": b'[{"msg":"a"}]',
    "nothing in it": b"{}",
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("end", [b"", b"\n", b'\r\n{"msg":"after"}\n'])
def test_fast_equals_reference_where_they_could_differ(case: str, end: bytes) -> None:
    assert_equal_readings(CASES[case] + end)


def test_plain_objects_take_the_fast_way_all_of_them() -> None:
    dice = Random(1)
    lines = [plain_object(dice).encode() for _ in range(500)]
    reader = reader_for(Dialect(("json_lines",)))
    assert reader is not None
    block = only_block(reader, b"\n".join(lines) + b"\n")
    assert block.records.records == 500
    assert len(block.left) == 0


def test_more_lines_than_are_read_at_once_come_in_several_blocks() -> None:
    reader = reader_for(Dialect(("json_lines",)))
    assert reader is not None
    lines = [b'{"msg":"%d"}\n' % n if n % 3 else b"no\n" for n in range(30_000)]
    blocks = list(reader.read(b"".join(lines)))
    assert len(blocks) > 1
    assert sum(block.records.records for block in blocks) == 20_000
    assert sum(len(block.left) for block in blocks) == 10_000
    ends = [0, *(int(block.begins[-1]) for block in blocks)]
    assert all(a < b for a, b in pairwise(ends))


def test_a_format_whose_records_go_on_over_lines_is_left_to_the_reference() -> None:
    assert format_named("zap_console").multiline
    assert reader_for(Dialect(("zap_console",))) is None
