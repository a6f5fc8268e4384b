"""The reading by kernels: which lines it takes, and which it leaves to the reference."""

import numpy as np
import pytest

from analyzer.formats.dialect import Dialect
from analyzer.parse.fast import reader_for
from analyzer.parse.fast_block import FastReader
from tests.analyzer.support.reading import only_block

START = b"1.2.3.4 - - [10/Oct/2025:13:55:36 +0000]"
GOOD = START + b' "GET / HTTP/1.1" 200 5 "-" "curl"'


def reader_of(format: str) -> FastReader:
    reader = reader_for(Dialect((format,)))
    assert reader is not None
    return reader


def taken(line: bytes, format: str = "combined", end: bytes = b"\n") -> bool:
    """Whether a line among good ones is read by the kernels."""
    good = b"www.example.com " * format.startswith("vhost") + GOOD + b"\n"
    before = good * 20
    block = only_block(reader_of(format), before + line + end + good)
    left = block.left.tolist()
    assert left in ([], [[len(before), len(before + line + end)]])
    assert block.records.records == len(block.begins) == 22 - len(left)
    return not left


@pytest.mark.parametrize(
    "line",
    [
        GOOD,
        GOOD.replace(b"1.2.3.4 - -", b"host.example.org ident ann"),
        GOOD.replace(b" 200 5 ", b" - - "),
        GOOD.replace(b" 200 5", b' "200" 5'),
        GOOD.replace(b" 5 ", b" 9999999999999 "),
        GOOD.replace(b"curl", b"*/* \x02 \xff\r"),
        GOOD.replace(b"curl", b'say \\"hi\\" \\\\'),
        GOOD.replace(b"1.2.3.4", b"dom\\name"),
        GOOD.replace(b"13:55:36 +0000", b"23:59:60 -0730"),
        GOOD.replace(b"10/Oct/2025", b"29/fEB/2024"),
        GOOD.replace(b"GET / HTTP/1.1", b""),
        GOOD.replace(b"curl", b"x" * 100_000),
    ],
)
def test_a_line_of_the_strict_grammar_is_taken(line: bytes) -> None:
    assert taken(line)
    assert taken(line, end=b"\r\n")


@pytest.mark.parametrize(
    "line",
    [
        b"",
        START,
        GOOD.replace(b"curl", b'say "hi"'),
        GOOD.replace(b"curl", b"open\\"),
        GOOD.replace(b" 200 5", b' "20"0 5'),
        GOOD.replace(b"- - [", b"-  - ["),
        GOOD.replace(b"- - [", b"- Ann Lee ["),
        GOOD.replace(b" 5 ", b" 99999999999999 "),
        GOOD.replace(b" 5 ", b" 5x "),
        GOOD.replace(b" 200 ", b" 20 "),
        GOOD.replace(b"10/Oct", b"31/Feb"),
        GOOD.replace(b"10/Oct/2025", b"29/Feb/2023"),
        GOOD.replace(b"10/Oct/2025", b"10/Oct/1899"),
        GOOD.replace(b"13:55:36", b"24:00:00"),
        GOOD.replace(b"13:55:36", b"13:55:61"),
        GOOD.replace(b"+0000", b"+2500"),
        GOOD.replace(b"+0000]", b"+00000"),
        GOOD + b" ",
        GOOD + b"\r",
        GOOD + b" x",
        GOOD[:-1],
    ],
)
def test_any_other_line_is_left_to_the_reference(line: bytes) -> None:
    assert not taken(line, end=b"\r\n")


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("lines", [1, 2, 3])
def test_the_last_line_needs_no_line_feed(end: bytes, lines: int) -> None:
    block = only_block(reader_of("combined"), (GOOD + b"\n") * (lines - 1) + GOOD + end)
    assert block.records.records == lines
    assert block.begins.tolist() == [n * (len(GOOD) + 1) for n in range(lines)]


def test_a_virtual_host_without_a_client_is_left_to_the_reference() -> None:
    assert taken(b"shop.example.com " + GOOD, "vhost_combined")
    assert not taken(b"1.2.3.4 " + GOOD.replace(b"1.2.3.4", b"-"), "vhost_combined")


def test_a_comment_is_left_to_the_reference() -> None:
    fields = b" #Fields: date time cs-method cs-uri-stem sc-status\n\n"
    reader = reader_for(Dialect(("w3c",), header=fields))
    assert reader is not None
    line = b"2025-10-10 13:55:36 GET / 200\n"
    block = only_block(reader, line + b"#2025-10-10 13:55:36 GET / 200\n" + line)
    assert block.records.records == 2
    assert len(block.left) == 1


def test_times_are_read_where_hour_and_zone_change() -> None:
    times = [b"13:55:36 +0000", b"13:59:59 +0000", b"14:00:00 +0000", b"14:00:00 +0100"]
    log = b"".join(GOOD.replace(b"13:55:36 +0000", time) + b"\n" for time in times)
    block = only_block(reader_of("combined"), log)
    assert np.diff(block.records.time).tolist() == [263, 1, -3600]


def test_a_moment_that_is_none_does_not_spoil_the_next_one() -> None:
    times = [b"10/Oct/2025", b"10/Foo/2025", b"10/Oct/2025", b"11/Oct/2025"]
    log = b"".join(GOOD.replace(b"10/Oct/2025", time) + b"\n" for time in times)
    block = only_block(reader_of("combined"), log)
    assert np.diff(block.records.time).tolist() == [0, 86_400]
    assert len(block.left) == 1


def test_blocks_of_any_size_give_the_same_codes() -> None:
    log = b"".join(GOOD.replace(b"curl", b"agent %d" % (n % 700)) + b"\n" for n in range(3000))
    reader = reader_of("combined")
    half = log.find(b"\n", len(log) // 2) + 1
    pieces = [only_block(reader, log[:half]), only_block(reader, log[half:])]
    agents = [piece.records.text["user_agent"] for piece in pieces]
    found = [value for one in agents for value in one.array().to_pylist()]
    assert found == [b"agent %d" % (n % 700) for n in range(3000)]
