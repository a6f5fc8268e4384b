"""What a second worker brings, and what the report itself says of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from tests.benchmarks.bench import Bench, Section, say
from tests.benchmarks.logs import Log
from tests.benchmarks.peers import ours
from tests.benchmarks.peers.base import Task
from tests.benchmarks.processes import play
from tests.benchmarks.rounds import take_turns
from tests.benchmarks.table import bars, counted, markdown_table, spread

Timing = dict[str, Any]


def run(bench: Bench) -> Section:
    """The command line with 1, 2, 4 ... workers up to those asked for, in turns."""
    log = bench.log()
    counts = sorted({1, bench.workers, *(n for n in (2, 4, 8, 16, 32) if n < bench.workers)})
    timings: dict[int, list[Timing]] = {count: [] for count in counts}
    contenders = {
        _name(count): partial(_seconds, bench.task(log, count), timings[count]) for count in counts
    }
    times = take_turns(contenders, bench.rounds, say)
    alone = times[_name(1)]
    rows = []
    for count in counts:
        taken = times[_name(count)]
        speed_up = 1 / taken.ratio(alone)
        rows.append(
            [
                _name(count),
                spread(taken),
                f"{log.lines / taken.median:,.0f}",
                f"{speed_up:.2f}",
                f"{speed_up / count:.0%}",
                f"{median(one['summary']['speed_up'] for one in timings[count]):.2f}",
            ]
        )
    predicted = _predicted(timings, counts[-1])
    heads = ["", "seconds", "records/s", "speed-up", "efficiency", "busy/map time"]
    markdown = "\n\n".join(
        [
            _explained(bench, log),
            markdown_table(heads, rows),
            predicted.sentence,
            bars({name: taken.median for name, taken in times.items()}, "s"),
        ]
    )
    data = {
        "seconds": {name: list(taken.seconds) for name, taken in times.items()},
        "speed_up": {name: 1 / taken.ratio(alone) for name, taken in times.items()},
        "claimed": {n: [one["summary"]["speed_up"] for one in of] for n, of in timings.items()},
        "prediction_error": predicted.error,
    }
    return Section("Scaling", markdown, data)


@dataclass(frozen=True, slots=True)
class _Predicted:
    sentence: str
    error: float


def _predicted(timings: Mapping[int, Sequence[Timing]], workers: int) -> _Predicted:
    """What the runs with all workers say that one would have taken, round by round."""
    pairs = [
        (dict(several["what_if"]["curve"])[1], one["wall_ns"] / 1e9)
        for several, one in zip(timings[workers], timings[1], strict=True)
    ]
    error = median(said / taken - 1 for said, taken in pairs)
    said, taken = (median(values) for values in zip(*pairs, strict=True))
    return _Predicted(
        f"What-if: from the runs with {workers}, one worker is predicted to take {said:.3f} s; it"
        f" took {taken:.3f} s; the median of the rounds' differences is {error:+.1%}.",
        error,
    )


def _explained(bench: Bench, log: Log) -> str:
    return (
        f"Loglanes, cold, {log.lines:,} lines, {counted(bench.rounds, 'round')} in turns. Speed-up:"
        " of the whole command against one worker, round by round. The last column is the report's"
        " own figure: its workers' busy time in the time of the map alone, which counts the time"
        " they slow each other as work."
    )


def _name(count: int) -> str:
    return f"{count} worker{'s' * (count > 1)}"


def _seconds(task: Task, timings: list[Timing]) -> float:
    output: Path = task.scratch / "scaling.out"
    played = play(ours.command(task), output)
    timings.append(ours.report_in(output)["timing"])
    return played.seconds
