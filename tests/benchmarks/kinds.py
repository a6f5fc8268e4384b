"""Logs of other lengths and kinds: how time and memory follow."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from tests.benchmarks.bench import Bench, Section, say
from tests.benchmarks.logs import Log
from tests.benchmarks.memory import Memory
from tests.benchmarks.peers import ours
from tests.benchmarks.processes import play
from tests.benchmarks.rounds import take_turns
from tests.benchmarks.table import counted, markdown_table, megabytes, spread
from tests.benchmarks.variants import VARIANTS

_ROUNDS = 3
"""At most: the longest log alone takes longer than all others."""

_LONGEST = 5
"""Times the usual number of lines."""


@dataclass(frozen=True, slots=True)
class _Case:
    log: Log
    options: tuple[str, ...] = ()


def run(bench: Bench) -> Section:
    """The usual log at a tenth, at half, once and five times the lines; the other kinds as long as
    the usual one; the longest and the one of many values as long, with --low-memory, too."""
    cases = _cases(bench)
    peaks = {name: _watched(bench, case) for name, case in cases.items()}
    contenders = {name: partial(_seconds, bench, case) for name, case in cases.items()}
    rounds = min(bench.rounds, _ROUNDS)
    times = take_turns(contenders, rounds, say)
    rows = [
        [
            name,
            f"{case.log.bytes / 1e6:,.0f}",
            spread(times[name]),
            f"{case.log.lines / times[name].median:,.0f}",
            megabytes(peaks[name].largest),
            megabytes(peaks[name].together),
        ]
        for name, case in cases.items()
    ]
    heads = ["", "MB", "seconds", "records/s", "largest process", "all processes"]
    small, large = _named(bench.lines // 2), _named(bench.lines * _LONGEST)
    growth = times[large].ratio(times[small])
    memory = peaks[large].together / (peaks[small].together or 1)
    explained = (
        f"Loglanes from a cold command line, {counted(rounds, 'round')} in turns. Memory in MB"
        f" (10^6 bytes), sampled in a run of its own. {large} take {growth:.2f} times as long as"
        f" {small} and {memory:.2f} times the memory."
    )
    data: dict[str, Any] = {
        name: {
            "seconds": list(taken.seconds),
            "median_s": taken.median,
            "all_processes_bytes": peaks[name].together,
        }
        for name, taken in times.items()
    }
    data["growth"] = {"lines": 2 * _LONGEST, "time": growth, "memory": memory}
    return Section("Lengths and kinds", f"{explained}\n\n{markdown_table(heads, rows)}", data)


def _cases(bench: Bench) -> dict[str, _Case]:
    longest = bench.lines * _LONGEST
    lengths = (bench.lines // 10, bench.lines // 2, bench.lines, longest)
    cases = {_named(lines): _Case(bench.log(lines)) for lines in lengths}
    for kind, variant in VARIANTS.items():
        cases[f"{_named(bench.lines)}: {variant.note}"] = _Case(bench.log(kind=kind))
    many = f"{_named(longest)}: {VARIANTS['distinct'].note}"
    cases[many] = _Case(bench.log(longest, kind="distinct"))
    for name in (_named(longest), many):
        cases[f"{name}, --low-memory"] = _Case(cases[name].log, ("--low-memory",))
    return cases


def _named(lines: int) -> str:
    return f"{lines:,} lines"


def _watched(bench: Bench, case: _Case) -> Memory:
    played = play(_command(bench, case), bench.scratch / "kinds.out", watched=True)
    return played.memory or Memory()


def _seconds(bench: Bench, case: _Case) -> float:
    return play(_command(bench, case), bench.scratch / "kinds.out").seconds


def _command(bench: Bench, case: _Case) -> list[str]:
    return ours.command(bench.task(case.log), *case.options)
