"""Loglanes as a command: a new process each time, which imports, starts workers, prints JSON."""

import json
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.benchmarks.answer import Answer, Row
from tests.benchmarks.peers.base import CommandPeer, Task

_SHOWN = {"status": "status_codes", **{n: n for n in ("methods", "paths", "clients", "not_found")}}


def command(task: Task, *options: str, workers: int | None = None) -> list[str]:
    """``python -m analyzer analyze``; workers are the task's unless said otherwise. The log is not
    hashed: no other program does that."""
    count = str(workers or task.workers)
    analyze = [sys.executable, "-m", "analyzer", "analyze", str(task.log)]
    return [*analyze, "--workers", count, "--json", "--no-sha256", *options]


def report_in(output: Path) -> dict[str, Any]:
    """The report that a run printed."""
    return dict(json.loads(output.read_bytes()))


def answer_of(report: Mapping[str, Any]) -> Answer:
    """A report's figures in the words that all peers share."""
    totals = report["totals"]
    rows = {name: panel["rows"] for name, panel in report["panels"].items()}
    panels: dict[str, list[Row]] = {name: rows[ours] for name, ours in _SHOWN.items()}
    panels["referrers"] = [["-" if r[0] == "(none)" else r[0], *r[1:]] for r in rows["referrers"]]
    panels["over_time"] = _over_time(rows["requests_over_time"], rows["bytes_over_time"])
    panels["week"] = [[day * 24 + hour, n] for day, hour, n in rows["weekly_pattern"] if n]
    panels["sizes"] = [[first.bit_length(), n] for first, _, n in rows["response_sizes"] if n]
    panels["status"] = sorted(panels["status"])
    return Answer(
        requests=totals["requests"],
        bytes_sent=totals["bytes_sent"],
        errors=totals["errors"],
        visitors=totals["unique_visitors"],
        statuses={str(status): n for status, n, _ in rows["status_codes"]},
        panels=panels,
    )


def _over_time(requests: list[Row], sizes: list[Row]) -> list[Row]:
    """One row a bucket and status class; ours hold the classes side by side, 1xx first."""
    return [
        [int(datetime.fromisoformat(time).timestamp()), group, count, size]
        for (time, *counts), (_, *amounts) in zip(requests, sizes, strict=True)
        for group, (count, size) in enumerate(zip(counts, amounts, strict=True), 1)
        if count
    ]


def _read(output: Path) -> Answer:
    return answer_of(report_in(output))


COLD = CommandPeer(
    name="ours",
    title="Loglanes, cold",
    note="the command line, from the start of Python to the last byte of JSON, without the"
    " log's hash; besides what the others answer it accounts for every line and byte, and"
    " classifies browsers, systems, bots and referring sites",
    command=command,
    read=_read,
)

ALONE = CommandPeer(
    name="ours-1",
    title="Loglanes, cold, 1 worker",
    note="the same with one worker process",
    command=lambda task: command(task, workers=1),
    read=_read,
)
