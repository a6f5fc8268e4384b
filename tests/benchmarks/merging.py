"""What it costs to bring partial results together: transfer, merge and the parent's other work."""

from collections import defaultdict
from functools import partial
from statistics import median
from typing import Any

from tests.benchmarks.bench import Bench, Section, say
from tests.benchmarks.logs import Log
from tests.benchmarks.peers import ours
from tests.benchmarks.peers.base import Task
from tests.benchmarks.processes import play
from tests.benchmarks.rounds import take_turns
from tests.benchmarks.table import counted, markdown_table

_CHUNKS = ("as chosen", "8MiB", "1MiB")
_PARENT = "parent"
_PHASES = (
    "Where the time goes with chunks as chosen: each lane's phases as shares of the wall time,"
    " workers added up."
)

Timing = dict[str, Any]


def run(bench: Bench) -> Section:
    """The report's own timing at several chunk sizes: the smaller, the more there is to merge."""
    log = bench.log()
    timings: dict[str, list[Timing]] = {size: [] for size in _CHUNKS}
    contenders = {
        f"chunks {size}": partial(_seconds, bench.task(log), size, timings[size])
        for size in _CHUNKS
    }
    take_turns(contenders, bench.rounds, say)
    rows = []
    for size, runs in timings.items():
        count = len(runs[0]["chunks"])
        walls = median(one["wall_ns"] for one in runs) / 1e9
        shares = [
            f"{median(one['summary'][f'{name}_share'] for one in runs):.1%}"
            for name in ("transfer", "merge")
        ]
        rows.append([size, f"{count:,}", f"{walls:.3f}", *shares])
    heads = ["chunk size", "chunks", "seconds", "transfer", "merge"]
    phases = _phases(timings[_CHUNKS[0]])
    markdown = "\n\n".join(
        [
            _explained(bench, log),
            markdown_table(heads, rows),
            _PHASES,
            markdown_table(["", "parent", "workers"], phases),
        ]
    )
    summaries = {size: [one["summary"] for one in runs] for size, runs in timings.items()}
    return Section("Merge", markdown, {"summaries": summaries, "phases": phases})


def _explained(bench: Bench, log: Log) -> str:
    return (
        f"Loglanes with {bench.workers} workers, {log.lines:,} lines, medians of"
        f" {counted(bench.rounds, 'round')}, from the report's timing (imports not included)."
        " Shares: of the parent's time in the wall time."
    )


def _seconds(task: Task, size: str, timings: list[Timing]) -> float:
    options = () if size == _CHUNKS[0] else ("--chunk-size", size)
    output = task.scratch / "merge.out"
    seconds = play(ours.command(task, *options), output).seconds
    timings.append(ours.report_in(output)["timing"])
    return seconds


def _phases(runs: list[Timing]) -> list[list[str]]:
    """A row a phase, in the order in which they first occur."""
    shares: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for one in runs:
        taken: dict[tuple[str, str], int] = defaultdict(int)
        for lane, _, phase, start, end, *_ in sorted(one["spans"], key=lambda span: span[3]):
            taken[phase, _PARENT if lane == _PARENT else "workers"] += end - start
        for (phase, lane), length in taken.items():
            shares[phase][lane].append(length / one["wall_ns"])
    return [
        [phase, *(f"{median(by[n]):.1%}" if by[n] else "-" for n in (_PARENT, "workers"))]
        for phase, by in shares.items()
    ]
