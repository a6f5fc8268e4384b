"""Log text cannot write to the terminal."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from analyzer.terminal import safe_text


@given(st.text())
def test_safe_text_holds_no_control_format_or_separator_character(text: str) -> None:
    shown = safe_text(text)
    assert all(c == " " or unicodedata.category(c)[0] not in "CZ" for c in shown)
    shown.encode()


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "M"])))
def test_text_that_can_do_no_harm_is_shown_as_it_is(text: str) -> None:
    assert safe_text(text) == text


def test_escapes_name_the_character() -> None:
    assert safe_text("\x1b[31m\r\n\x9b\u202e\u2028\udcff\u00a0") == (
        r"\x1b[31m\x0d\x0a\x9b\u202e\u2028\udcff\xa0"
    )
