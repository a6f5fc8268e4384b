"""A rule says when a report fails: ``error_rate > 1%``, ``rejected > 0``, ``bytes > 2GiB``,
``p95(duration) > 800ms``, ``errors > baseline * 1.5``.

    rule     = figure operator limit
    operator = ">" | ">=" | "<" | "<=" | "==" | "!="
    limit    = number ["%" | size unit | "us" | "ms" | "s"]
             | "baseline" [("*" | "+" | "-") number ["%"]]
"""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from analyzer.errors import UsageError
from analyzer.gate.figures import FIGURES, Figure, Report
from analyzer.sizes import parse_size, show_size

_OPERATORS: Mapping[str, tuple[Callable[[float, float], bool], str]] = {
    ">=": (operator.ge, "at or above"),
    "<=": (operator.le, "at or below"),
    "==": (operator.eq, "equal to"),
    "!=": (operator.ne, "other than"),
    ">": (operator.gt, "above"),
    "<": (operator.lt, "below"),
}
_CHANGES: Mapping[str, Callable[[float, float], float]] = {
    "*": operator.mul,
    "+": operator.add,
    "-": operator.sub,
}
_NUMBER = r"[0-9]{1,15}(?:\.[0-9]{1,9})?"
_RULE = re.compile(
    rf"""\s*(?P<figure>[a-z_][a-z0-9_.]*(?:\([a-z_]*\))?)
    \s*(?P<operator>>=|<=|==|!=|>|<)\s*
    (?: (?P<number>{_NUMBER})\s*(?P<unit>%|[A-Za-z]*)
      | baseline (?:\s*(?P<change>[*+-])\s*(?P<by>{_NUMBER})\s*(?P<by_unit>%?))? )\s*""",
    re.VERBOSE,
)
_MILLISECONDS = {"": 1.0, "us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True, slots=True)
class Rule:
    """``limit`` gives the limit for a report's baseline; ``in_share`` compares the figure as a
    share of its whole."""

    text: str
    figure: Figure
    operator: str
    limit: Callable[[Report | None], float]
    in_share: bool
    needs_baseline: bool = False

    def value(self, report: Report) -> float:
        """The figure's, as the rule compares it."""
        return self.figure.share(report) if self.in_share else self.figure.read(report)

    def breaks(self, value: float, limit: float) -> bool:
        """Whether the value fails the report."""
        return _OPERATORS[self.operator][0](value, limit)

    def sentence(self, value: float, limit: float) -> str:
        """What was found, and what of it would fail."""
        relation = _OPERATORS[self.operator][1]
        found, bound = self._show(value), self._show(limit)
        return f"{self.figure.text}: {found}, which fails when {relation} {bound}"

    def _show(self, value: float) -> str:
        if self.in_share or self.figure.unit == "share":
            return f"{100 * value:.4f}".rstrip("0").rstrip(".") + "%"
        if self.figure.unit == "ms":
            return f"{value:,.4g} ms"
        if self.figure.unit == "bytes":
            return f"{value:,.0f} bytes ({show_size(value)})"
        return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"


def parse_rule(text: str) -> Rule:
    """The rule; UsageError saying what of it is not understood, and what may stand there."""
    match = _RULE.fullmatch(text)
    if match is None:
        raise UsageError(
            f"{text!r} is no rule. Write a figure, an operator and a limit: 'error_rate > 1%',"
            f" 'rejected > 0', 'errors > baseline * 1.5'. Figures: {', '.join(FIGURES)}."
        )
    figure = _figure(match["figure"])
    if match["number"] is None:
        return _against_baseline(text, figure, match)
    limit, in_share = _limit(text, figure, match["number"], match["unit"])
    return Rule(text.strip(), figure, match["operator"], lambda _baseline: limit, in_share)


def _figure(name: str) -> Figure:
    if name in FIGURES:
        return FIGURES[name]
    raise UsageError(f"There is no figure {name!r}. Figures: {', '.join(FIGURES)}.")


def _limit(text: str, figure: Figure, number: str, unit: str) -> tuple[float, bool]:
    """The limit, and whether it is a share."""
    if unit == "%":
        if figure.whole is None and figure.unit != "share":
            raise UsageError(f"{text!r}: {figure.name} is a share of nothing. Give a number.")
        return float(number) / 100, True
    if figure.unit == "ms" and unit in _MILLISECONDS:
        return float(number) * _MILLISECONDS[unit], False
    if unit and figure.unit != "bytes":
        raise UsageError(f"{text!r}: {unit!r} is no unit of {figure.name}.")
    return (float(parse_size(number + unit)) if unit else float(number)), False


def _against_baseline(text: str, figure: Figure, match: "re.Match[str]") -> Rule:
    """Compared as shares where the figure has a whole: two logs are seldom of the same length."""
    in_share = figure.whole is not None
    by = float(match["by"] or 1) / (100 if match["by_unit"] else 1)
    change = _CHANGES[match["change"] or "*"]

    def limit(baseline: Report | None) -> float:
        assert baseline is not None
        then = figure.share(baseline) if in_share else figure.read(baseline)
        return change(then, by)

    return Rule(text.strip(), figure, match["operator"], limit, in_share, needs_baseline=True)
