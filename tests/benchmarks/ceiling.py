"""What this machine's cores can do together at best: copies of a loop beside a single one."""

import subprocess
import sys
import time
from functools import partial

from tests.benchmarks.bench import Bench, Section, say
from tests.benchmarks.processes import ROOT
from tests.benchmarks.rounds import take_turns
from tests.benchmarks.table import counted, markdown_table, spread

_LOOPS = {"arithmetic": "compute", "reading memory": "memory"}


def run(bench: Bench) -> Section:
    """As many copies as there are workers; also for ``scaling`` to be held against."""
    contenders = {
        (loop, copies): partial(_seconds, mode, copies)
        for loop, mode in _LOOPS.items()
        for copies in (1, bench.workers)
    }
    named = {f"{loop}, {copies}": run for (loop, copies), run in contenders.items()}
    times = take_turns(named, bench.rounds, say)
    rows, data = [], {}
    for loop in _LOOPS:
        one, several = times[f"{loop}, 1"], times[f"{loop}, {bench.workers}"]
        data[loop] = bench.workers / several.ratio(one)
        rows.append([loop, spread(one), spread(several), f"{data[loop]:.2f}"])
    heads = ["", "1 copy, s", f"{bench.workers} copies, s", "speed-up"]
    explained = (
        f"Copies of a loop that share nothing, {counted(bench.rounds, 'round')} in turns: no"
        " program gets more out of its processes than this. What is lacking is the machine's"
        " (threads of one core, other guests), not the program's."
    )
    markdown = f"{explained}\n\n{markdown_table(heads, rows)}"
    return Section("The machine's ceiling", markdown, {"speed_up": data})


def _seconds(mode: str, copies: int) -> float:
    command = [sys.executable, "-m", "tests.benchmarks.programs.ceiling", mode]
    begun = time.perf_counter()
    running = [subprocess.Popen(command, cwd=ROOT) for _ in range(copies)]
    for process in running:
        process.wait()
    return time.perf_counter() - begun
