"""The verdict at the end of a command: exit code 1 with the reasons."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analyzer.commands.console import Console
from analyzer.errors import UsageError

if TYPE_CHECKING:
    from analyzer.gate.verdict import Verdict

FAILED = 1
"""The exit code of a verdict that is not passed."""


class Gate:
    """The rules that were asked for, read and checked before any work is done. What judges is
    imported where there are any."""

    def __init__(self, chosen: argparse.Namespace) -> None:
        self._rules: list[str] = chosen.fail_if
        self._baseline: dict[str, Any] | None = None
        if chosen.baseline:
            from analyzer.exports.saved import read_report

            self._baseline = read_report(chosen.baseline)
        if self._asked:
            from analyzer.gate.verdict import parsed

            parsed(self._rules, self._baseline)
        self._junit: str | None = chosen.junit
        if self._junit and not self._asked:
            raise UsageError("--junit writes a verdict: give --fail-if or --baseline, too.")

    @property
    def _asked(self) -> bool:
        return bool(self._rules) or self._baseline is not None

    def judge(self, report: Mapping[str, Any]) -> "Verdict | None":
        """None where nobody asked for a verdict."""
        if not self._asked:
            return None
        from analyzer.gate.junit import junit_xml
        from analyzer.gate.verdict import judge

        verdict = judge(report, self._rules, self._baseline)
        if self._junit:
            names = ", ".join(source["name"] for source in report["sources"])
            Path(self._junit).write_text(junit_xml(verdict, names), encoding="utf-8")
        return verdict


def pronounce(verdict: "Verdict | None", console: Console) -> int:
    """Says why it failed; the exit code."""
    if verdict is None or verdict.passed:
        return 0
    from analyzer.terminal import safe_text

    for reason in verdict.reasons:
        console.say(console.paint("Failed: ", "bad", console.err) + safe_text(reason))
    return FAILED
