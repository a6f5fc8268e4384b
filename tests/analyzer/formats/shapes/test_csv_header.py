"""Values apart by commas, behind a line that names them."""

import pytest

from analyzer.formats.dialect import informed
from analyzer.formats.loader import formats
from analyzer.formats.spec import Table

CSV = formats()["csv"]


def read(heading: bytes, *lines: bytes) -> Table:
    """Strictly."""
    return CSV.shape.with_header(CSV.shape.header([heading, *lines])).read(lines)


@pytest.mark.parametrize(
    ("heading", "line"),
    [
        (b"Date and Time,Level,Message", b"2025-03-01 10:00:00,Warning,no stock"),
        (b'"_time";"severity";"_raw"', b'"2025-03-01 10:00:00";"Warning";"no stock"'),
        (b"TimeGenerated [UTC]\tSeverityLevel\tmsg", b"2025-03-01 10:00:00\tWarning\tno stock"),
    ],
)
def test_columns_are_known_by_their_names_in_any_spelling(heading: bytes, line: bytes) -> None:
    columns = read(heading, line).columns
    assert columns["timestamp"] == [b"2025-03-01 10:00:00"]
    assert (columns["level"], columns["message"]) == ([b"Warning"], [b"no stock"])


def test_a_date_and_a_time_apart_are_one_moment_and_other_columns_keep_their_names() -> None:
    columns = read(b"date,time,order,", b"").columns
    assert columns == {}
    columns = read(b"date,time,order", b"2025-03-01,10:00:00,17").columns
    assert columns == {"date": [b"2025-03-01"], "clock": [b"10:00:00"], "order": [b"17"]}


@pytest.mark.parametrize(
    "heading",
    [
        b"time,level",
        b"name,level,message",
        b"time,level,level",
        b"2025-03-01,10:00:00,order 17",
        b"On time, the level rose, said ann.",
        b'{"time":"2025-03-01","level":"info","message":"paid"}',
        b"",
    ],
)
def test_what_names_no_time_or_too_few_columns_is_no_header(heading: bytes) -> None:
    assert CSV.shape.header([heading, b"2025-03-01 10:00:00,info,paid"]) == b""
    assert CSV.shape.read([heading]) == Table([], {})


def test_a_line_without_a_time_or_with_another_number_of_values_is_no_record() -> None:
    lines = (
        b"2025-03-01 10:00:00,info,paid",
        b"soon,info,paid",
        b"2025-03-01 10:00:00,info",
        b"2025-03-01 10:00:00,info,paid,more",
        b"2025-03-01 10:00:00,info,pa\rid",
        b"",
    )
    assert read(b"time,level,message", *lines).rows == [0]


def test_a_record_of_several_lines_is_read_whole() -> None:
    lines = (
        b'2025-03-01 10:00:00,"no stock',
        b'  at shop ""A"", line 3',
        b'10:00:00 said ann",17',
        b"2025-03-01 10:00:01,paid,18",
    )
    table = read(b"time,message,order", *lines)
    assert (table.rows, table.columns["order"]) == ([0, 3], [b"17", b"18"])
    assert table.columns["message"][0] == b'no stock\n  at shop "A", line 3\n10:00:00 said ann'
    alone = read(b"time,message,order", lines[0]).columns
    assert (alone["message"], alone["order"]) == ([b"no stock"], [None])


def test_a_quote_that_nothing_closes_does_not_take_the_lines_behind_it() -> None:
    first = b'2025-03-01 10:00:00,"no stock'
    whole = b'2025-03-01 10:00:01,"paid, sent",18'
    columns = read(b"time,message,order", first, b"  at shop", whole, b"foreign").columns
    assert columns["message"] == [b"no stock", b"paid, sent"]
    assert columns["order"] == [None, b"18"]


def test_the_header_wherever_it_stands_again_is_no_record() -> None:
    heading = b"time,level,message"
    known = informed(CSV, CSV.shape.header([b"#TYPE Log", heading]))
    assert [known.is_record(line) for line in (heading, b"#TYPE Log", b"1,2,3")] == [
        False,
        False,
        True,
    ]
