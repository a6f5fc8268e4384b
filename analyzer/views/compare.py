"""Two views held against each other, by shares of their records and not by counts: so that a busy
day and a quiet one can be compared.

For each value of each field a two-proportion z-test asks whether its share differs by more than
chance. As many values are tested at once, the Benjamini-Hochberg procedure (1995) is applied to
each panel, which keeps the expected share of false alarms among those called significant at 1 %.
Requests come in sessions and are not independent: the test errs towards alarm.
"""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from analyzer.aggregate.latency import percentile
from analyzer.aggregate.partial import Aggregates, Partial
from analyzer.aggregate.tally import MEASURES, Tally, merge_tallies
from analyzer.aggregate.timeline import for_report
from analyzer.aggregate.wire import from_bytes, to_bytes
from analyzer.errors import UsageError
from analyzer.model import Accounting
from analyzer.panels.build import totals
from analyzer.panels.tables import TOP, has_values, text
from analyzer.parse.columns import NO_TIME, IntArray

FALSE_ALARMS = 0.01
METHOD = (
    "Shares of records; two-proportion z-test for each value, Benjamini-Hochberg over all values of"
    f" a panel at {FALSE_ALARMS:.0%}."
)
_COLUMNS = ("value", "a", "b", "share_a", "share_b", "z", "p", "significant")
_SHARES = (0.5, 0.95, 0.99)


def profile_of(counts: Aggregates | None) -> bytes:
    """What a comparison needs to know of one side, as bytes for another process."""
    if counts is not None:
        tallies = {name: _filled(one) for name, one in counts.tallies.items()}
        nowhere = np.zeros(0, np.int64)
        spent = replace(counts.latency, packed=nowhere, packed_counts=nowhere)
        counts = replace(counts, tallies=tallies, latency=spent)
    return to_bytes(Partial(Accounting(), (), counts))


def profile_from(data: bytes) -> Aggregates | None:
    """The aggregates again, without what only panels need."""
    return from_bytes(data).aggregates


def _filled(one: Tally) -> Tally:
    rows = np.flatnonzero(one.sums[0])
    return replace(one, keys=one.keys.take(pa.array(rows)), sums=one.sums[:, rows])


def compare_json(a: Aggregates | None, b: Aggregates | None) -> dict[str, Any]:
    """From a to b. UsageError where either has no record."""
    for name, side in (("a", a), ("b", b)):
        if side is None:
            raise UsageError(f"Side {name} has no record: there is nothing to compare.")
    assert a is not None
    assert b is not None
    fields = {
        name: (_tally(a, name), _tally(b, name))
        for name in dict.fromkeys([*a.tallies, *b.tallies])
        if has_values(a.tallies.get(name)) or has_values(b.tallies.get(name))
    }
    fields = {name: pair for name, pair in fields.items() if not any(x.overfull for x in pair)}
    fields |= {"status": (_statuses(a), _statuses(b))}
    changes = {name: _Change(*pair) for name, pair in fields.items()}
    return {
        "method": METHOD,
        "totals": {"a": dict(totals(a)), "b": dict(totals(b))},
        "durations_ms": _durations(a, b),
        "over_time": _over_time(a, b),
        "panels": {name: one.panel() for name, one in changes.items()},
        "new": {name: one.only_in_b() for name, one in changes.items()},
        "vanished": {name: one.only_in_a() for name, one in changes.items()},
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
    """One field's requests by value, on both sides."""

    def __init__(self, a: Tally, b: Tally) -> None:
        merged, places = merge_tallies([_filled(a), _filled(b)])
        self._keys = merged.keys
        self._a, self._b = np.zeros((2, len(merged)), np.int64)
        self._a[places[0]] = _filled(a).sums[0]
        self._b[places[1]] = _filled(b).sums[0]

    def panel(self) -> dict[str, Any]:
        """The values that changed most, by |z|."""
        a, b = max(int(self._a.sum()), 1), max(int(self._b.sum()), 1)
        z = z_scores(self._a, self._b, a, b)
        p = np.array([math.erfc(abs(one) / math.sqrt(2)) for one in z.tolist()])
        significant = rejected_at(p, FALSE_ALARMS)
        names = self._keys.to_pylist()
        order = sorted(range(len(names)), key=lambda row: (-abs(z[row]), names[row]))[:TOP]
        rows = [
            [
                text(names[row]), int(self._a[row]), int(self._b[row]), self._a[row] / a,
                self._b[row] / b, float(z[row]), float(p[row]), bool(significant[row]),
            ]
            for row in order
        ]  # fmt: skip
        return {
            "columns": list(_COLUMNS),
            "rows": rows,
            "rows_total": len(names),
            "significant": int(significant.sum()),
        }

    def only_in_a(self) -> dict[str, Any]:
        """Values that b does not have."""
        return self._only(self._a, self._b)

    def only_in_b(self) -> dict[str, Any]:
        """Values that a does not have."""
        return self._only(self._b, self._a)

    def _only(self, here: IntArray, there: IntArray) -> dict[str, Any]:
        found = np.flatnonzero((here > 0) & (there == 0))
        names = dict(zip(found.tolist(), self._keys.take(pa.array(found)).to_pylist(), strict=True))
        order = sorted(names, key=lambda row: (-here[row], names[row]))[:TOP]
        rows = [[text(names[row]), int(here[row])] for row in order]
        return {"columns": ["value", "requests"], "rows": rows, "rows_total": len(found)}


def z_scores(a: IntArray, b: IntArray, total_a: int, total_b: int) -> npt.NDArray[np.float64]:
    """Of the difference of two proportions, with the pooled variance; 0 where there is none."""
    pooled = (a + b) / (total_a + total_b)
    deviation = np.sqrt(pooled * (1 - pooled) * (1 / total_a + 1 / total_b))
    difference = b / total_b - a / total_a
    return np.divide(difference, deviation, out=np.zeros(len(a)), where=deviation > 0)


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


def _over_time(a: Aggregates, b: Aggregates) -> dict[str, Any]:
    """Records of both, each from its own first bucket on, in buckets of the same
    width (seconds)."""
    if NO_TIME in (a.first, b.first):
        return {"width": 0, "columns": ["seconds", "a", "b"], "rows": []}
    lines = [for_report(side.timeline, side.first, side.last) for side in (a, b)]
    width = max(line.width for line in lines)
    counts = []
    for line in lines:
        place = line.starts // width - line.starts[0] // width
        counts.append(np.bincount(place, line.sums[0].sum(axis=1)).astype(np.int64))
    size = max(map(len, counts))
    both = [np.pad(one, (0, size - len(one))).tolist() for one in counts]
    rows = [[at * width, *pair] for at, pair in enumerate(zip(*both, strict=True))]
    return {"width": width, "columns": ["seconds", "a", "b"], "rows": rows}
