"""Rounds of sudden death: a log is analysed, one process is killed at a random moment, and the
analysis must end with the right report, or with an honest one that says what is missing."""

import random
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any

from tests.app.product import ROOT, Product, kill, until
from tests.app.web import timeless

PATIENCE_SECONDS = 60.0
_LINES = 90_000


@dataclass(frozen=True)
class Round:
    """What was killed, when (seconds after the upload was accepted), and how it ended."""

    victim: str
    after_s: float
    ending: str


def victims(product: Product) -> Mapping[str, Callable[[], list[int]]]:
    """Pids that may be killed, by what they are; asked at the moment of the deed."""
    return {
        "worker or generation": lambda: product.of_analyses()[1:],
        "supervisor": product.supervisors,
        "engine": product.engines,
        "web worker": product.web_workers,
    }


def make_log(folder: Path) -> bytes:
    """Some 22 MB: a second of work, parsed while it arrives."""
    file = folder / "rounds.log"
    command = [sys.executable, "sample_logs/generate.py", "--lines", str(_LINES), str(file)]
    subprocess.run(command, cwd=ROOT, check=True)
    return file.read_bytes()


def clean_report(product: Product, log: bytes) -> dict[str, Any]:
    """What the log's report is when nobody dies."""
    answer = product.client.upload("rounds.log", log, wait=60)
    return timeless(answer.json())


def play(product: Product, log: bytes, expected: dict[str, Any], dice: random.Random) -> Round:
    """One round; fails where the analysis does not end, or ends with a report that is wrong."""
    victim = dice.choice(sorted(victims(product)))
    after = dice.uniform(0.0, 0.8)
    id = product.client.upload("rounds.log", log).json()["id"]
    time.sleep(after)
    chosen = victims(product)[victim]()
    if chosen:
        kill(dice.choice(chosen))
    state = _end(product, id)
    ending = _judge(product, id, state, expected)
    product.client.ask("DELETE", f"/api/v1/analyses/{id}")
    return Round(victim, after, ending)


def _end(product: Product, id: str) -> str:
    seen = {"state": ""}

    def ended() -> bool:
        try:
            answer = product.client.get(f"/api/v1/analyses/{id}")
        except (OSError, HTTPException):
            return False  # a web worker has just died; the next one answers
        seen["state"] = answer.json()["state"] if answer.status == 200 else ""
        return seen["state"] in ("done", "failed", "cancelled")

    until(ended, PATIENCE_SECONDS, "the analysis ends")
    return seen["state"]


def _judge(product: Product, id: str, state: str, expected: dict[str, Any]) -> str:
    assert state == "done", f"the analysis is {state}"
    report = timeless(product.client.get(f"/api/v1/analyses/{id}/report").json())
    if report == expected:
        return "the right report"
    lost = sum(one["end"] - one["start"] for one in report["quarantined"])
    covered = report["accounting"]["bytes"] + lost
    assert report["coverage"]["state"] == "damaged"
    assert covered == expected["accounting"]["bytes"]
    return "a partial report that says so"
