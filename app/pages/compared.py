"""All that the compare page says in words once it has its answer: pure functions."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from app.charts import numbers
from app.charts.clock import zone_label
from app.charts.comparison import words
from app.charts.comparison.chart import SIDES, Comparison
from app.charts.comparison.fields import alone, comparable, title

_NS = 1e6


class Row(NamedTuple):
    """A figure of both sides: as it reads, exact for who points at it, and its change."""

    name: str
    a: str
    b: str
    change: str
    exact_a: str
    exact_b: str


def shown(found: Comparison) -> dict[str, Any]:
    """Keys are those of the template's data-fill attributes."""
    return {
        "facts_a": facts(found, "a"),
        "facts_b": facts(found, "b"),
        "verdict": verdict(found),
        "figures": [row._asdict() for row in figures(found)],
        "runs": [row._asdict() for row in runs(found)],
        "method": found["method"],
        "uncounted": uncounted(found),
        "apart": apart(found),
    }


def facts(found: Comparison, side: str) -> str:
    """How many records of how many, and from when to when."""
    totals, of = found["totals"][side], found["sides"][side]["of"]
    count = numbers.counted(of, "record")
    if totals["requests"] < of:
        count = f"{numbers.exact(totals['requests'])} of {count}"
    if not totals["first"]:
        return f"{count}; none carries a time"
    first, last = (words.clock(totals[name], found["zone"]) for name in ("first", "last"))
    return f"{count}, {first} to {last} {zone_label(found)}"


def verdict(found: Comparison) -> str:
    """What changed by more than chance explains, and what did not."""
    counts = {field: found["panels"][field]["significant"] for field in comparable(found)}
    changed = [
        f"{title(field)} ({numbers.counted(count, 'value')})"
        for field, count in counts.items()
        if count
    ]
    same = [title(field) for field, count in counts.items() if not count]
    if found["error_share"]["significant"]:
        changed.insert(0, "Error rate")
    if not changed:
        return f"Nothing changed by {words.MORE_THAN_CHANCE}."
    text = f"Changed by {words.MORE_THAN_CHANCE}: {', '.join(changed)}."
    return f"{text} Within chance: {', '.join(same)}." if same else text


def figures(found: Comparison) -> list[Row]:
    """The headline figures; visitors, bytes and durations where both sides know any."""
    a, b = (found["totals"][side] for side in SIDES)
    noun = "requests" if "status" in found["panels"] else "records"
    rows = [_row(noun, _both(found, "requests"), numbers.compact)]
    spans = _seconds(a), _seconds(b)
    if all(spans):
        hourly = a["requests"] * 3600 / spans[0], b["requests"] * 3600 / spans[1]
        rows.append(_row("time covered", spans, words.elapsed))
        rows.append(_row(f"{noun} per hour", hourly, numbers.compact))
    known = (
        ("unique visitors", "unique_visitors", numbers.compact),
        ("sent", "bytes_sent", numbers.size),
    )
    for name, key, text in known:
        if all(_both(found, key)):
            rows.append(_row(name, _both(found, key), text))
    rows.append(_row("errors", _both(found, "errors"), numbers.compact))
    rows.append(_error_rate(found))
    return rows + [
        _row(name, (a * _NS, b * _NS), numbers.duration)
        for name, (a, b) in found["durations_ms"].items()
    ]


def runs(found: Comparison) -> list[Row]:
    """How both logs were read: size, time, workers and speed."""
    a, b = (found["sides"][side]["run"] for side in SIDES)
    told: dict[str, tuple[str, Callable[[Any], str]]] = {
        "log": ("bytes", numbers.size),
        "lines": ("records", numbers.compact),
        "wall time": ("wall_ns", numbers.duration),
        "workers": ("workers", numbers.exact),
        "engine": ("engine", str),
        "bytes per second": ("megabytes_per_s", lambda rate: f"{rate:.1f} MB/s"),
        "lines per second": ("records_per_s", numbers.compact),
        "speed-up": ("speed_up", lambda times: f"{times:.2f}x"),
        "efficiency": ("efficiency", numbers.percent),
    }
    return [_row(name, (a[key], b[key]), text) for name, (key, text) in told.items()]


def apart(found: Comparison) -> str:
    """What there is nothing to compare in; empty where both sides have everything."""
    missing = [
        f"only {side.upper()} has values of {', '.join(title(field) for field in fields)}"
        for side in SIDES
        if (fields := alone(found, side))
    ]
    if not found["over_time"]["rows"]:
        missing.append("not both have records with a time")
    if not found["durations_ms"]:
        missing.append("not both say how long requests took")
    text = "; ".join(missing)
    return f"Left out, as there is nothing to compare: {text}." if text else ""


def uncounted(found: Comparison) -> str:
    """Which fields are left out; empty where none is."""
    if not found["uncounted"]:
        return ""
    names = ", ".join(title(field) for field in found["uncounted"])
    return f"Not compared, as a side has too many different values to count: {names}."


def _both(found: Comparison, key: str) -> tuple[int, int]:
    return found["totals"]["a"][key], found["totals"]["b"][key]


def _seconds(totals: dict[str, Any]) -> int:
    if not totals["first"]:
        return 0
    first, last = (datetime.fromisoformat(totals[name]) for name in ("first", "last"))
    return int((last - first).total_seconds()) + 1


def _row(name: str, pair: tuple[Any, Any], text: Callable[[Any], str]) -> Row:
    a, b = pair
    if isinstance(a, str):
        return Row(name, a, b, "the same" if a == b else "different", a, b)
    return Row(name, text(a), text(b), words.relative(a, b), numbers.exact(a), numbers.exact(b))


def _error_rate(found: Comparison) -> Row:
    share = found["error_share"]
    a, b = share["a"], share["b"]
    change = f"{words.points(a, b)}, {words.certainty(significant=share['significant'])}"
    formula = "errors ÷ records; an error is status ≥ 400, or level error or critical"
    return Row("error rate", numbers.percent(a), numbers.percent(b), change, formula, formula)
