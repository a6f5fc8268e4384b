"""Median, lowest and highest of the rounds, as text and as cells."""

from collections.abc import Mapping
from typing import Any


def spread_in_words(spread: Mapping[str, Any]) -> str:
    """The median, with the lowest and the highest where there were several rounds."""
    median = f"{spread['median']:,.1f}"
    if spread["values"] < 2:
        return median
    return f"{median} ({spread['low']:,.1f} to {spread['high']:,.1f})"


def median_low_high(spread: Mapping[str, Any]) -> list[float]:
    """Cells of a table, to a tenth."""
    return [round(spread[name], 1) for name in ("median", "low", "high")]
