"""Rules held against a report."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from analyzer.errors import UsageError
from analyzer.gate.figures import Report
from analyzer.gate.rules import Rule, parse_rule

WORSE_THAN_BEFORE = ("error_rate > baseline * 1.1", "rejected > baseline * 1.1")
"""What a baseline without rules means: a tenth more errors or rejects, as shares."""


@dataclass(frozen=True, slots=True)
class Check:
    """One rule, what it found, and a sentence about it."""

    rule: str
    figure: str
    value: float
    limit: float
    failed: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Passed where no check failed."""

    checks: tuple[Check, ...]

    @property
    def passed(self) -> bool:
        """Whether the report keeps every rule."""
        return not any(check.failed for check in self.checks)

    @property
    def reasons(self) -> list[str]:
        """A sentence for each failed check."""
        return [check.reason for check in self.checks if check.failed]

    def to_json(self) -> dict[str, Any]:
        """As REST answers."""
        return {"passed": self.passed, "checks": [asdict(check) for check in self.checks]}


def judge(report: Report, rules: Sequence[str], baseline: Report | None = None) -> Verdict:
    """The verdict on a report's JSON. That the report covers its sources is always checked: what
    was not read may break any rule. UsageError for a rule that cannot be judged, and where there
    is neither a rule nor a baseline."""
    checks = [_complete(report)]
    for rule in parsed(rules, baseline):
        value, limit = rule.value(report), rule.limit(baseline)
        failed = rule.breaks(value, limit)
        sentence = rule.sentence(value, limit)
        checks.append(Check(rule.text, rule.figure.name, value, limit, failed, sentence))
    return Verdict(tuple(checks))


def parsed(rules: Sequence[str], baseline: Report | None) -> list[Rule]:
    """The rules, or those that a baseline alone means; errors as ``judge``."""
    if not rules and baseline is None:
        raise UsageError("Give at least one rule, for example 'error_rate > 1%', or a baseline.")
    found = [parse_rule(text) for text in rules or WORSE_THAN_BEFORE]
    for rule in found:
        if rule.needs_baseline and baseline is None:
            raise UsageError(f"{rule.text!r} needs a baseline: name an earlier report.")
    return found


def _complete(report: Report) -> Check:
    coverage = report["coverage"]
    done, total = coverage["bytes_analysed"], coverage["bytes_total"]
    failed = coverage["state"] != "complete"
    reason = f"bytes analysed: {done:,} of {total:,}, which fails when not all are"
    return Check("the report is complete", "coverage", float(done), float(total), failed, reason)
