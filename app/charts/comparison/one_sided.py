"""One field: the values that only one side has."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from analyzer.views.language import filter_of
from app.charts import numbers, theme
from app.charts.bars import Segment, ranked_bars
from app.charts.comparison.chart import Comparison, Lead
from app.charts.comparison.fields import asked_as, label
from app.charts.labels import shorten
from app.charts.panel import Figure, Panel

DRAWN = 10


@dataclass(frozen=True)
class OneSided:
    """The values of ``field`` that are ``new`` in B, or have ``vanished`` with A."""

    field: str
    kind: Literal["new", "vanished"]

    @property
    def side(self) -> str:
        """The side that has them."""
        return "b" if self.kind == "new" else "a"

    def figure(self, found: Comparison) -> Figure:
        """A bar a value, the most frequent first."""
        rows = found[self.kind][self.field]["rows"][:DRAWN]
        counts = [count for _, count in rows]
        colour, pattern = (theme.SIDE_B, "/") if self.kind == "new" else (theme.SIDE_A, "")
        return ranked_bars(
            [label(self.field, value) for value, _ in rows],
            [Segment(self.side.upper(), colour, counts, pattern, meta=self.side)],
            [numbers.compact(count) for count in counts],
            [f"{numbers.counted(count, 'record')} of {self.side.upper()}" for count in counts],
        )

    def summary(self, found: Comparison) -> str:
        """How many, and the most frequent."""
        panel = found[self.kind][self.field]
        other = "A" if self.kind == "new" else "B"
        if self._has_no_values(found):
            return f"None: no record of {self.side.upper()} has a value here."
        if not panel["rows"]:
            return f"None: {other} has every value that {self.side.upper()} has."
        value, count = panel["rows"][0]
        share = count / max(found["totals"][self.side]["requests"], 1)
        return (
            f"{numbers.counted(panel['rows_total'], 'value')} of {self.side.upper()} that {other} "
            f"does not have; most often {shorten(label(self.field, value))}, "
            f"{numbers.counted(count, 'record')} ({numbers.percent(share)} of its side)."
        )

    def table(self, found: Comparison) -> Panel:
        """Values and counts."""
        panel = found[self.kind][self.field]
        rows = [[label(self.field, value), count] for value, count in panel["rows"]]
        return Panel(["value", f"records of {self.side.upper()}"], rows, panel["rows_total"])

    def leads(self, found: Comparison) -> Sequence[Lead]:
        """To the side that has them."""
        rows = found[self.kind][self.field]["rows"]
        return [{self.side: filter_of(asked_as(self.field), value)} for value, _ in rows]

    def _has_no_values(self, found: Comparison) -> bool:
        """Whether all values there are, and there are some, are the other side's alone."""
        others = found["vanished" if self.kind == "new" else "new"][self.field]["rows_total"]
        return bool(others == found["panels"][self.field]["rows_total"] > 0)
