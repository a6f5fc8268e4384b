"""Changes in words."""

from contextlib import suppress
from datetime import datetime
from itertools import pairwise

from analyzer.zones import zone_named
from app.charts import numbers

CHANCE = "within chance"
MORE_THAN_CHANCE = "more than chance explains"

_UNITS = (("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1))


def certainty(*, significant: bool) -> str:
    """What a test found."""
    return MORE_THAN_CHANCE if significant else CHANCE


def points(a: float, b: float) -> str:
    """Between two shares, in percentage points: "+6.3 points"; small changes keep two digits."""
    change = 100 * (b - a)
    digits = 1 if abs(change) >= 1 or change == 0 else 2
    return f"{_signed(change, digits)} points"


def relative(a: float, b: float) -> str:
    """The change in percent of a: "+12.3 %", "unchanged"; "new" and "gone" from and to nothing."""
    if a == b:
        return "unchanged"
    if not a:
        return "new"
    if not b:
        return "gone"
    change = 100 * (b - a) / abs(a)
    return f"{_signed(change, 1 if abs(change) < 100 else 0)} %"


def times(a: float, b: float) -> str:
    """How many times as much: "4 times", "0.33 times"."""
    if not a or not b:
        return relative(a, b)
    ratio = b / a
    return f"{ratio:,.0f} times" if ratio >= 10 else f"{ratio:.2g} times"


def shares(a: float, b: float) -> str:
    """From one share to another."""
    return f"{share(a)} → {share(b)}"


def share(part: float) -> str:
    """In percent; none at all has no digits."""
    return numbers.percent(part) if part else "0 %"


def elapsed(seconds: int) -> str:
    """The two largest units: 90_000 -> "1 d 1 h"."""
    for (unit, length), (smaller, part) in pairwise(_UNITS):
        if seconds >= length:
            rest = seconds % length // part
            return f"{seconds // length} {unit}" + (f" {rest} {smaller}" if rest else "")
    return f"{seconds} s"


def clock(time: str, zone: str) -> str:
    """ISO 8601 -> "2026-03-02 14:05:09" as the zone's clock shows it."""
    moment = datetime.fromisoformat(time)
    with suppress(OverflowError):  # at the ends of the calendar
        moment = moment.astimezone(zone_named(zone))
    return moment.strftime("%Y-%m-%d %H:%M:%S")


def _signed(value: float, digits: int) -> str:
    text = f"{abs(value):,.{digits}f}"
    return f"{'-' if value < 0 else '+'}{text}".replace("-", "\u2212")
