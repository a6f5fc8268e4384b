"""Texts that are not UTF-8."""

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.decode.encoding import Transcoder, encoding_of
from tests.analyzer.support.files import findings_of
from tests.analyzer.support.packing import COMPRESSIONS

LINE = '1.2.3.4 - - [10/Oct/2025:13:55:36 +0000] "GET /%s HTTP/1.1" 200 5 "-" "curl"\n'
TEXT = LINE % "café" + LINE % "日本"


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_a_log_in_utf_16_gives_the_report_of_the_same_in_utf_8(
    tmp_path: Path, encoding: str, mark: bytes, packed: bool
) -> None:
    plain, other = tmp_path / "plain.log", tmp_path / "other.log"
    plain.write_bytes(TEXT.encode())
    data = mark + TEXT.encode(encoding)
    other.write_bytes(COMPRESSIONS["gzip"](data) if packed else data)
    expected, found = findings_of(plain, sha256=True), findings_of(other)
    assert found["sources"][0]["encoding"] == encoding
    assert found["sources"][0]["sha256"] == expected["sources"][0]["sha256"]
    assert found["panels"] == expected["panels"]


def test_a_log_in_latin_1_shows_its_letters(tmp_path: Path) -> None:
    path = tmp_path / "some.log"
    names = ("café", "straße", "año", "index")
    path.write_bytes("".join(LINE % name for name in names).encode("latin-1"))
    found = findings_of(path)
    assert found["sources"][0]["encoding"] == "latin-1"
    assert {row[0] for row in found["panels"]["paths"]["rows"]} == {f"/{name}" for name in names}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"a",
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode()[:-30] + b"\xff\xfe\x80" * 5,
        (LINE % "日本語の言葉").encode("big5", "replace") * 9,
        (LINE % "日本語の言葉").encode("shift-jis") * 9,
        (LINE % "русский").encode("koi8-r") * 9,
        TEXT.encode() + bytes(5000),
        bytes(5000),
        (LINE % r"\x16\x03\x01").encode() + b"\x16\x03\x01\x00\xa5\x01\n" * 20,
    ],
)
def test_anything_else_is_left_as_it_is(data: bytes) -> None:
    assert encoding_of(data) == "utf-8"


def test_a_letter_cut_off_at_the_end_of_the_sample_is_no_fault() -> None:
    assert encoding_of("é".encode() * 100 + b"\xc3") == "utf-8"


@given(text=st.text(st.characters(exclude_categories=["Cs"])), cuts=st.lists(st.integers(0, 50)))
def test_blocks_cut_anywhere_give_the_whole_text(text: str, cuts: list[int]) -> None:
    data = codecs.BOM_UTF16_LE + text.encode("utf-16-le")
    coder, out = Transcoder("utf-16-le"), b""
    for size in cuts:
        out, data = out + coder.convert(data[:size]), data[size:]
    assert out + coder.convert(data, end=True) == text.encode()


def test_half_a_character_at_the_end_is_marked_not_lost() -> None:
    assert Transcoder("utf-16-le").convert(b"a\0\0\xd8", end=True) == "a\ufffd".encode()


def test_the_real_logs_in_other_encodings_are_recognised(corpus: Path) -> None:
    read = {
        path.name: encoding_of(path.read_bytes()[: 256 << 10])
        for path in sorted(corpus.glob("*/*.log")) + sorted(corpus.glob("*/*.txt"))
    }
    assert {name: one for name, one in read.items() if one.startswith("utf-16")} == {
        "utf16le_sophos.txt": "utf-16-le"
    }
    assert [name for name, one in read.items() if one == "latin-1"] == []
