"""Files that break log analyzers: every line is accounted for, or the message says what it is."""

from pathlib import Path

import pytest

from analyzer.errors import NothingParsed
from tests.analyzer.support.files import findings_of, lines_of

HARD = {
    "derived_bom_combined.log": (200, 0),
    "derived_broken_utf8.log": (192, 8),
    "derived_crlf_combined.log": (200, 0),
    "derived_display_injection.log": (26, 0),
    "derived_megabyte_line.log": (100, 0),
    "derived_no_final_newline.log": (200, 0),
    "derived_nul_tail.log": (210, 1),
    "derived_unsorted.log": (300, 0),
}
"""Parsed and rejected."""

REFUSED = {
    "empty.log": "is empty: it holds 0 bytes",
    "derived_blank_lines_only.log": "holds only blank lines",
    "derived_binary_named.log": "is not a text log",
}


@pytest.mark.parametrize("name", HARD)
def test_a_hard_log_is_read_and_every_line_accounted_for(corpus: Path, name: str) -> None:
    path = corpus / "hard" / name
    found = findings_of(path)
    counted = found["accounting"]
    assert (counted["parsed"], counted["rejected"]) == HARD[name]
    assert counted["bytes"] == path.stat().st_size
    assert counted["records"] + counted["blank"] == len(lines_of(path.read_bytes()))


@pytest.mark.parametrize("name", HARD)
def test_a_hard_log_gives_the_same_report_in_small_chunks(corpus: Path, name: str) -> None:
    path = corpus / "hard" / name
    assert findings_of(path, engine="serial", chunk_bytes=5000) == findings_of(path)


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_text_is_refused_by_name_with_a_clear_message(corpus: Path, name: str) -> None:
    with pytest.raises(NothingParsed, match=f"^{name} {REFUSED[name]}") as error:
        findings_of(corpus / "hard" / name)
    assert str(error.value).isprintable()


def test_line_ends_a_mark_and_the_order_of_lines_change_nothing_that_is_counted(
    corpus: Path,
) -> None:
    plain = findings_of(corpus / "hard/derived_no_final_newline.log")
    for name in ("derived_crlf_combined.log", "derived_bom_combined.log"):
        other = findings_of(corpus / "hard" / name)
        assert other["totals"] == plain["totals"]
        assert other["panels"] == plain["panels"]


def test_no_line_of_the_whole_corpus_is_lost(corpus: Path) -> None:
    """Any file at all: all lines in the books, or a message."""
    read = 0
    for path in sorted(corpus.glob("*/*.log")):
        try:
            counted = findings_of(path, engine="serial")["accounting"]
        except NothingParsed:
            continue
        read += 1
        data = path.read_bytes()
        assert counted["bytes"] == len(data), path.name
        lines = counted["records"] + counted["blank"] + counted["continued"]
        assert lines == len(lines_of(data)), path.name
        assert counted["records"] == counted["parsed"] + counted["rejected"], path.name
    assert read > 100
