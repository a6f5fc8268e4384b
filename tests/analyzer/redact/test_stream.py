"""A log that passes in pieces is masked as one that comes whole."""

import random

import pytest

from analyzer.model import Redaction
from analyzer.redact import stream
from analyzer.redact.redactor import Redactor
from analyzer.redact.stream import Redacting

LINE = b'203.0.113.%d - - [01/Mar/2025:10:00:00 +0000] "GET /a?id=%d HTTP/1.1" 200 5\n'
LOG = b"".join(LINE % (i % 250, i) for i in range(40_000))
WANTED = Redaction("network", secrets=True)


def passed(log: bytes, piece: int) -> tuple[bytes, int]:
    redacting = Redacting(WANTED)
    try:
        one = redacting.log()
        out = [one.convert(log[at : at + piece]) for at in range(0, len(log), piece)]
        out.append(one.convert(b"", end=True))
        return b"".join(out), one.masked.addresses
    finally:
        redacting.close()


@pytest.mark.parametrize("piece", [1000, 1 << 20, 5 << 20])
def test_pieces_of_any_size_give_the_same_text(piece: int) -> None:
    whole, counts = Redactor(WANTED).redact(LOG)
    assert passed(LOG, piece) == (whole, counts.addresses)


def test_a_line_without_an_end_is_cut_between_values(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, size in (("BLOCK_BYTES", 4000), ("LONGEST_LINE", 8000), ("_LOOK_BACK", 1000)):
        monkeypatch.setattr(stream, name, size)
    random.seed(1)
    line = b" ".join(b"10.%d.3.77" % random.randrange(256) for _ in range(9000))
    text, count = passed(line, 777)
    assert count == 9000
    assert b".3.77" not in text


def test_queries_are_columns_from_the_first_header_on_wherever_it_is() -> None:
    directive = b"#Fields: time cs-method cs-uri-stem cs-uri-query\n"
    text, _ = passed(LOG + directive + b"10:00:00 GET /a id=hunter2\n", 1 << 20)
    assert b"hunter2" not in text
