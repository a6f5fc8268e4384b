"""Two views held against each other, by shares of their records and not by counts: so that a busy
day and a quiet one can be compared.

For each value of each field a two-proportion z-test asks whether its share differs by more than
chance. As many values are tested at once, the Benjamini-Hochberg procedure (1995) is applied to
each panel, which keeps the expected share of false alarms among those called significant at 1 %.
Requests come in sessions and are not independent: the test errs towards alarm.
"""

import math
from collections.abc import Mapping
from itertools import zip_longest
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from analyzer.aggregate.growing_tally import merge_tallies
from analyzer.aggregate.latency import percentile
from analyzer.aggregate.partial import Aggregates
from analyzer.aggregate.tally import MEASURES, Tally
from analyzer.aggregate.timeline import FAILED, for_report
from analyzer.panels.build import totals
from analyzer.panels.tables import has_values, largest, text
from analyzer.panels.traffic import iso
from analyzer.parse.columns import NO_TIME, IntArray
from analyzer.percent import percent
from analyzer.views.side import Side, filled

FALSE_ALARMS = 0.01
METHOD = (
    "Shares of records; two-proportion z-test for each value, Benjamini-Hochberg over all values of"
    f" a panel at {percent(FALSE_ALARMS)}."
)
_COLUMNS = ("value", "a", "b", "share_a", "share_b", "z", "p", "significant")
_CLEARLY_CHANCE = 2.5
"""|z| of which the p-value is above FALSE_ALARMS: at 1 % the border is 2.576."""

_SHARES = (0.5, 0.95, 0.99)


def compare_json(a: Side, b: Side) -> dict[str, Any]:
    """From a to b."""
    before, after = a.counts, b.counts
    fields = {
        name: (_tally(before, name), _tally(after, name))
        for name in dict.fromkeys([*before.tallies, *after.tallies])
    } | {"status": (_statuses(before), _statuses(after))}
    uncounted = [name for name, pair in fields.items() if any(one.overfull for one in pair)]
    changes = {
        name: _Change(*pair, int(before.sums[0]), int(after.sums[0]))
        for name, pair in fields.items()
        if name not in uncounted and any(map(has_values, pair))
    }
    return {
        "method": METHOD,
        "totals": {"a": dict(totals(before)), "b": dict(totals(after))},
        "error_share": _error_share(before, after),
        "durations_ms": _durations(before, after),
        "over_time": _over_time(a, b),
        "panels": {name: one.panel() for name, one in changes.items()},
        "new": {name: one.only_in_b() for name, one in changes.items()},
        "vanished": {name: one.only_in_a() for name, one in changes.items()},
        "uncounted": uncounted,
    }


def _tally(side: Aggregates, name: str) -> Tally:
    empty = Tally(pa.array([], pa.binary()), np.zeros((len(MEASURES), 0), np.int64))
    return side.tallies.get(name, empty)


def _statuses(side: Aggregates) -> Tally:
    codes = np.flatnonzero(side.statuses[0])
    sums = np.zeros((len(MEASURES), len(codes)), np.int64)
    sums[:2] = side.statuses[:, codes]
    return Tally(pa.array([str(code or "-").encode() for code in codes], pa.binary()), sums)


class _Change:
    """One field's requests by value, on both sides of so many records. Where a log does not have
    the field at all, each of its records is one without the value."""

    def __init__(self, a: Tally, b: Tally, records_a: int, records_b: int) -> None:
        pair = filled(a), filled(b)
        merged, places = merge_tallies(pair)
        self._keys = merged.keys
        self._a, self._b = np.zeros((2, len(merged)), np.int64)
        self._a[places[0]], self._b[places[1]] = (one.sums[0] for one in pair)
        self._all_a = int(self._a.sum()) or records_a
        self._all_b = int(self._b.sum()) or records_b

    def panel(self) -> dict[str, Any]:
        """The values that changed most, by |z|."""
        a, b = self._all_a, self._all_b
        z = z_scores(self._a, self._b, a, b)
        size = np.abs(z)
        p = np.ones(len(z))
        # What is not below the level alone is below no part of it: most values need no p.
        close = np.flatnonzero(size > _CLEARLY_CHANCE)
        p[close] = [_p_value(one) for one in size[close].tolist()]
        significant = rejected_at(p, FALSE_ALARMS)
        shown = largest(self._keys, size + np.finfo(np.float64).tiny)  # those without change, too
        names = self._keys.take(pa.array(shown)).to_pylist()
        rows = [
            [
                text(name), int(self._a[row]), int(self._b[row]), self._a[row] / a,
                self._b[row] / b, float(z[row]), _p_value(z[row]), bool(significant[row]),
            ]
            for row, name in zip(shown.tolist(), names, strict=True)
        ]  # fmt: skip
        return {
            "columns": list(_COLUMNS),
            "rows": rows,
            "rows_total": len(self._keys),
            "significant": int(significant.sum()),
        }

    def only_in_a(self) -> dict[str, Any]:
        """Values that b does not have."""
        return self._only(self._a, self._b)

    def only_in_b(self) -> dict[str, Any]:
        """Values that a does not have."""
        return self._only(self._b, self._a)

    def _only(self, here: IntArray, there: IntArray) -> dict[str, Any]:
        alone = np.where(there == 0, here, 0)
        shown = largest(self._keys, alone)
        names = self._keys.take(pa.array(shown)).to_pylist()
        rows = [[text(name), int(here[row])] for row, name in zip(shown, names, strict=True)]
        return {
            "columns": ["value", "requests"],
            "rows": rows,
            "rows_total": int(np.count_nonzero(alone)),
        }


