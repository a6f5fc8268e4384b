"""Merged aggregates as the rows of panels."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from analyzer.aggregate.tally import MEASURES, Tally
from analyzer.model import Panel
from analyzer.panels.bounds import listing
from analyzer.parse.columns import ABSENT, IntArray

TOP = 100
"""Rows of a "top" panel; the panel says how many there were."""

NONE = "(none)"
"""How an absent value is shown."""

_REMEMBERED = 2
Result = TypeVar("Result")


class Groups(NamedTuple):
    """What groups there are, each once, and which one each key is of."""

    names: pa.StringArray
    codes: IntArray


def largest(
    keys: pa.BinaryArray | pa.StringArray, amounts: npt.NDArray[Any], limit: int = TOP
) -> IntArray:
    """Positions of the ``limit`` keys with the largest amounts above zero, in that order; ties in
    the order of their keys. Only keys that are shown or tied become objects of Python."""
    rows = np.flatnonzero(amounts > 0)
    found = amounts[rows]
    if len(rows) > limit:
        least = np.partition(found, -limit)[-limit]
        above, tied = rows[found > least], rows[found == least]
        names = pa.table({"key": keys.take(pa.array(tied))})
        first = pc.select_k_unstable(names, limit - len(above), sort_keys=[("key", "ascending")])
        rows = np.concatenate([above, tied[first.to_numpy()]])
    names = keys.take(pa.array(rows)).to_pylist()
    order = sorted(range(len(rows)), key=lambda at: (-amounts[rows[at]], names[at]))
    return rows[order]


def text(key: bytes) -> str:
    """Log text for people: bytes that are no UTF-8 stay visible as \\xNN."""
    return key.decode("utf-8", "backslashreplace")


def rows_of(
    tally: Tally, rows: IntArray, measures: Sequence[str], absent: str = ABSENT.decode()
) -> list[list[Any]]:
    """The keys at ``rows`` as text, each with some of its measures; ``absent`` stands for no
    value."""
    keys = tally.keys.take(pa.array(rows)).to_pylist()
    names = [absent if key == ABSENT else text(key) for key in keys]
    amounts = (tally.sums[MEASURES.index(name), rows].tolist() for name in measures)
    return [list(row) for row in zip(names, *amounts, strict=True)]


def grouped_panel(
    title: str, columns: Sequence[str], groups: Groups, sums: Sequence[IntArray]
) -> Panel:
    """The top groups: ``sums`` are the amounts of each key, a row a measure; the first one ranks.
    ``columns`` name the group and the measures."""
    totals = np.zeros((len(sums), len(groups.names)), np.int64)
    for total, amounts in zip(totals, sums, strict=True):
        np.add.at(total, groups.codes, amounts)
    rows = largest(groups.names, totals[0])
    names = groups.names.take(pa.array(rows)).to_pylist()
    shown = [list(row) for row in zip(names, *totals[:, rows].tolist(), strict=True)]
    return Panel(title, tuple(columns), shown, int(np.count_nonzero(totals[0] > 0)))


def top_panel(title: str, name: str, tally: Tally, measures: Sequence[str]) -> Panel:
    """The top keys of a tally with some of its measures."""
    rows = rows_of(tally, largest(tally.keys, tally.sums[0]), measures, NONE)
    return listing(Panel(title, (name, *measures), rows, tally.filled), name, tally)


def has_values(tally: Tally | None) -> bool:
    """Whether any record has another key than the one for absent."""
    if tally is None:
        return False
    filled = np.flatnonzero(tally.sums[0])
    return len(filled) > 1 or (len(filled) == 1 and tally.keys[filled[0]].as_py() != ABSENT)


def once_for_keys(
    work: Callable[[pa.BinaryArray], Result],
) -> Callable[[pa.BinaryArray], Result]:
    """``work`` with its results for the last few arrays remembered, by identity: the views of an
    analysis share theirs."""
    known: OrderedDict[int, tuple[pa.BinaryArray, Result]] = OrderedDict()

    @wraps(work)
    def remembered(keys: pa.BinaryArray) -> Result:
        if id(keys) not in known:
            known[id(keys)] = keys, work(keys)
            if len(known) > _REMEMBERED:
                known.popitem(last=False)
        return known[id(keys)][1]

    return remembered
