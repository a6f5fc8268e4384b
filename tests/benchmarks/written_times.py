"""Moments of requests as a log of some format writes them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache

from analyzer.formats.layouts import MONTHS, Layout
from tests.benchmarks.traffic import Texts, Traffic

_MICROSECONDS = 6
"""Digits of a fraction that are drawn; any more are zeros."""


def moments(traffic: Traffic, layout: Layout, sample: str) -> Texts:
    """When the requests were made, written as the sample is: in its layout, with as many digits of
    a second, and with what stands behind."""
    if layout.epoch:
        return _epochs(traffic, sample)
    if layout.strptime:
        return [_moment(time).strftime(layout.strptime) for time in traffic.time.tolist()]
    width = len(layout.template)
    digits = _fraction_digits(sample[width:])
    behind = sample[width + digits + bool(digits) :]
    point = sample[width : width + bool(digits)]
    marks = _with_marks(layout.template, sample)
    whole = [_written(marks, time) for time in traffic.time.tolist()]
    if not digits:
        return [text + behind for text in whole]
    parts = zip(whole, _fractions(traffic, digits), strict=True)
    return [f"{text}{point}{fraction}{behind}" for text, fraction in parts]


def clf_dates(traffic: Traffic) -> Texts:
    """As the common log format has them, without the zone."""
    return [_written("[%d/%b/%Y:%H:%M:%S", time) for time in traffic.time.tolist()]


def _epochs(traffic: Traffic, sample: str) -> Texts:
    whole, _, fraction = sample.partition(".")
    more = _fractions(traffic, len(whole) - 10)
    behind = _fractions(traffic, len(fraction))
    point = "." if fraction else ""
    parts = zip(traffic.time.tolist(), more, behind, strict=True)
    return [f"{time}{digits}{point}{rest}" for time, digits, rest in parts]


def _fractions(traffic: Traffic, digits: int) -> Texts:
    if digits <= 0:
        return [""] * len(traffic)
    found = [f"{one:0{_MICROSECONDS}}" for one in traffic.fraction.tolist()]
    return [one[:digits].ljust(digits, "0") for one in found]


def _fraction_digits(behind: str) -> int:
    rest = behind[1:] if behind[:1] in (".", ",") else ""
    return len(rest) - len(rest.lstrip("0123456789"))


def _with_marks(template: str, sample: str) -> str:
    """The template for ``strftime``, with the characters that the sample has between the parts."""
    found, at = "", 0
    while at < len(template):
        for part, directive in _PARTS:
            if template.startswith(part, at):
                found, at = found + directive, at + len(part)
                break
        else:
            found, at = found + sample[at].replace("%", "%%"), at + 1
    return found


_PARTS: Sequence[tuple[str, str]] = (
    ("YYYY", "%Y"), ("YY", "%y"), ("Mon", "%b"), ("MM", "%m"), ("DDD", "%j"), ("DD", "%d"),
    ("hh", "%H"), ("mm", "%M"), ("ss", "%S"),
)  # fmt: skip


@lru_cache(maxsize=1 << 20)
def _written(marks: str, time: int) -> str:
    moment = _moment(time)
    return moment.strftime(marks.replace("%b", MONTHS[moment.month - 1]))


def _moment(time: int) -> datetime:
    return datetime.fromtimestamp(time, UTC)
