"""``python -m tests.fuzz [--lines 1000000] [--seed N] [--format NAME]``: a million broken lines
through every format, in real worker processes.

A log of which something does not hold is named and kept.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from analyzer.engines.pool import PoolEngine
from analyzer.formats.loader import formats
from analyzer.worker import split_task
from tests.fuzz.long_lines import slow_lines
from tests.fuzz.rounds import Counts, break_one, check

_LINES_OF_A_LOG = 3000
_LOGS_AT_ONCE = 20
_LONG_LINES = 2000
"""Of each format."""


def main() -> int:
    """Breaks, reads and counts; 1 where something does not hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--format", choices=list(formats()), action="append")
    chosen = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="loglanes-fuzz-"))
    dice, began = Random(chosen.seed), time.monotonic()
    names = _in_turn(dice, chosen.format or list(formats()))
    counts, logs, wrong = Counts(), 0, 0
    while counts.lines < chosen.lines:
        broken = [
            break_one(dice, folder, next(names), _LINES_OF_A_LOG, logs + number)
            for number in range(_LOGS_AT_ONCE)
        ]
        found, complaints = check(PoolEngine(2, split_task), broken)
        counts, logs, wrong = counts + found, logs + len(broken), wrong + len(complaints)
        for complaint in complaints:
            print(complaint)
        print(f"{time.monotonic() - began:5.0f} s, {logs} logs: {counts}", flush=True)
        for one in broken:
            shutil.rmtree(one.tasks[0].columns)
            if not any(str(one.log) in complaint for complaint in complaints):
                one.log.unlink()
    for name in chosen.format or formats():
        for slow in slow_lines(name, dice, _LONG_LINES):
            print(f"slow: {slow}")
            wrong += 1
    if wrong:
        return 1
    shutil.rmtree(folder)
    print(
        "Nothing was lost, no worker failed, both readings agree, and no long line is read slowly."
    )
    return 0


def _in_turn(dice: Random, names: list[str]) -> Iterator[str]:
    """All of them, again and again, in another order each time."""
    while True:
        yield from dice.sample(names, len(names))


if __name__ == "__main__":
    sys.exit(main())