def z_scores(a: IntArray, b: IntArray, total_a: int, total_b: int) -> npt.NDArray[np.float64]:
    """Of the difference of two proportions, with the pooled variance; 0 where there is none."""
    pooled = (a + b) / (total_a + total_b)
    deviation = np.sqrt(pooled * (1 - pooled) * (1 / total_a + 1 / total_b))
    difference = b / total_b - a / total_a
    return np.divide(difference, deviation, out=np.zeros(len(a)), where=deviation > 0)


def _p_value(z: float) -> float:
    """Of a difference at least as large, to either side, if there were none."""
    return math.erfc(abs(z) / math.sqrt(2))


def rejected_at(p: npt.NDArray[np.float64], level: float) -> npt.NDArray[np.bool_]:
    """Benjamini-Hochberg: the tests of which a share of at most ``level`` is expected to be false
    alarms."""
    order = np.argsort(p)
    good = np.flatnonzero(p[order] <= level * np.arange(1, len(p) + 1) / max(len(p), 1))
    found = np.zeros(len(p), np.bool_)
    found[order[: good[-1] + 1 if len(good) else 0]] = True
    return found


def _durations(a: Aggregates, b: Aggregates) -> Mapping[str, list[float]]:
    """Percentiles of both sides in milliseconds; nothing where a side has none."""
    if not (a.latency.counts.any() and b.latency.counts.any()):
        return {}
    return {
        f"p{share * 100:.0f}": [
            float(f"{percentile(side.latency.counts, share) / 1000:.4g}") for side in (a, b)
        ]
        for share in _SHARES
    }


def _error_share(a: Aggregates, b: Aggregates) -> dict[str, Any]:
    """Errors among all records, and whether the two shares differ by more than chance."""
    (all_a, _, bad_a, _), (all_b, _, bad_b, _) = a.sums.tolist(), b.sums.tolist()
    z = float(z_scores(np.array([bad_a]), np.array([bad_b]), all_a, all_b)[0])
    p = _p_value(z)
    return {
        "a": bad_a / all_a,
        "b": bad_b / all_b,
        "z": z,
        "p": p,
        "significant": p <= FALSE_ALARMS,
    }


def _over_time(*sides: Side) -> dict[str, Any]:
    """Records and errors of both, each from its own start on (``starts``, ISO 8601), in buckets of
    the same width (seconds); None behind the end of a side."""
    columns = ["seconds", "a", "b", "errors_a", "errors_b"]
    if any(side.counts.first == NO_TIME for side in sides):
        return {"width": 0, "starts": [], "columns": columns, "rows": []}
    lines = [for_report(side.counts.timeline, side.start, side.last) for side in sides]
    width = max(line.width for line in lines)
    counts = []
    for line in lines:
        place = (line.starts - line.starts[0]) // width
        sums = line.sums[0]
        counts += [_summed(place, sums.sum(axis=1)), _summed(place, sums[:, FAILED].sum(axis=1))]
    a, errors_a, b, errors_b = counts
    rows = zip_longest(range(0, max(len(a), len(b)) * width, width), a, b, errors_a, errors_b)
    return {
        "width": width,
        "starts": [iso(int(line.starts[0])) for line in lines],
        "columns": columns,
        "rows": [list(row) for row in rows],
    }


def _summed(place: IntArray, amounts: IntArray) -> list[int]:
    return [int(one) for one in np.bincount(place, amounts)]
