"""What a benchmark is given, and what it gives back."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.benchmarks.logs import Log, first_part, make_log
from tests.benchmarks.peers.base import Peer, Task


@dataclass(frozen=True, slots=True)
class Bench:
    """What was asked for: lines of the log, rounds, workers (or threads), the peers that can run,
    how many times as long the memory benchmark's second log is, and a folder for logs and one for
    outputs."""

    lines: int
    rounds: int
    workers: int
    factor: int
    peers: Sequence[Peer]
    logs: Path
    scratch: Path

    def log(self, lines: int | None = None, size: int | None = None, kind: str = "") -> Log:
        """The log of so many lines (or as many as were asked for), the usual one or a variant, or
        the first ``size`` bytes of it; read once."""
        log = make_log(self.logs, lines or self.lines, say, kind)
        if size is not None:
            log = first_part(log, size)
        log.warm()
        return log

    def task(self, log: Log, workers: int | None = None) -> Task:
        """The work on a log."""
        return Task(log.path, workers or self.workers, self.scratch)


@dataclass(frozen=True, slots=True)
class Section:
    """A benchmark's results: as Markdown, as data for JSON, and the disagreements it met."""

    title: str
    markdown: str
    data: dict[str, Any]
    disagreements: Sequence[str] = field(default_factory=tuple)


Benchmark = Callable[[Bench], Section]


def say(text: str) -> None:
    """Progress, on the standard error."""
    print(text, file=sys.stderr, flush=True)
