"""Facets: the values of each field in a view, with how many records have them.

Values of one field widen a view, so a field's own condition must not hide what else could be
chosen. Hence two counts a value: in the view, as panels have it, and in what the view would be were
it not for the conditions that speak of this field alone. The first is either the second or 0.

Numbers other than the status have no facet; messages have one of their patterns, as panels count
them.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from analyzer.errors import UsageError
from analyzer.panels.tables import largest, text
from analyzer.parse.columns import ABSENT, IntArray
from analyzer.views.desk import Desk
from analyzer.views.entries import Entries
from analyzer.views.matching import PATTERN
from analyzer.views.nodes import Node
from analyzer.views.numbers import NUMBERS
from analyzer.views.own import CLASSES, STATUS, STATUS_CLASS, own_values, without_own
from analyzer.views.texts import literal
from analyzer.views.view import View

MOST_VALUES = 1000
"""Values of a field in one answer."""

_FIRST = (STATUS_CLASS, STATUS, "level", "method", "path", "client_ip", "host", "logger", PATTERN)
_ELSEWHERE = frozenset({"message", "request", "line", STATUS_CLASS}) | NUMBERS
_CODES = 1000


def facets_json(
    desk: Desk, view: View, names: Sequence[str] = (), *, contains: str = "", limit: int = 10
) -> dict[str, Any]:
    """The facets ``names`` (all, where none is named), each with its ``limit`` most frequent
    values, and those that the field's own conditions name. ``contains`` leaves only values that
    hold it, in either case. UsageError for a field that has no facet."""
    if not 0 < limit <= MOST_VALUES:
        raise UsageError(f"limit is {limit}; it takes 1 to {MOST_VALUES}.")
    known = facet_names(desk.entries)
    for name in names:
        if name not in known:
            raise UsageError(f"The log has no facet {name!r}; it has {', '.join(known)}.")
    wanted = tuple(dict.fromkeys(names)) or known
    shares = desk.each(partial(_counted, wanted), view)
    return {
        "view": view.to_json(),
        "matched": sum(matched for matched, _ in shares),
        "of": len(desk.entries),
        "names": list(known),
        "facets": [
            _facet(desk.entries, view, name, np.sum(counts, axis=0), contains, limit)
            for name, *counts in zip(wanted, *(one for _, one in shares), strict=True)
        ],
    }


def facet_names(entries: Entries) -> tuple[str, ...]:
    """Which fields have a facet: those of which some record has a value."""
    text = {
        name
        for name, column in entries.matcher.fields.items()
        if name not in _ELSEWHERE and column.values[:2].to_pylist() not in ([], [ABSENT])
    }
    found = text | ({STATUS, STATUS_CLASS} if entries.located.columns.status.any() else set())
    first = [name for name in _FIRST if name in found]
    return (*first, *sorted(found.difference(first)))


# Where the share is.


def _counted(
    names: Sequence[str], share: Entries, view: View
) -> tuple[int, list[npt.NDArray[np.int64]]]:
    """How many records of the share the view is of; and for each facet its values' counts: in the
    view, and without the field's own conditions."""
    tree = view.tree()
    matched = _rows(share, tree, view)
    counts = []
    for name in names:
        wide = without_own(tree, name, share.matcher.named)
        here = _by_value(share, name, matched)
        both = here if wide == tree else _by_value(share, name, _rows(share, wide, view))
        counts.append(np.stack([here, both]))
    return len(share) if matched is None else len(matched), counts


def _rows(share: Entries, node: Node, view: View) -> IntArray | None:
    """Positions of what matches; None for all."""
    mask = share.matching(node, view)
    return None if mask.all() else np.flatnonzero(mask)


def _by_value(share: Entries, name: str, rows: IntArray | None) -> IntArray:
    """Records by value: by place in the dictionary, by status, or by class."""
    if name in (STATUS, STATUS_CLASS):
        status = share.located.columns.status
        by_code = _tallied(status, rows, _CODES)
        return by_code if name == STATUS else _by_class(by_code)
    column = share.matcher.fields[name]
    return _tallied(column.codes, rows, len(column.values))


def _tallied(codes: npt.NDArray[Any], rows: IntArray | None, size: int) -> IntArray:
    counts: IntArray = np.bincount(codes if rows is None else codes[rows], minlength=size)
    return counts


def _by_class(by_code: IntArray) -> IntArray:
    """Of CLASSES; codes from 600 on have none."""
    classes = by_code.reshape(-1, 100).sum(axis=1)[: len(CLASSES)]
    return np.array([by_code[0], *classes[1:]])


# The answer.


def _facet(
    entries: Entries, view: View, name: str, counts: IntArray, contains: str, limit: int
) -> dict[str, Any]:
    keys = _keys(entries, name)
    here, available = counts
    if contains:
        found = pc.match_substring_regex(keys, pattern=f"(?i){literal(contains)}")
        available = np.where(found.to_numpy(zero_copy_only=False), available, 0)
    rows = largest(keys, available, limit).tolist()
    if not contains:
        named = own_values(view.tree(), name, entries.matcher.named)
        rows += [row for row in _places(keys, named) if row not in rows]
    values = [text(value) for value in keys.take(pa.array(rows, pa.int64())).to_pylist()]
    return {
        "name": name,
        "field": STATUS if name == STATUS_CLASS else name,
        "values": [
            {"value": value, "count": int(here[row]), "available": int(available[row])}
            for value, row in zip(values, rows, strict=True)
        ],
        "values_total": int(np.count_nonzero(available)),
    }


def _keys(entries: Entries, name: str) -> pa.BinaryArray:
    if name == STATUS_CLASS:
        return pa.array([one.encode() for one in CLASSES], pa.binary())
    if name == STATUS:
        return pa.array([b"%d" % code if code else ABSENT for code in range(_CODES)], pa.binary())
    return entries.matcher.fields[name].values


def _places(keys: pa.BinaryArray, values: Sequence[str]) -> list[int]:
    """Where those of the values are that the log has."""
    wanted = pa.array([one.encode("utf-8", "surrogatepass") for one in values], pa.binary())
    places = pc.index_in(wanted, value_set=keys).to_pylist()
    return [place for place in places if place is not None]
