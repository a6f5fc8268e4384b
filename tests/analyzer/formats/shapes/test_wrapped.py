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


def test_a_time_without_a_year_gives_way_to_one_with_a_year_where_that_is_wanted() -> None:
    outer = Pattern((rb"<(?P<timestamp>[^>]*)> (?P<message>.*)",))
    inner = Pattern((rb"\[(?P<timestamp>[^\]]*)\] (?P<level>\w+)",))
    shape = Wrapped(outer, inner, year_first=True)
    full, short = b"2020-02-20T07:01:02Z", b"Feb 20 07:01:01.2019"
    for outside, inside, told in (
        (full, short, full),
        (b"20200220 7:01:02", short, b"20200220 7:01:02"),
        (b"1582182062.5", short, b"1582182062.5"),
        (full, b"0220 07:01:01.123456", full),
        (full, b"07:01:01 +2000", full),
        (b"Feb 20 07:01:02", short, short),
        (full, b"20/Feb/2020:07:01:01", b"20/Feb/2020:07:01:01"),
        (full, b"20.02.2020 07:01:01", b"20.02.2020 07:01:01"),
        (full, b"20/02/20 07:01:01", b"20/02/20 07:01:01"),
        (full, b"Thu Feb 20 07:01:01 2020", b"Thu Feb 20 07:01:01 2020"),
    ):
        line = b"<%b> [%b] INFO" % (outside, inside)
        assert shape.read([line]).columns["timestamp"] == [told]
        assert shape.with_header(b'["", ""]').read([line]).columns["timestamp"] == [told]
    assert Wrapped(outer, inner).read([b"<%b> [%b] INFO" % (full, short)]).columns["timestamp"] == [
        short
    ]


@given(lines=st.lists(st.binary(max_size=30).map(lambda one: b"a: " + one), max_size=6))
def test_it_reads_the_lines_that_the_outer_shape_reads(lines: list[bytes]) -> None:
    table = SHAPE.read(lines)
    assert list(table.rows) == list(OUTER.read(lines).rows)
    assert all(len(values) == len(table.rows) for values in table.columns.values())
