"""Reading a panel of the report by column name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.charts.labels import visible

Report = Mapping[str, Any]
Figure = dict[str, Any]


@dataclass(frozen=True)
class Panel:
    """A table of the report: `rows` are what is kept of `rows_total`, which is right to `within`
    to either side."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    rows_total: int
    within: int = 0

    def column(self, name: str, limit: int | None = None) -> list[Any]:
        """The values of one column, at most the first `limit` of them."""
        position = self.columns.index(name)
        return [row[position] for row in self.rows[:limit]]

    def as_json(self) -> dict[str, Any]:
        """The panel as the table twin reads it: what no reader would see is shown as escapes."""
        return {
            "columns": list(self.columns),
            "rows": [[_cell(value) for value in row] for row in self.rows],
            "rows_total": self.rows_total,
            "about": self.within > 0,
        }


def _cell(value: Any) -> Any:
    return visible(value) if isinstance(value, str) else value


def read_panel(report: Report, name: str) -> Panel:
    """The panel called `name`; raises KeyError when the report has none."""
    panel = report["panels"][name]
    within = panel.get("approximate", {}).get("rows_total_within", 0)
    return Panel(panel["columns"], panel["rows"], panel["rows_total"], within)
