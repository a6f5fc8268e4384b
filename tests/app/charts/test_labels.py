"""Log text on its way into a label."""

from app.charts.labels import chart_label, hover_text, shorten, visible
from app.charts.panel import Panel


def test_markup_is_escaped() -> None:
    """Plotly turns <a href> into a link and <b> into bold type."""
    assert chart_label("<a href='x'>&amp;") == "&lt;a href='x'&gt;&amp;amp;"


def test_a_long_label_is_cut_at_sixty_characters() -> None:
    """The cut is marked."""
    assert len(chart_label("a" * 61)) == 60
    assert chart_label("a" * 61).endswith("…")
    assert chart_label("a" * 60) == "a" * 60


def test_the_cut_never_splits_an_entity() -> None:
    """Cutting comes before escaping."""
    assert chart_label("a" * 58 + "<<<<").endswith("&lt;…")


def test_control_and_direction_characters_show_as_escapes() -> None:
    """A right-to-left override would turn the rest of the page around."""
    assert visible("\u202eevil\x1b[31m") == r"\u202eevil\u001b[31m"
    assert visible("a\nb") == r"a\u000ab"


def test_hover_text_keeps_the_whole_label_in_lines() -> None:
    """Up to 300 characters, each line escaped by itself."""
    assert hover_text("a" * 60 + "<") == "a" * 60 + "<br>&lt;"
    assert len(hover_text("a" * 999).replace("<br>", "")) == 300


def test_numbers_become_text() -> None:
    """A status code is a label like any other."""
    assert shorten(404) == "404"


def test_an_empty_label_says_so() -> None:
    """A row without any text would look broken."""
    assert shorten("") == "(empty)"
    assert shorten("   ") == "(empty)"


def test_a_table_shows_what_nobody_would_see() -> None:
    """Its numbers stay numbers, and the report keeps the text as it came."""
    rows = [["/\u202eevil\x1b", 5, None]]
    panel = Panel(["path", "requests", "bytes"], rows, 1)
    assert panel.as_json()["rows"] == [[r"/\u202eevil\u001b", 5, None]]
    assert panel.rows == [["/\u202eevil\x1b", 5, None]]
