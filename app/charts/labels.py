"""Log text made safe to draw: Plotly reads markup in every label, and log text is hostile."""

import unicodedata

LABEL_LENGTH = 60
HOVER_LENGTH = 300
EMPTY = "(empty)"
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def visible(value: object) -> str:
    """One line of text in which control and direction-changing characters show as escapes."""
    text = str(value)
    if text.isprintable():
        return text
    return "".join(
        f"\\u{ord(char):04x}" if unicodedata.category(char) in _INVISIBLE else char for char in text
    )


def shorten(value: object, length: int = LABEL_LENGTH) -> str:
    """Visible text of at most `length` characters; a cut is marked with an ellipsis."""
    text = visible(value)
    if not text.strip():
        return EMPTY
    return text if len(text) <= length else text[: length - 1] + "…"


def chart_label(value: object) -> str:
    """A label for an axis or a bar. Escaped after the cut, so that no entity is cut in two."""
    return shorten(value).translate(_ENTITIES)


def hover_text(value: object) -> str:
    """The full text (up to 300 characters) for a hover box, escaped and broken into lines."""
    text = shorten(value, HOVER_LENGTH)
    lines = [text[start : start + LABEL_LENGTH] for start in range(0, len(text), LABEL_LENGTH)]
    return "<br>".join(line.translate(_ENTITIES) for line in lines)
