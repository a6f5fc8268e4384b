"""A card of the compare page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from app.charts import numbers
from app.charts.panel import Figure, Panel

Comparison = Mapping[str, Any]
"""What REST answers at ``/api/v1/compare``, with the ``zone`` that times are shown in."""

Section = Literal["time", "durations", "shares", "one_sided", "runs"]
SIDES = ("a", "b")


Lead = Mapping[str, str]
"""Where a row of a chart leads: by side whose report has it, the filter that finds it there."""


@dataclass(frozen=True)
class ComparisonChart:
    """A card of the compare page; ``width`` is how much of a row it takes. ``drawn`` is how many
    rows the figure shows, None for all."""

    name: str
    title: str
    section: Section
    width: Literal["full", "half"]
    build: Callable[[Comparison], Figure]
    summarise: Callable[[Comparison], str]
    tabulate: Callable[[Comparison], Panel]
    drawn: int | None = None
    leads: Callable[[Comparison], Sequence[Lead]] | None = None

    def as_json(self, found: Comparison) -> dict[str, Any]:
        """{"name", "title", "section", "width", "summary", "cut", "figure", "table", "leads"};
        ``leads`` holds a Lead for each row, or nothing."""
        table = self.tabulate(found)
        return {
            "name": self.name,
            "title": self.title,
            "section": self.section,
            "width": self.width,
            "summary": self.summarise(found),
            "cut": self._cut(table),
            "figure": self.build(found),
            "table": table.as_json(),
            "leads": [dict(lead) for lead in self.leads(found)] if self.leads else [],
        }

    def _cut(self, table: Panel) -> str:
        drawn = min(self.drawn or len(table.rows), len(table.rows))
        if drawn == table.rows_total:
            return ""
        return f"{numbers.exact(drawn)} of {numbers.exact(table.rows_total)} shown"
