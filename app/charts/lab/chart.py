"""A card of the lab page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from app.charts.panel import Figure, Panel

Result = Mapping[str, Any]
"""``LabResult.to_json()``."""


@dataclass(frozen=True)
class LabChart:
    """A card of the lab page; `width` is how much of a row it takes."""

    name: str
    title: str
    width: Literal["full", "half"]
    build: Callable[[Result], Figure]
    summarise: Callable[[Result], str]
    tabulate: Callable[[Result], Panel]

    def as_json(self, result: Result) -> dict[str, Any]:
        """{"name", "title", "summary", "cut", "figure", "table"}, as for the report's charts."""
        return {
            "name": self.name,
            "title": self.title,
            "summary": self.summarise(result),
            "cut": "",
            "figure": self.build(result),
            "table": self.tabulate(result).as_json(),
        }
