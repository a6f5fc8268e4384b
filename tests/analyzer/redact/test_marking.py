"""RE2's marks and Python's matches are at the same places, and text is put together again."""

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from analyzer.redact import marking, patterns

EVERY = "|".join(
    [
        patterns.QUERY, patterns.VERSION, patterns.IPV4, patterns.IPV6, patterns.ARGUMENTS,
        patterns.EMAIL, patterns.LIST, patterns.NESTED, patterns.KEYED, patterns.BEARER,
        patterns.WELL_KNOWN, patterns.OPAQUE,
    ]
)  # fmt: skip
PIECES = st.sampled_from(
    [
        b"1.2.3.4", b"203.0.113.77", b"::1", b"2001:db8::7", b"fe80::", b"::ffff:1.2.3.4", b"a@b.c",
        b"?a=b", b"&c=d", b"#", b"=", b"token", b'"', b"\\", b":", b" ", b"\n", b".", b"-", b"_",
        b"x", b"Bearer abcdefgh", b"Cookie: a", b"eyJabcdef.ghijkl", b"Chrome/145.0.0.0", b"\xff",
        b"0123456789abcdef0123456789abcdef", b"password", b"query", b"'", b",", b"12:34:56",
        b"{", b"}", b"[", b"]", b'\\"', b'"token":', b"'",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=30).map(b"".join)


@given(TEXTS)
def test_re2_marks_what_python_matches(text: bytes) -> None:
    marked = marking.spans(text, EVERY)
    assert marked.tolist() == marking._one_by_one(text, EVERY, 0).tolist()


@given(TEXTS)
def test_pieces_with_their_matches_are_the_text(text: bytes) -> None:
    pieces = marking.pieces_of(text, marking.spans(text, EVERY))
    matches = pieces.take(pa.array(np.arange(1, len(pieces), 2)))
    assert marking.joined(pieces, matches) == text


def test_text_with_every_byte_is_matched_one_by_one() -> None:
    text = bytes(range(256)) + b" 1.2.3.4 "
    (begin, end) = marking.spans(text, patterns.IPV4)
    assert text[begin:end] == b"1.2.3.4"


def test_of_a_pattern_with_groups_the_second_is_found() -> None:
    line = b'www.a.example:80 dial.isp.example - - [01/Mar/2025:10:00:00 +0000] "GET /"\n'
    (begin, end) = marking.spans(line, patterns.CLIENT_NAME)
    assert line[begin:end] == b"dial.isp.example"
