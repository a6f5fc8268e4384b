"""Word by word, a log is masked as by all patterns over the whole of it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.model import Masked, Redaction
from analyzer.redact import words
from analyzer.redact.plain import PlainRedactor
from analyzer.redact.redactor import Redactor
from analyzer.redact.rules import KINDS
from tests.analyzer.redact.test_marking import PIECES

SAMPLES = Path(__file__).parents[3] / "sample_logs"
WANTED = [Redaction("network"), Redaction("hidden", secrets=True), Redaction("", secrets=True)]


def plainly(wanted: Redaction, data: bytes) -> tuple[bytes, Masked]:
    plain = PlainRedactor(wanted)
    found = plain.masked(data)
    text, names = plain.without_names(found.text)
    counts = dict(zip(KINDS, found.counts.tolist(), strict=True))
    del counts["left"]
    return text, Masked(**{**counts, "addresses": counts["addresses"] + names})


MORE = st.sampled_from(
    [
        b"password", b'"password"', b"'token'", b"=>", b"= ", b" : ", b": ", b'\\"', b"\\x22",
        b"%22",
        b"{", b"}", b"[", b"]", b"%3A", b"%3D", b"%40", b"%3F", b"bearer ", b"Authorization:",
        b"cookie:", b"basic ", b"args", b'"query":"a=b', b"https://u:p@h", b"\t", b"\r\n", b"\x0b",
        b"\\", b"\\n", b"host - - [01/Mar/2025:", b"a:b", b"sid", b"1:2:3:4:5:6:7:8", b"\xc3\xa4",
        b"eyJabcdef", b"AKIA0123456789AB", b"rk_live_12345678", b"10-20-30-40", b"1-2", b"abcdefgh",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES | MORE, max_size=30).map(b"".join)


@given(st.lists(TEXTS, min_size=1, max_size=3), st.sampled_from(WANTED))
def test_any_text_is_masked_as_plainly(texts: list[bytes], wanted: Redaction) -> None:
    redactor = Redactor(wanted)
    for text in texts:  # the second one knows the words of the first
        assert redactor.redact(text) == plainly(wanted, text)


@pytest.mark.parametrize("log", sorted(SAMPLES.glob("*/*.log")), ids=lambda log: log.parent.name)
def test_every_sample_is_masked_as_plainly(log: Path) -> None:
    data = log.read_bytes()[: 1 << 15]
    for wanted in WANTED:
        assert Redactor(wanted).redact(data) == plainly(wanted, data)


def test_a_vocabulary_that_is_full_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "_MOST_WORDS", 50)
    redactor, wanted = Redactor(WANTED[1]), WANTED[1]
    for block in range(5):
        data = b"\n".join(b"10.0.%d.%d ?a=%d x%d" % (block, n, n, n) for n in range(100 + block))
        assert redactor.redact(data) == plainly(wanted, data)
