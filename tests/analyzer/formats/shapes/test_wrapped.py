"""Records inside the messages of others."""

from hypothesis import given
from hypothesis import strategies as st

from analyzer.formats.shapes.json_lines import JsonLines
from analyzer.formats.shapes.logfmt import Logfmt
from analyzer.formats.shapes.pattern import Pattern
from analyzer.formats.shapes.wrapped import Wrapped

OUTER = Pattern((rb"(?P<host>\w+): (?P<level>[A-Z])? ?(?P<message>.*)",))
SHAPE = Wrapped(OUTER, JsonLines({"message": ("msg",), "level": ("level",)}, ("msg",)))


def test_the_inner_values_stand_before_the_outer_ones() -> None:
    lines = [b'a: I {"msg": "hello", "level": "warn"}', b"b: E plain", b"no record"]
    table = SHAPE.read(lines)
    assert list(table.rows) == [0, 1]
    assert table.columns["host"] == [b"a", b"b"]
    assert table.columns["message"] == [b"hello", b"plain"]
    assert table.columns["level"] == [b"warn", b"E"]


def test_what_the_inner_record_does_not_say_the_outer_one_does() -> None:
    assert SHAPE.read([b'a: I {"msg": "x"}']).columns["level"] == [b"I"]


def test_the_text_of_an_inner_record_is_not_its_message_too() -> None:
    shape = Wrapped(OUTER, Logfmt({"level": ("level",)}))
    assert shape.read([b"a: level=info x=1", b"a: words"]).columns["message"] == [None, b"words"]


def test_both_learn_from_one_header() -> None:
    lines = [b'a: {"msg": "x", "user": "eve"}']
    informed = SHAPE.with_header(SHAPE.header(lines))
    assert informed.read(lines).columns["user"] == [b"eve"]
    assert SHAPE.with_header(b"") is SHAPE


def test_line_ends_that_the_wrapping_keeps_are_dropped() -> None:
    shape = Wrapped(JsonLines({"message": ("log",)}), Pattern((rb"(?P<level>\w+) (?P<path>\S+)",)))
    assert shape.read([b'{"log": "INFO /a\\n"}']).columns["path"] == [b"/a"]


@given(lines=st.lists(st.binary(max_size=30).map(lambda one: b"a: " + one), max_size=6))
def test_it_reads_the_lines_that_the_outer_shape_reads(lines: list[bytes]) -> None:
    table = SHAPE.read(lines)
    assert list(table.rows) == list(OUTER.read(lines).rows)
    assert all(len(values) == len(table.rows) for values in table.columns.values())
