"""Request lines: whole columns against a plain function of one line."""

import re

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.parse.columns import Encoded
from analyzer.parse.request import split_requests
from tests.analyzer.support.lines import REQUESTS

WORDS = [
    b"GET", b"POST", b"get", b"G", b"VERSION-CONTROL", b"A" * 20, b"A" * 21, b"/", b"/a?b", b"?",
    b"/a?b?c", b"", b"HTTP/1.1", b"HTTP/2", b"HTTP/10.00", b"http/1.1", b"HTTP/", b"-", b"\xff",
    b"\x16\x03", b"HTTP/1.1?", b"GET?",
]  # fmt: skip
LINES = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=5).map(b" ".join),
    st.sampled_from(REQUESTS),
    st.binary(max_size=12),
)


def plain(line: bytes) -> tuple[bytes, bytes, bytes]:
    """Method, path and protocol of one request line; ``-`` where there is none."""
    method, path, protocol = b"-", line, b"-"
    head, space, rest = path.partition(b" ")
    if space and re.fullmatch(rb"[A-Z][A-Z-]{1,19}", head):
        method, path = head, rest
    _, space, tail = line.rpartition(b" ")
    if space and re.fullmatch(rb"HTTP/[0-9][0-9.]{0,3}", tail):
        protocol = tail
        path = path[: max(0, len(path) - len(tail) - 1)]
    return method, path.partition(b"?")[0], protocol


def ours(lines: list[bytes]) -> list[tuple[bytes, bytes, bytes]]:
    parts = split_requests(Encoded.of(pa.array(lines, pa.binary())))
    columns = [
        [part.values[code].as_py() for code in part.codes.tolist()]
        for part in (parts.method, parts.path, parts.protocol)
    ]
    return list(zip(*columns, strict=True))


@given(st.lists(LINES, max_size=12))
def test_split_requests_equal_a_plain_function(lines: list[bytes]) -> None:
    assert ours(lines) == [plain(line) for line in lines]


@given(st.lists(LINES, min_size=1, max_size=12))
def test_the_parts_have_distinct_values_and_codes_of_every_record(lines: list[bytes]) -> None:
    parts = split_requests(Encoded.of(pa.array(lines, pa.binary())))
    for part in (parts.method, parts.path, parts.protocol):
        values = part.values.to_pylist()
        assert len(set(values)) == len(values)
        assert len(part.codes) == len(lines)
        assert set(part.codes.tolist()) == set(range(len(values)))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b"GET /a?b HTTP/1.1", (b"GET", b"/a", b"HTTP/1.1")),
        (b"GET /", (b"GET", b"/", b"-")),
        (b"-", (b"-", b"-", b"-")),
        (b"", (b"-", b"", b"-")),
        (b"GET HTTP/1.1", (b"GET", b"", b"HTTP/1.1")),
        (b"GET /two words HTTP/1.0", (b"GET", b"/two words", b"HTTP/1.0")),
        (b"\x16\x03\x01 HTTP/1.1", (b"-", b"\x16\x03\x01", b"HTTP/1.1")),
        (b"GET  / HTTP/1.1", (b"GET", b" /", b"HTTP/1.1")),
    ],
)
def test_requests_people_meet(line: bytes, expected: tuple[bytes, bytes, bytes]) -> None:
    assert ours([line]) == [expected]
    assert plain(line) == expected
