"""Compressed logs: ours beside what only decodes them and counts lines."""

import shutil
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.benchmarks.bench import Bench, Section, say
from tests.benchmarks.logs import Log
from tests.benchmarks.peers import ours
from tests.benchmarks.peers.base import Task
from tests.benchmarks.processes import play
from tests.benchmarks.rounds import take_turns
from tests.benchmarks.table import counted, markdown_table, ratio, spread

_PACKERS = {"gz": ["gzip", "-6"], "zst": ["zstd", "-3"], "bz2": ["bzip2"], "xz": ["xz", "-1"]}
_SHARE = 4


def run(bench: Bench) -> Section:
    """A quarter of the lines: bzip2 and xz take their time."""
    log = bench.log(max(bench.lines // _SHARE, 10_000))
    packed = {kind: _packed(log, kind) for kind, tool in _PACKERS.items() if shutil.which(tool[0])}
    contenders: dict[str, Callable[[], float]] = {}
    for kind, path in packed.items():
        task = Task(path, bench.workers, bench.scratch)
        contenders[kind] = partial(_seconds, ours.command(task), bench.scratch)
        decode = f"{_PACKERS[kind][0]} -dc '{path}' | wc -l"
        contenders[f"{kind} | wc -l"] = partial(_seconds, ["sh", "-c", decode], bench.scratch)
    times = take_turns(contenders, bench.rounds, say)
    rows = [
        [
            kind,
            f"{path.stat().st_size / 1e6:.1f}",
            spread(times[kind]),
            spread(times[f"{kind} | wc -l"]),
            ratio(times[kind].ratio(times[f"{kind} | wc -l"])),
            f"{log.bytes / 1e6 / times[kind].median:,.0f}",
        ]
        for kind, path in packed.items()
    ]
    heads = ["", "MB packed", "Loglanes, s", "decoded and counted, s", "ratio", "MB/s of log"]
    explained = (
        f"{log.lines:,} lines, {log.bytes / 1e6:,.0f} MB, cold command line,"
        f" {counted(bench.rounds, 'round')} in turns, beside the format's own tool into wc -l."
    )
    if missing := [tool[0] for tool in _PACKERS.values() if not shutil.which(tool[0])]:
        explained += f" Not measured, as there is no such command: {', '.join(missing)}."
    data = {name: list(taken.seconds) for name, taken in times.items()}
    return Section(
        "Compressed logs", f"{explained}\n\n{markdown_table(heads, rows)}", {"seconds": data}
    )


def _packed(log: Log, kind: str) -> Path:
    path = log.path.with_name(f"{log.path.name}.{kind}")
    if not path.is_file() or path.stat().st_mtime < log.path.stat().st_mtime:
        with open(path, "wb") as target:
            subprocess.run([*_PACKERS[kind], "-c", str(log.path)], stdout=target, check=True)
    return path


def _seconds(command: list[str], scratch: Path) -> float:
    return play(command, scratch / "decoding.out").seconds
