"""Rounds of sudden death: two logs are analysed at a time, one process is killed at a random
moment, and both analyses must end with the right report, or with an honest one that says what is
missing; and of what ran for them nothing may be left."""

import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any

from tests.app.product import ROOT, Product, kill, running_product, until
from tests.app.web import timeless

PATIENCE_SECONDS = 60.0
_LINES = (71_000, 10_000)
_LATEST_SECONDS = 0.4
_RIGHT, _PARTIAL = "the right report", "a partial report that says so"
_WEIGHTS = {
    "worker or generation": 3,
    "supervisor": 3,
    "engine": 3,
    "web worker": 3,
    "launcher": 1,  # a start takes seconds
}


@dataclass(frozen=True)
class Round:
    """What was killed, when (seconds after the uploads were accepted), whether there still was one,
    and how it ended."""

    victim: str
    after_s: float
    struck: bool
    ending: str

    @property
    def right(self) -> bool:
        """Whether nothing was missing."""
        return self.ending == _RIGHT


@dataclass(frozen=True)
class Game:
    """A product, the logs that it analyses, and their reports when nobody dies."""

    product: Product
    logs: Sequence[bytes]
    expected: Sequence[dict[str, Any]]

    def play(self, dice: random.Random) -> Round:
        """One round; fails where an analysis does not end, or ends with a report that is wrong."""
        (victim,) = dice.choices(list(_WEIGHTS), list(_WEIGHTS.values()))
        after, which = dice.uniform(0.0, _LATEST_SECONDS), dice.random()
        client = self.product.client
        ids = [client.upload("rounds.log", log).json()["id"] for log in self.logs]
        time.sleep(after)
        struck = self._strike(victim, which)
        endings = {
            self._judge(id, _end(self.product, id), expected)
            for id, expected in zip(ids, self.expected, strict=True)
        }
        until(lambda: not self.product.of_analyses(), PATIENCE_SECONDS, "their processes are gone")
        for id in ids:
            client.delete(id)
        return Round(victim, after, struck, _PARTIAL if _PARTIAL in endings else _RIGHT)

    def _strike(self, victim: str, which: float) -> bool:
        """``which`` of them, from 0 to 1, is drawn before it is known how many there are: draws
        that depend on that would make other rounds of the same seed."""
        if victim == "launcher":
            self.product.die()
            self.product.start_again()
            return True
        chosen = _victims(self.product)[victim]()
        if chosen:
            kill(chosen[int(which * len(chosen))])
        return bool(chosen)

    def _judge(self, id: str, state: str, expected: dict[str, Any]) -> str:
        assert state == "done", self.product.client.get(f"/api/v1/analyses/{id}").json()
        report = timeless(self.product.client.report(id))
        if report == expected:
            return _RIGHT
        lost = sum(one["end"] - one["start"] for one in report["quarantined"])
        covered = report["accounting"]["bytes"] + lost
        assert report["coverage"]["state"] == "damaged"
        assert covered == expected["accounting"]["bytes"]
        return _PARTIAL


@contextmanager
def game(folder: Path) -> Iterator[Game]:
    """A product of its own; when it ends, it must leave nothing behind."""
    logs = [_make_log(folder, lines) for lines in _LINES]
    with running_product() as product:
        expected = [
            timeless(product.client.upload("rounds.log", log, wait=60).json()) for log in logs
        ]
        yield Game(product, logs, expected)


def _victims(product: Product) -> Mapping[str, Callable[[], list[int]]]:
    """Pids that may be killed, by what they are; asked at the moment of the deed."""
    return {
        "worker or generation": lambda: sorted(
            set(product.of_analyses()) - set(product.supervisors())
        ),
        "supervisor": product.supervisors,
        "engine": product.engines,
        "web worker": product.web_workers,
    }


def _make_log(folder: Path, lines: int) -> bytes:
    """Some 17 MB, parsed while it arrives, or 2.4 MB, which has a place beside that."""
    file = folder / f"{lines}.log"
    command = [sys.executable, "sample_logs/generate.py", "--lines", str(lines), str(file)]
    subprocess.run(command, cwd=ROOT, check=True)
    return file.read_bytes()


def _end(product: Product, id: str) -> str:
    seen = {"state": ""}

    def ended() -> bool:
        try:
            answer = product.client.get(f"/api/v1/analyses/{id}", wait=5)
        except (OSError, HTTPException):
            return False  # a web worker has just died; the next one answers
        seen["state"] = answer.json()["state"] if answer.status == 200 else ""
        return seen["state"] in ("done", "failed", "cancelled")

    until(ended, PATIENCE_SECONDS, "the analysis ends")
    return seen["state"]
