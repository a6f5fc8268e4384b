"""Merged aggregates as sorted pandas tables, and tables as panels."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analyzer.aggregate.tally import MEASURES, Tally
from analyzer.model import Panel
from analyzer.parse.columns import ABSENT, IntArray

TOP = 100
"""Rows of a "top" panel; the panel says how many there were."""

NONE = "(none)"
"""How an absent value is shown."""


def frame(tally: Tally) -> pd.DataFrame:
    """One row a key (bytes), with a column for each measure."""
    table = pd.DataFrame(dict(zip(MEASURES, tally.sums, strict=True)))
    table.insert(0, "key", np.array(tally.keys.to_pylist(), dtype=object))
    return table


def leaders(tally: Tally, by: str = "requests", limit: int = TOP) -> Tally:
    """The ``limit`` keys with the most, in that order, ties in the order of their keys. Only of
    these need Python ever see the keys: there may be millions."""
    counts = tally.sums[MEASURES.index(by)]
    places = np.arange(len(counts))
    if len(counts) > limit:
        places = np.flatnonzero(counts >= np.partition(counts, -limit)[-limit])
    table = pa.table({"count": counts[places], "key": tally.keys.take(pa.array(places))})
    order = [("count", "descending"), ("key", "ascending")]
    return chosen(tally, places[pc.select_k_unstable(table, limit, order).to_numpy()])


def chosen(tally: Tally, places: IntArray) -> Tally:
    """The keys in those places."""
    return Tally(tally.keys.take(pa.array(places)), tally.sums[:, places])


def text(key: bytes) -> str:
    """Log text for people: bytes that are no UTF-8 stay visible as \\xNN."""
    return key.decode("utf-8", "backslashreplace")


def top(table: pd.DataFrame, by: str = "requests", limit: int = TOP) -> pd.DataFrame:
    """The ``limit`` rows with the most, ties in the order of their keys."""
    largest = table.nlargest(limit, by, keep="all")
    return largest.sort_values([by, "key"], ascending=[False, True], kind="stable").head(limit)


def panel(title: str, columns: Sequence[str], table: pd.DataFrame, rows_total: int) -> Panel:
    """A panel with the columns of ``table`` in their order; keys become text."""
    values = [
        [text(cell) if isinstance(cell, bytes) else cell for cell in column]
        for column in (table[name].tolist() for name in table.columns)
    ]
    rows = [list(row) for row in zip(*values, strict=True)]
    return Panel(title, tuple(columns), rows, rows_total)


def top_panel(title: str, name: str, tally: Tally, measures: Sequence[str]) -> Panel:
    """The top keys of a tally with some of its measures."""
    table = frame(leaders(tally))[["key", *measures]].replace({"key": {ABSENT: NONE.encode()}})
    return panel(title, (name, *measures), table, len(tally))


def has_values(tally: Tally | None) -> bool:
    """Whether there is any key but the one for absent."""
    if tally is None:
        return False
    return len(tally) > 1 or (len(tally) == 1 and tally.keys[0].as_py() != ABSENT)
