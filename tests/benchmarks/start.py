"""What it takes until a small log is answered: start, imports, workers."""

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from tests.benchmarks.bench import Bench, Section, say
from tests.benchmarks.logs import Log
from tests.benchmarks.peers import ours
from tests.benchmarks.peers.base import Peer, Task
from tests.benchmarks.processes import PeerFailed, play
from tests.benchmarks.rounds import take_turns
from tests.benchmarks.table import bars, counted, markdown_table, ratio, spread

_BYTES = 10**6
_LINES = 5_000
"""Enough for the bytes: a line of the generator has about 240."""


def run(bench: Bench) -> Section:
    """The command line on 1 MB, beside the parts of its start and the other commands."""
    log = bench.log(_LINES, _BYTES)
    task = bench.task(log)
    python, analyzer = sys.executable, [sys.executable, "-m", "analyzer"]
    commands: dict[str, Sequence[str]] = {
        "Loglanes": [*analyzer, "analyze", str(log.path), "--json"],
        f"Loglanes, --workers {bench.workers}": ours.command(task),
        "Loglanes, --engine serial": ours.command(task, "--engine", "serial", workers=1),
        "Loglanes, --help": [*analyzer, "--help"],
        "its imports": [python, "-c", "import analyzer.analysis, analyzer.report"],
        "Python alone": [python, "-c", "pass"],
    }
    output = bench.scratch / "start.out"
    contenders = {name: partial(_seconds, command, output) for name, command in commands.items()}
    for run in contenders.values():
        run()
    contenders |= {
        peer.title: partial(_played, peer, task)
        for peer in bench.peers
        if not peer.name.startswith("ours") and _starts(peer, task)
    }
    times = take_turns(contenders, bench.rounds, say)
    base = times["Loglanes"]
    rows = [[name, spread(taken), ratio(taken.ratio(base))] for name, taken in times.items()]
    markdown = "\n\n".join(
        [
            _explained(bench, log),
            markdown_table(["", "seconds", "ratio"], rows),
            bars({name: taken.median for name, taken in times.items()}, "s"),
        ]
    )
    data = {name: list(taken.seconds) for name, taken in times.items()}
    return Section("Start", markdown, {"seconds": data})


def _explained(bench: Bench, log: Log) -> str:
    return (
        f"Whole processes on {log.lines:,} lines, {log.bytes / 1e6:.1f} MB,"
        f" {counted(bench.rounds, 'round')} in turns; each was started once before. Ratio: times as"
        " long as Loglanes as it chooses by itself. All of them are given this log whole."
    )


def _starts(peer: Peer, task: Task) -> bool:
    """Starts it once, so that nobody pays for compiling modules or reading programs from disk."""
    try:
        peer.play(task)
    except PeerFailed as failure:
        say(f"start: {peer.title} {failure}")
        return False
    return True


def _played(peer: Peer, task: Task) -> float:
    return peer.play(task).seconds


def _seconds(command: Sequence[str], output: Path) -> float:
    return play(command, output).seconds
