"""Lines that a regular expression takes apart."""

from hypothesis import given
from hypothesis import strategies as st

from analyzer.formats.shapes.pattern import Pattern

ONE = Pattern((rb"(?P<level>[A-Z]+) (?P<message>.*)",))
TWO = Pattern((rb"(?P<level>[A-Z]+): (?P<message>.*)", rb"(?P<clock>\d+) (?P<message>.*)"))


def test_named_groups_become_columns() -> None:
    table = ONE.read([b"INFO a b", b"no", b"WARN "])
    assert list(table.rows) == [0, 2]
    assert {name: list(values) for name, values in table.columns.items()} == {
        "level": [b"INFO", b"WARN"],
        "message": [b"a b", b""],
    }


def test_patterns_are_tried_in_order_and_may_lack_a_column() -> None:
    table = TWO.read([b"17 x", b"neither", b"E: 18 y"])
    assert list(table.rows) == [0, 2]
    assert {name: list(values) for name, values in table.columns.items()} == {
        "level": [None, b"E"],
        "message": [b"x", b"18 y"],
        "clock": [b"17", None],
    }


def test_colours_are_no_part_of_the_text_however_they_are_spelled() -> None:
    lines = [b"\x1b[32mINFO\x1b[0m x", rb"\x1b[1;31mINFO\033[m x", b"#033[0mINFO x"]
    assert list(ONE.read(lines).columns["message"]) == [b"x"] * 3


def test_a_line_feed_within_a_record_is_part_of_it() -> None:
    assert list(ONE.read([b"INFO a\nb"]).columns["message"]) == [b"a\nb"]


def test_no_line_gives_no_row() -> None:
    assert list(ONE.read([]).rows) == list(TWO.read([b"neither"]).rows) == []


@given(lines=st.lists(st.binary(max_size=20), max_size=8))
def test_each_column_has_a_value_for_each_row(lines: list[bytes]) -> None:
    for shape in (ONE, TWO):
        table = shape.read(lines)
        assert all(len(values) == len(table.rows) for values in table.columns.values())
        assert list(table.rows) == sorted(set(table.rows))
