"""The palette: readable in light and in dark."""

import re
from pathlib import Path

import pytest

import app.pages

TOKENS = Path(app.pages.__file__).parent.parent / "static" / "tokens.css"
COLOURS = {
    name: (light, dark)
    for name, light, dark in re.findall(
        r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", TOKENS.read_text()
    )
}
TEXT = ("ink", "muted", "link", "good", "fair", "poor")
MARKS = tuple(
    name for name in COLOURS if name.startswith(("status-", "phase-", "series", "side-", "focus"))
)


def _luminance(colour: str) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["page", "surface"])
@pytest.mark.parametrize("name", TEXT)
def test_text_has_a_contrast_of_four_and_a_half(name: str, ground: str, theme: int) -> None:
    """WCAG AA for text."""
    assert _contrast(COLOURS[name][theme], COLOURS[ground][theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("name", MARKS)
def test_bars_have_a_contrast_of_three(name: str, theme: int) -> None:
    """WCAG AA for graphics."""
    assert _contrast(COLOURS[name][theme], COLOURS["surface"][theme]) >= 3
