"""What a second worker brings, and what the report itself says of it."""

from functools import partial
from pathlib import Path
from statistics import median

from tests.benchmarks.bench import Bench, Section, say
from tests.benchmarks.logs import Log
from tests.benchmarks.peers import ours
from tests.benchmarks.peers.base import Task
from tests.benchmarks.processes import play
from tests.benchmarks.rounds import take_turns
from tests.benchmarks.table import bars, counted, markdown_table, spread


def run(bench: Bench) -> Section:
    """The command line with 1, 2, 4 ... workers up to those asked for, in turns."""
    log = bench.log()
    counts = sorted({1, bench.workers, *(n for n in (2, 4, 8, 16, 32) if n < bench.workers)})
    claims: dict[int, list[float]] = {count: [] for count in counts}
    contenders = {
        _name(count): partial(_seconds, bench.task(log, count), claims[count]) for count in counts
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
                f"{median(claims[count]):.2f}",
            ]
        )
    heads = ["", "seconds", "records/s", "speed-up", "efficiency", "busy/map time"]
    markdown = "\n\n".join(
        [
            _explained(bench, log),
            markdown_table(heads, rows),
            bars({name: taken.median for name, taken in times.items()}, "s"),
        ]
    )
    data = {name: list(taken.seconds) for name, taken in times.items()}
    return Section("Scaling", markdown, {"seconds": data, "claimed": claims})


def _explained(bench: Bench, log: Log) -> str:
    return (
        f"Loglanes, cold, {log.lines:,} lines, {counted(bench.rounds, 'round')} in turns. Speed-up:"
        " of the whole command against one worker, round by round. The last column is the report's"
        " own figure: its workers' busy time in the time of the map alone, which counts the time"
        " they slow each other as work."
    )


def _name(count: int) -> str:
    return f"{count} worker{'s' * (count > 1)}"


def _seconds(task: Task, claims: list[float]) -> float:
    output: Path = task.scratch / "scaling.out"
    played = play(ours.command(task), output)
    claims.append(ours.report_in(output)["timing"]["summary"]["speed_up"])
    return played.seconds
