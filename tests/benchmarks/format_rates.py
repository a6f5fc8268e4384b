"""How fast each format is read: its samples over and over, on one core."""

import time
from pathlib import Path
from statistics import median

from analyzer.aggregate.wire import from_bytes
from analyzer.formats.loader import formats
from analyzer.formats.spec import Format
from analyzer.model import Accounting, Chunk, Options, Source
from analyzer.planning import understand
from analyzer.worker import ChunkTask, process_chunk
from tests.benchmarks.bench import Bench, Section, say
from tests.benchmarks.table import markdown_table

_BYTES = 2 << 20
_ROUNDS = 3


def run(bench: Bench) -> Section:
    """One chunk a format, from bytes to a partial; processes, merging and report not included."""
    rates: dict[str, float] = {}
    unread: list[str] = []
    for format in formats().values():
        rate = megabytes_per_s(format, bench.scratch / "format.log")
        if rate is None:
            unread.append(format.name)
        else:
            rates[format.name] = rate
            say(f"formats: {format.name}: {rate:.0f} MB/s")
    fastest_first = sorted(rates, key=lambda name: -rates[name])
    rows = [[f"`{name}`", f"{rates[name]:,.0f}"] for name in fastest_first]
    explained = (
        f"{len(rates)} formats, one chunk of {_BYTES >> 20} MiB of each one's samples over and"
        f" over, one process, the median of {_ROUNDS} rounds. Few distinct values: real logs"
        f" take somewhat longer. Half of the formats reach {median(rates.values()):,.0f} MB/s."
    )
    if unread:
        explained += f" Not measured, as samples alone are no log: {', '.join(unread)}."
    markdown = f"{explained}\n\n{markdown_table(['format', 'MB/s'], rows)}"
    return Section("Formats", markdown, {"megabytes_per_s": rates})


def megabytes_per_s(format: Format, path: Path) -> float | None:
    """Of the format's samples, in a file made at ``path``; None where less than half of the records
    are parsed."""
    once = b"".join(sample.line.rstrip(b"\n") + b"\n" for sample in format.samples)
    if not once.strip():
        return None
    header = next((sample.header for sample in format.samples if sample.header), b"")
    path.write_bytes(header + b"\n" * bool(header) + once * (_BYTES // len(once) + 1))
    source = Source(0, path.name, str(path), path.stat().st_size)
    _, (dialect,) = understand([source], Options(format=format.name))
    task = ChunkTask(Chunk(0, 0, 0, source.size), str(path), dialect)
    counted = from_bytes(process_chunk(task).payload).accounting
    if not _is_read(counted):
        return None
    seconds = []
    for _ in range(_ROUNDS):
        begun = time.perf_counter()
        process_chunk(task)
        seconds.append(time.perf_counter() - begun)
    return source.size / 1e6 / median(seconds)


def _is_read(counted: Accounting) -> bool:
    return 2 * counted.parsed >= counted.records > 0
