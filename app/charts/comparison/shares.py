"""One field: by how much the shares of its values changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from analyzer.views.language import filter_of
from app.charts import numbers, theme
from app.charts.bars import Segment, paired_bars
from app.charts.comparison import words
from app.charts.comparison.chart import SIDES, Comparison, Lead
from app.charts.comparison.fields import asked_as, label
from app.charts.labels import shorten
from app.charts.panel import Figure, Panel

DRAWN = 10
_PALE = 0.45
"""The opacity of a change that chance explains."""


@dataclass(frozen=True)
class SharesOf:
    """The values of ``field`` by how much they changed."""

    field: str

    def figure(self, found: Comparison) -> Figure:
        """Two bars a value, A above B; those that changed within chance are pale."""
        rows = self._rows(found)[:DRAWN]
        opacity = [1.0 if row["significant"] else _PALE for row in rows]
        a = Segment("A", theme.SIDE_A, [row["share_a"] for row in rows], "", opacity, "a")
        b = Segment("B", theme.SIDE_B, [row["share_b"] for row in rows], "/", opacity, "b")
        return paired_bars(
            [label(self.field, row["value"]) for row in rows],
            (a, b),
            [words.shares(row["share_a"], row["share_b"]) for row in rows],
            [_detail(row) for row in rows],
        )

    def summary(self, found: Comparison) -> str:
        """How many values changed by more than chance, and the first of them."""
        panel, rows = found["panels"][self.field], self._rows(found)
        if not rows:
            return "No record has a value here."
        first = rows[0]
        name = shorten(label(self.field, first["value"]))
        change = (
            f"{name}, {words.shares(first['share_a'], first['share_b'])} "
            f"({words.points(first['share_a'], first['share_b'])})"
        )
        values = numbers.counted(panel["rows_total"], "value")
        if not panel["significant"]:
            return f"All changes are within chance ({values}); the clearest is {change}."
        return (
            f"{numbers.exact(panel['significant'])} of {values} changed by "
            f"{words.MORE_THAN_CHANCE}; most clearly {change}."
        )

    def table(self, found: Comparison) -> Panel:
        """Counts, shares and what the test says; the most certain change first."""
        columns = ["value", "A", "B", "share of A", "share of B", "change", "times", "change is"]
        rows = [
            [
                label(self.field, row["value"]),
                row["a"],
                row["b"],
                words.share(row["share_a"]),
                words.share(row["share_b"]),
                words.points(row["share_a"], row["share_b"]),
                words.times(row["share_a"], row["share_b"]),
                words.certainty(significant=row["significant"]),
            ]
            for row in self._rows(found)
        ]
        return Panel(columns, rows, found["panels"][self.field]["rows_total"])

    def leads(self, found: Comparison) -> Sequence[Lead]:
        """Each value to the sides that have it."""
        return [
            {side: filter_of(asked_as(self.field), row["value"]) for side in SIDES if row[side]}
            for row in self._rows(found)
        ]

    def _rows(self, found: Comparison) -> Sequence[dict[str, Any]]:
        panel = found["panels"][self.field]
        return [dict(zip(panel["columns"], row, strict=True)) for row in panel["rows"]]


def _detail(row: dict[str, Any]) -> str:
    return (
        f"A {numbers.exact(row['a'])} · B {numbers.exact(row['b'])} · "
        f"{words.points(row['share_a'], row['share_b'])}, "
        f"{words.times(row['share_a'], row['share_b'])} · "
        f"{words.certainty(significant=row['significant'])}"
    )
