"""A report held against what others have counted in the same log."""

import json
import re
from collections.abc import Iterator
from typing import Any

from tests.corpus.manifest import Entry

_ORIGIN_LINES = re.compile(r"origin parser[^:|]*: (\d+) of (\d+) lines parsed")
_NOT_BLANK = re.compile(r"builder count: (\d+) lines that are not blank")


def counted(report: dict[str, Any]) -> dict[str, Any]:
    """The report in the words of the facts."""
    panels = report["panels"]
    methods = panels.get("methods", {"rows": []})["rows"]
    return {
        "nonblank_lines": report["accounting"]["records"],
        "matched": report["accounting"]["parsed"],
        "unmatched": report["accounting"]["rejected"],
        "status": {str(row[0] or "-"): row[1] for row in panels["status_codes"]["rows"]},
        "methods": {row[0]: row[1] for row in methods if row[0] != "(none)"},
        "bytes_sum": report["totals"]["bytes_sent"],
        "first_utc": report["totals"]["first"],
        "last_utc": report["totals"]["last"],
        "unique_clients": panels["clients"]["rows_total"],
    }


def differences(entry: Entry, report: dict[str, Any]) -> Iterator[str]:
    """What the report says otherwise than the facts beside the log, the origin's own parser and
    the manifest's count of lines."""
    facts = entry.path.with_name(f"{entry.path.name}.facts.json")
    if facts.exists():
        yield from _from_facts(json.loads(facts.read_text(encoding="utf-8")), report)
    yield from _from_truth(entry.truth, report["accounting"])
    if report["coverage"]["state"] == "complete":
        yield from _from_lines(entry.lines, report["accounting"])


def _from_facts(facts: dict[str, Any], report: dict[str, Any]) -> Iterator[str]:
    if "status_codes" not in report["panels"]:
        yield "no panel of status codes"
        return
    for name, ours in counted(report).items():
        if ours != facts[name]:
            yield f"{name} {_short(ours)}, facts {_short(facts[name])}"


def _from_truth(truth: str, accounting: dict[str, int]) -> Iterator[str]:
    if (found := _ORIGIN_LINES.search(truth)) and accounting["parsed"] < int(found[1]):
        yield f"{accounting['parsed']} parsed, origin {found[1]} of {found[2]}"
    if found := _NOT_BLANK.search(truth):
        lines = accounting["records"] + accounting["continued"]
        if lines > int(found[1]):
            yield f"{lines} lines that are not blank, manifest {found[1]}"


def _from_lines(lines: int, accounting: dict[str, int]) -> Iterator[str]:
    ours = accounting["records"] + accounting["blank"] + accounting["continued"]
    if ours != lines:
        yield f"{ours} lines, manifest {lines}"


def _short(value: object) -> str:
    """Counts apart by commas."""
    if isinstance(value, dict):
        return " ".join(f"{name}:{count}" for name, count in sorted(value.items()))
    return str(value)
