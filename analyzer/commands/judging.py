"""The verdict at the end of a command: exit code 1 with the reasons."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analyzer.commands.console import Console
from analyzer.errors import UsageError
from analyzer.exports.saved import read_report
from analyzer.gate.junit import junit_xml
from analyzer.gate.verdict import Verdict, judge, parsed
from analyzer.terminal import safe_text

FAILED = 1
"""The exit code of a verdict that is not passed."""


class Gate:
    """The rules that were asked for, read and checked before any work is done."""

    def __init__(self, chosen: argparse.Namespace) -> None:
        self._rules: list[str] = chosen.fail_if
        self._baseline = read_report(chosen.baseline) if chosen.baseline else None
        if self._asked:
            parsed(self._rules, self._baseline)
        self._junit: str | None = chosen.junit
        if self._junit and not self._asked:
            raise UsageError("--junit writes a verdict: give --fail-if or --baseline, too.")

    @property
    def _asked(self) -> bool:
        return bool(self._rules) or self._baseline is not None

    def judge(self, report: Mapping[str, Any]) -> Verdict | None:
        """None where nobody asked for a verdict."""
        if not self._asked:
            return None
        verdict = judge(report, self._rules, self._baseline)
        if self._junit:
            names = ", ".join(source["name"] for source in report["sources"])
            Path(self._junit).write_text(junit_xml(verdict, names), encoding="utf-8")
        return verdict


def pronounce(verdict: Verdict | None, console: Console) -> int:
    """Says why it failed; the exit code."""
    if verdict is None or verdict.passed:
        return 0
    for reason in verdict.reasons:
        console.say(console.paint("Failed: ", "bad", console.err) + safe_text(reason))
    return FAILED
