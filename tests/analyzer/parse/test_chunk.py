"""What becomes of each line: a record, a reject with its reason, or a blank."""

import pytest

from analyzer.formats.dialect import Dialect
from analyzer.parse.chunk import TOO_LONG, ChunkParser
from analyzer.source.reading import Block, LongLine

START = b"1.2.3.4 - - [10/Oct/2025:13:55:36 +0000]"
GOOD = START + b' "GET / HTTP/1.1" 200 5 "-" "curl"'


def parser_of(*names: str) -> ChunkParser:
    return ChunkParser(Dialect(names or ("combined",)))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"\0" * 9, "only NUL bytes"),
        (b"java.lang.Error: no", "no time as [day/month/year:hour:minute:second zone]"),
        (START, "no request line in double quotes, or its quote is left open"),
        (START + b' "GET /', "no request line in double quotes, or its quote is left open"),
        (START + b' "GET /" x 5 "-" "-"', "no status and size after the request line"),
        (START + b' "GET /" 200', "no status and size after the request line"),
        (GOOD + b" x", "fields missing, left over, or a quote left open at the end"),
        (GOOD.replace(b"10/Oct", b"31/Feb"), "the time is not a moment that exists"),
        (GOOD.replace(b"+0000", b"+2500"), "the time is not a moment that exists"),
        (GOOD.replace(b"Oct", b"Okt"), "the month's name is not English"),
        (GOOD.replace(b"Oct", "déc.".encode()), "the month's name is not English"),
        (GOOD.replace(b"Oct", "août".encode("latin-1")), "the month's name is not English"),
    ],
)
def test_a_rejected_line_says_what_is_missing_first(line: bytes, reason: str) -> None:
    parser = parser_of()
    parser.add(Block(100, GOOD + b"\n" + line + b"\n"))
    columns = parser.finish()
    assert columns is not None
    assert columns.records == 1
    at = 100 + len(GOOD) + 1
    assert [(one.reason, one.offset, one.text) for one in parser.rejected] == [(reason, at, line)]


@pytest.mark.parametrize("line", [b"\n", b"\r\n", b" \n", b"\t \r\n", b"\x0b\x0c\n", b"   "])
def test_a_blank_line_is_counted_and_is_no_record(line: bytes) -> None:
    parser = parser_of()
    parser.add(Block(0, line))
    assert parser.finish() is None
    assert (parser.blank, parser.rejected) == (1, [])


def test_a_line_over_the_limit_is_rejected_with_its_sample() -> None:
    parser = parser_of()
    parser.add(LongLine(7, 5 << 20, b"sample"))
    parser.finish()
    assert [(one.reason, one.offset, one.text) for one in parser.rejected] == [
        (TOO_LONG, 7, b"sample")
    ]


def test_a_mark_that_begins_the_file_is_no_part_of_the_first_value() -> None:
    parser = parser_of()
    parser.add(Block(0, b"\xef\xbb\xbf" + GOOD))
    columns = parser.finish()
    assert columns is not None
    assert columns.text["client_ip"].values.to_pylist() == [b"1.2.3.4"]


def test_a_mark_anywhere_else_is_a_part_of_its_value() -> None:
    parser = parser_of()
    parser.add(Block(9, b"\xef\xbb\xbf" + GOOD))
    columns = parser.finish()
    assert columns is not None
    assert columns.text["client_ip"].values.to_pylist() == [b"\xef\xbb\xbf1.2.3.4"]


def test_lines_of_other_formats_are_read_by_theirs() -> None:
    parser = parser_of("combined", "common", "vhost_combined", "vhost_common")
    common = START + b' "GET /common HTTP/1.0" 404 -'
    host = b"www.example.com " + GOOD
    parser.add(Block(0, b"\n".join([GOOD, common, host, b"www.example.com " + common])))
    columns = parser.finish()
    assert columns is not None
    assert (columns.records, parser.rejected) == (4, [])
    hosts, agents = columns.text["virtual_host"], columns.text["user_agent"]
    assert sorted(hosts.values[code].as_py() for code in hosts.codes.tolist()) == [
        b"-", b"-", b"www.example.com", b"www.example.com",
    ]  # fmt: skip
    assert sorted(agents.values[code].as_py() for code in agents.codes.tolist()) == [
        b"-", b"-", b"curl", b"curl",
    ]  # fmt: skip


def test_values_stay_as_written_with_their_escapes() -> None:
    parser = parser_of()
    parser.add(Block(0, GOOD.replace(b"curl", rb"a \"b\" \\ \x16")))
    columns = parser.finish()
    assert columns is not None
    assert columns.text["user_agent"].values.to_pylist() == [rb"a \"b\" \\ \x16"]


def test_nothing_added_is_nothing_found() -> None:
    parser = parser_of()
    assert parser.finish() is None
    assert (parser.blank, parser.rejected) == (0, [])
