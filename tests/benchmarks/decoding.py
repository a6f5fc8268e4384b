"""Compressed logs: ours, in a standing process and as a cold command, beside what only decodes them
and counts lines."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.benchmarks.bench import Bench, Section, say
from tests.benchmarks.logs import Log
from tests.benchmarks.peers import ours
from tests.benchmarks.peers.base import Task
from tests.benchmarks.peers.ours_warm import WarmPeer
from tests.benchmarks.processes import play
from tests.benchmarks.rounds import Times, take_turns
from tests.benchmarks.table import counted, markdown_table, ratio, spread


@dataclass(frozen=True, slots=True)
class _Packer:
    """``share`` of the lines: bzip2 and xz take their time."""

    command: list[str]
    share: int


_PACKERS = {
    "gz": _Packer(["gzip", "-6"], 1),
    "zst": _Packer(["zstd", "-3"], 1),
    "bz2": _Packer(["bzip2"], 4),
    "xz": _Packer(["xz", "-1"], 4),
}
_WARM, _COLD, _COUNTED = "warm", "cold", "counted"
_FEWEST_LINES = 10_000


@dataclass(frozen=True, slots=True)
class _Packed:
    """A log, and the file that it was packed into."""

    log: Log
    path: Path


def run(bench: Bench) -> Section:
    """One row for each way of packing."""
    packed = {
        kind: _packed(bench.log(max(bench.lines // packer.share, _FEWEST_LINES)), kind)
        for kind, packer in _PACKERS.items()
        if shutil.which(packer.command[0])
    }
    warm = WarmPeer()
    try:
        contenders = {
            f"{kind}, {way}": run
            for kind, one in packed.items()
            for way, run in _ways(bench, kind, one.path, warm).items()
        }
        times = take_turns(contenders, bench.rounds, say)
    finally:
        warm.close()
    rows = [_row(kind, one, times) for kind, one in packed.items()]
    heads = [
        "", "MB of log", "MB packed", "warm, s", "cold command, s", "decoded and counted, s",
        "warm to that", "cold to that",
    ]  # fmt: skip
    explained = (
        f"{counted(bench.rounds, 'round')} in turns, unhashed, beside the format's own tool into"
        " wc -l."
    )
    tools = [packer.command[0] for packer in _PACKERS.values()]
    if missing := [tool for tool in tools if not shutil.which(tool)]:
        explained += f" Not measured, as there is no such command: {', '.join(missing)}."
    data = {name: list(taken.seconds) for name, taken in times.items()}
    return Section(
        "Compressed logs", f"{explained}\n\n{markdown_table(heads, rows)}", {"seconds": data}
    )


def _ways(bench: Bench, kind: str, path: Path, warm: WarmPeer) -> dict[str, Callable[[], float]]:
    task = Task(path, bench.workers, bench.scratch)
    decode = f"{_PACKERS[kind].command[0]} -dc '{path}' | wc -l"
    return {
        _WARM: lambda: warm.play(task).seconds,
        _COLD: partial(_seconds, ours.command(task), bench.scratch),
        _COUNTED: partial(_seconds, ["sh", "-c", decode], bench.scratch),
    }


def _row(kind: str, one: _Packed, times: dict[str, Times]) -> list[str]:
    warm, cold, counting = (times[f"{kind}, {way}"] for way in (_WARM, _COLD, _COUNTED))
    return [
        kind,
        f"{one.log.bytes / 1e6:,.0f}",
        f"{one.path.stat().st_size / 1e6:.1f}",
        spread(warm),
        spread(cold),
        spread(counting),
        ratio(warm.ratio(counting)),
        ratio(cold.ratio(counting)),
    ]


def _packed(log: Log, kind: str) -> _Packed:
    path = log.path.with_name(f"{log.path.name}.{kind}")
    if not path.is_file() or path.stat().st_mtime < log.path.stat().st_mtime:
        with open(path, "wb") as target:
            subprocess.run(
                [*_PACKERS[kind].command, "-c", str(log.path)], stdout=target, check=True
            )
    return _Packed(log, path)


def _seconds(command: list[str], scratch: Path) -> float:
    return play(command, scratch / "decoding.out").seconds
