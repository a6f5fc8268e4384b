"""What measuring itself costs: the same map with the clock of phases and the flight recorder at
work, and with both replaced by ones that measure nothing."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from statistics import median
from unittest.mock import patch

from analyzer import worker
from analyzer.engines import beacon
from analyzer.engines.recorder import Recorder
from analyzer.model import Options
from analyzer.planning import make_plan
from analyzer.source.chunks import open_source
from analyzer.timing.clock import PhaseClock
from analyzer.watch import Watch
from analyzer.worker import ChunkTask, process_chunk
from tests.benchmarks.bench import Bench, Section, say
from tests.benchmarks.logs import Log
from tests.benchmarks.table import counted, markdown_table

_CHUNK = 8 << 20
_SEED = 7


class SilentClock(PhaseClock):
    """Measures nothing."""

    @contextmanager
    def measure(self, _phase: str) -> Iterator[None]:
        """Only runs the block."""
        yield


def run(bench: Bench) -> Section:
    """In this process, chunk by chunk, each with and without in a random order: what disturbs one
    disturbs its neighbour. Processor time, which does not grow when others want the processor."""
    log = bench.log()
    tasks = _tasks(log)
    recorder = Recorder(1)
    recorder.begin(0, 1)

    def measured(task: ChunkTask) -> None:
        beacon.listen(lambda phase, size: recorder.beat(0, phase, size))
        process_chunk(task)

    def unmeasured(task: ChunkTask) -> None:
        beacon.listen(beacon.nobody)
        with patch.object(worker, "PhaseClock", SilentClock):
            process_chunk(task)

    process_chunk(tasks[0])  # what the first chunk pays for all others
    dice, rounds = Random(_SEED), []
    for number in range(1, bench.rounds + 1):
        rounds.append([_pair(task, measured, unmeasured, dice) for task in tasks])
        say(f"round {number} of {bench.rounds}: {median(rounds[-1]):+.2%}")
    heads = ["", "processor time more than without"]
    rows = [["the clock and the flight recorder", _told(rounds)]]
    markdown = "\n\n".join([_explained(bench, log, len(tasks)), markdown_table(heads, rows)])
    return Section("Instrumentation", markdown, {"shares": rounds})


def _tasks(log: Log) -> list[ChunkTask]:
    source = open_source(0, str(log.path))
    plan = make_plan([source], Options(workers=1, chunk_bytes=_CHUNK), Watch())
    return [plan.task(chunk) for chunk in plan.chunks]


def _pair(
    task: ChunkTask,
    measured: Callable[[ChunkTask], None],
    unmeasured: Callable[[ChunkTask], None],
    dice: Random,
) -> float:
    """How much more the chunk took with than without, as a share."""
    taken = {}
    for way in dice.sample([measured, unmeasured], 2):
        begun = time.thread_time_ns()
        way(task)
        taken[way] = time.thread_time_ns() - begun
    return taken[measured] / taken[unmeasured] - 1


def _told(rounds: list[list[float]]) -> str:
    """Of all pairs, and how far the medians of rounds lie apart."""
    medians = [median(pairs) for pairs in rounds]
    whole = median(pair for pairs in rounds for pair in pairs)
    return f"{whole:+.2%} ({min(medians):+.2%} to {max(medians):+.2%})"


def _explained(bench: Bench, log: Log, chunks: int) -> str:
    return (
        f"One process, {log.lines:,} lines in {chunks} chunks, {counted(bench.rounds, 'round')};"
        " each chunk once with and once without, in random order. Median of all pairs (least and"
        " largest median of a round)."
    )
