"""The reference reading of lines whose values stand apart."""

import time

import pytest

from analyzer.formats.dialect import format_named
from analyzer.formats.loader import formats
from analyzer.formats.reasons import explain
from tests.analyzer.support.reading import read_line

COMBINED = format_named("combined")
START = b"1.2.3.4 - - [10/Oct/2025:13:55:36 +0000] "
GOOD = START + b'"GET / HTTP/1.1" 200 5 "-" "curl"'


def fields(line: bytes) -> dict[str, bytes]:
    read = read_line([COMBINED], line)
    assert read is not None
    return read[1]


def test_text_glued_to_a_closing_quote_belongs_to_the_value() -> None:
    assert fields(GOOD.replace(b"200", b'"20"0'))["status"] == b"200"


def test_a_value_may_be_empty() -> None:
    read = fields(START + b'"" 200 5 "" ""')
    assert (read["request"], read["referrer"], read["user_agent"]) == (b"", b"", b"")


def test_escaped_quotes_and_backslashes_stay_as_written() -> None:
    assert fields(GOOD.replace(b"curl", rb"a \"b\" \\"))["user_agent"] == rb"a \"b\" \\"


def test_unescaped_quotes_are_read_by_the_forgiving_pattern() -> None:
    assert fields(GOOD.replace(b"GET /", b'GET /"x" y'))["request"] == b'GET /"x" y HTTP/1.1'


def test_a_strict_reading_of_any_format_goes_before_a_forgiving_one() -> None:
    line = b"www.example.com " + GOOD
    names = ("combined", "common", "vhost_combined", "vhost_common")
    read = read_line([format_named(name) for name in names], line)
    assert read is not None
    assert read[0].name == "vhost_combined"


def test_a_user_with_a_space_does_not_make_the_client_a_virtual_host() -> None:
    line = GOOD.replace(b"1.2.3.4 - -", b"1.2.3.4 - Ann Lee")
    read = read_line([COMBINED, format_named("vhost_combined")], line)
    assert read is not None
    assert read[1]["client_ip"] == b"1.2.3.4"


def test_a_line_cut_off_inside_its_last_quotes_is_still_a_record() -> None:
    read = read_line([COMBINED], GOOD[:-1])
    assert read is not None
    assert read[1]["user_agent"] == b"curl"


@pytest.mark.parametrize(
    "line",
    [GOOD + b"  ", GOOD + b" x", START, b"", b" " * 9, GOOD.replace(b"200", b"2000")],
)
def test_a_line_with_something_missing_or_over_is_not_read(line: bytes) -> None:
    assert read_line([COMBINED], line) is None


LONG = 300_000


@pytest.mark.parametrize(
    "line",
    [
        b"a" * LONG,
        b" " * LONG,
        b"a " * (LONG // 2),
        b'"' * LONG,
        b'" ' * (LONG // 2),
        b"\\" * LONG,
        b'\\"' * (LONG // 2),
        START + b'"' * LONG,
        START + b'"' + b'" 200 5 ' * (LONG // 8),
        START + b'"' + b'" 200 5 "' * (LONG // 9),
        START + b'"GET / HTTP/1.1" 200 5 "' + b'" "' * (LONG // 3) + b"x",
        START * (LONG // len(START)),
        (START + b'"x ') * (LONG // 45),
        b"[10/Oct/2025" * (LONG // 12),
        b'] "' * (LONG // 3),
        b'] "\\' * (LONG // 4),
    ],
    ids=lambda line: line[:12].hex(),
)
def test_no_line_takes_more_than_linear_time(line: bytes) -> None:
    began = time.process_time()
    known = list(formats().values())
    read_line(known, line)
    for format in known:
        explain(format, line)
    assert time.process_time() - began < 5
