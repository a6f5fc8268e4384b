"""Files whose columns a header line names."""

from analyzer.formats.shapes.w3c import W3c

SHAPE = W3c(b"#Fields:", {"c-ip": "client_ip", "cs-uri": "target"}, ("c-ip",))
HEADER = b"#Fields: date time c-ip cs-uri cs-uri"


def test_the_header_names_the_columns() -> None:
    shape = SHAPE.with_header(SHAPE.header([b"#Version: 1.0", HEADER, b"a b c d e"]))
    table = shape.read([b"2025-01-01 10:00:00 1.2.3.4 /a /b"])
    assert table.rows == [0]
    assert table.columns["client_ip"] == [b"1.2.3.4"]
    assert table.columns["target"] == [b"/a"], "of two columns with one name the first has it"
    assert table.columns["date"] == [b"2025-01-01"]


def test_comments_and_rows_of_another_width_are_left() -> None:
    shape = SHAPE.with_header(SHAPE.header([HEADER]))
    lines = [b"#Date: x y z w", b"1 2 3 4", b"1 2 3 4 5", b"1 2 3 4 5 6", b""]
    assert shape.read(lines).rows == [2]


def test_tabs_part_the_columns_where_the_rows_have_them() -> None:
    header = SHAPE.header([HEADER.replace(b" ", b"\t"), b"a\tb\tc d\te\tf"])
    table = SHAPE.with_header(header).read([b"1\t2\t3 4\t5\t6"])
    assert table.columns["client_ip"] == [b"3 4"]


def test_a_header_without_a_required_name_is_none() -> None:
    assert SHAPE.header([b"#Fields: date time"]) == b""
    assert SHAPE.header([b"1.2.3.4 x"]) == b""


def test_without_a_header_nothing_is_read() -> None:
    assert SHAPE.read([b"1 2 3 4 5"]).rows == []
    assert SHAPE.with_header(b"") is SHAPE


def test_several_blanks_and_further_values_are_forgiven_missing_ones_are_not() -> None:
    shape = SHAPE.with_header(SHAPE.header([HEADER]))
    lines = [b"1  2\t3   4  5", b'1 2 3 "4 4" 5 6 7', b"1 2 3 4", b"#a b c d e f"]
    table = shape.forgive(lines)
    assert table.rows == [0, 1]
    assert table.columns["target"] == [b"4", b"4 4"]


def test_lines_are_read_under_the_header_above_them() -> None:
    other = b"#Fields: c-ip bytes"
    shape = SHAPE.with_header(SHAPE.header([HEADER]))
    table = shape.read([b"1 2 3 4 5", other, b"6 7", HEADER, b"1 2 8 4 5", b"9 9"])
    assert table.rows == [0, 2, 4]
    assert table.columns["client_ip"] == [b"3", b"6", b"8"]
    assert table.columns["bytes"] == [None, b"7", None]
    assert shape.read([]).rows == []


def test_a_directive_gives_the_day_and_the_zone_that_rows_do_not_say() -> None:
    sample = [b"#Date: 2025-03-01 10:00:00 // begun", b"#GMT-Offset: -0800", b"#Fields: time c-ip"]
    shape = W3c(b"#Fields:", {"time": "clock"})
    columns = shape.with_header(shape.header(sample)).read([b"10:00:00 1.2.3.4"]).columns
    assert (columns["date"], columns["clock"]) == ([b"2025-03-01"], [b"10:00:00 -0800"])
