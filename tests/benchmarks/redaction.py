"""What masking a log costs: the command with and without it, by processor time."""

import resource
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from tests.benchmarks.bench import Bench, Section, say
from tests.benchmarks.peers import ours
from tests.benchmarks.processes import play
from tests.benchmarks.rounds import take_turns
from tests.benchmarks.table import counted, markdown_table, ratio, spread

_WAYS = {
    "nothing masked": (),
    "addresses": ("--redact", "addresses=network"),
    "secrets": ("--redact", "secrets"),
    "both": ("--redact", "addresses=network,secrets"),
}


def run(bench: Bench) -> Section:
    """One row for each way of masking."""
    log = bench.log()
    task, output = bench.task(log), bench.scratch / "redaction.out"
    commands = {name: ours.command(task, *options) for name, options in _WAYS.items()}
    contenders = {
        name: partial(_processor_seconds, command, output) for name, command in commands.items()
    }
    times = take_turns(contenders, bench.rounds, say)
    base = next(iter(times.values()))
    rows = [
        [
            name,
            spread(taken),
            f"{(taken.median - base.median) / log.lines * 1e6:.2f}",
            ratio(taken.ratio(base)),
        ]
        for name, taken in times.items()
    ]
    explained = (
        f"Processor time of whole commands, all processes together, on {log.lines:,} lines,"
        f" {log.bytes / 1e6:,.0f} MB; {counted(bench.rounds, 'round')} in turns."
    )
    heads = ["", "seconds", "more, s a million lines", "to nothing masked"]
    data = {name: list(taken.seconds) for name, taken in times.items()}
    return Section("Redaction", f"{explained}\n\n{markdown_table(heads, rows)}", {"seconds": data})


def _processor_seconds(command: Sequence[str], output: Path) -> float:
    """Of the command and of all processes that it waited for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    play(command, output)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
