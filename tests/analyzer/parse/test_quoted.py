"""The reading by marks: which lines it takes, and which it leaves to others."""

import numpy as np
import pytest

from analyzer.formats.loader import formats
from analyzer.formats.shapes.delimited import Delimited
from analyzer.parse.quoted import QuotedReader

START = b"1.2.3.4 - - [10/Oct/2025:13:55:36 +0000]"
GOOD = START + b' "GET / HTTP/1.1" 200 5 "-" "curl"'


def shape_of(format: str) -> Delimited:
    shape = formats()[format].shape
    assert isinstance(shape, Delimited)
    return shape


def reader_of(format: str) -> QuotedReader:
    reader = QuotedReader.of(shape_of(format))
    assert reader is not None
    return reader


def regular(line: bytes, format: str = "combined", end: bytes = b"\n") -> bool:
    """Whether a line among good ones is read by its marks."""
    good = b"www.example.com " * format.startswith("vhost") + GOOD + b"\n"
    block = reader_of(format).read(good * 20 + line + end + good)
    assert block is not None
    left = block.leftover.tolist()
    assert left in ([], [20])
    assert block.records.records == 22 - len(left)
    return not left


@pytest.mark.parametrize(
    "line",
    [
        GOOD,
        GOOD.replace(b"1.2.3.4 - -", b"host.example.org ident ann"),
        GOOD.replace(b" 200 5 ", b" - - "),
        GOOD.replace(b" 5 ", b" 9999999999999 "),
        GOOD.replace(b"curl", b"*/* \x02 \xff\r"),
        GOOD.replace(b"13:55:36 +0000", b"23:59:60 -0730"),
        GOOD.replace(b"GET / HTTP/1.1", b""),
    ],
)
def test_a_regular_line_is_read_by_its_marks(line: bytes) -> None:
    assert regular(line)
    assert regular(line, end=b"\r\n")


@pytest.mark.parametrize(
    "line",
    [
        b"",
        START,
        GOOD.replace(b"curl", b'say "hi"'),
        GOOD.replace(b"curl", b"a\\tb"),
        GOOD.replace(b"- - [", b"-  - ["),
        GOOD.replace(b"- - [", b"- Ann Lee ["),
        GOOD.replace(b" 200 5", b' "200" 5'),
        GOOD.replace(b" 5 ", b" 99999999999999 "),
        GOOD.replace(b" 5 ", b" 5x "),
        GOOD.replace(b"10/Oct", b"31/Feb"),
        GOOD.replace(b"13:55:36", b"13:55:61"),
        GOOD.replace(b"+0000", b"+2500"),
        GOOD + b" ",
        GOOD + b"\r",
    ],
)
def test_any_other_line_is_left_to_the_reference(line: bytes) -> None:
    assert not regular(line, end=b"\r\n")


def test_a_virtual_host_without_a_client_is_left_to_the_reference() -> None:
    assert regular(b"shop.example.com " + GOOD, "vhost_combined")
    assert not regular(b"1.2.3.4 " + GOOD.replace(b"1.2.3.4", b"-"), "vhost_combined")


def test_formats_that_do_not_end_in_quotes_are_not_read_by_marks() -> None:
    assert QuotedReader.of(shape_of("common")) is None


def test_a_block_of_which_little_is_regular_is_left_alone() -> None:
    reader = reader_of("combined")
    assert reader.read((GOOD + b"\n") * 3 + GOOD.replace(b'"-"', b"-") + b"\n") is None


def test_times_are_read_where_hour_and_zone_change() -> None:
    reader = reader_of("combined")
    times = [b"13:55:36 +0000", b"13:59:59 +0000", b"14:00:00 +0000", b"14:00:00 +0100"]
    block = reader.read(b"".join(GOOD.replace(b"13:55:36 +0000", t) + b"\n" for t in times))
    assert block is not None
    assert np.diff(block.records.time).tolist() == [263, 1, -3600]
