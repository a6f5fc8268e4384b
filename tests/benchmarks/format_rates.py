"""How fast each format is read, on one core, beside the combined format."""

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from analyzer.aggregate.wire import from_bytes
from analyzer.formats.dialect import Dialect, formats_of
from analyzer.formats.loader import formats
from analyzer.formats.shapes.pattern import Pattern, compiled
from analyzer.formats.spec import Format
from analyzer.model import Accounting, Options, Source
from analyzer.parse import chunk
from analyzer.parse.fast import reader_for
from analyzer.parse.reference import Lines, Readings, read_lines
from analyzer.parse.timestamps import Clock
from analyzer.planning import understand
from analyzer.source.chunks import chunk_bytes_for, open_source, plan
from analyzer.worker import ChunkTask, process_chunk
from tests.benchmarks.bench import Bench, Section, say
from tests.benchmarks.format_logs import Template, template_of
from tests.benchmarks.rounds import Times, take_turns
from tests.benchmarks.table import counted, markdown_table
from tests.benchmarks.traffic import Traffic, traffic_of

_MOST_LINES, _SLOWER = 1_000_000, 20
"""Lines of a log, and of how many one is taken where Python reads them."""

_ROUNDS = 3
_SEED = 7
_WORKERS = 2
"""Chunks are as large as those of a run with so many."""

_BASE = "combined"
_INSIDE = ("docker_json/combined", "docker_json/json_lines", "cri/combined", "cri/json_lines")
_LOOP = "re"
_HEADS = [
    "format",
    "MB/s",
    "of combined's",
    "records/s",
    "to the reference",
    "Python's re, MB/s",
    "times",
]


@dataclass(frozen=True, slots=True)
class Reading:
    """A log of a format, and the work of reading it."""

    name: str
    source: Source
    dialect: Dialect
    tasks: Sequence[ChunkTask]

    @classmethod
    def of(cls, name: str, path: Path) -> "Reading":
        """Of the log at ``path``."""
        source = open_source(0, str(path))
        _, (dialect,) = understand([source], Options(format=name))
        chunks = plan([source], chunk_bytes_for(source.size, _WORKERS))
        tasks = [ChunkTask(one, str(path), dialect) for one in chunks]
        return cls(name, source, dialect, tasks)

    @property
    def fast(self) -> bool:
        """Whether it has a fast reading."""
        return reader_for(self.dialect) is not None

    @property
    def patterns(self) -> Sequence[re.Pattern[bytes]]:
        """Those of the format, where it is nothing but patterns."""
        shape = formats_of(self.dialect)[0].shape
        return [*map(compiled, shape.patterns)] if isinstance(shape, Pattern) else []

    def seconds(self) -> float:
        """Of the processor, from bytes to partials."""
        begun = time.process_time()
        for task in self.tasks:
            process_chunk(task)
        return time.process_time() - begun

    def counted(self) -> tuple[Accounting, int]:
        """What was read, and how many lines reached the reference reading."""
        handed = 0

        def counting(
            formats: Sequence[Format], clock: Clock, lines: Lines, **more: bool
        ) -> Readings:
            nonlocal handed
            handed += len(lines.texts)
            return read_lines(formats, clock, lines, **more)

        with patch.object(chunk, "read_lines", counting):
            found = [from_bytes(process_chunk(task).payload).accounting for task in self.tasks]
        return sum(found, Accounting()), handed

    def loop_seconds(self) -> float:
        """Of Python's own expressions over the same lines: the groups of the first that matches."""
        lines, patterns = Path(self.source.path).read_bytes().splitlines(), self.patterns
        begun = time.process_time()
        for line in lines:
            for pattern in patterns:
                if match := pattern.fullmatch(line):
                    match.groups()
                    break
        return time.process_time() - begun


@dataclass(frozen=True, slots=True)
class Rate:
    """What was measured of a format; times are of the processor. ``handed`` is the share of its
    lines that reached the reference reading."""

    bytes: int
    records: int
    handed: float
    times: Mapping[str, Times]
    fast: bool

    def megabytes_per_s(self, name: str) -> float:
        """In 10^6 bytes."""
        return self.bytes / 1e6 / self.times[name].median


def run(bench: Bench) -> Section:
    """Each format in turns with the combined one, from bytes to partials in one process; planning,
    merging and the report are not included."""
    lines = min(bench.lines, _MOST_LINES)
    log = bench.log(lines)
    traffic, base = traffic_of(log, lines, _SEED), Reading.of(_BASE, log.path)
    rates: dict[str, Rate] = {}
    unread: list[str] = []
    for name in (*formats(), *_INSIDE):
        rate = rate_of(
            name, traffic, base, bench.scratch / "format.log", min(bench.rounds, _ROUNDS)
        )
        if rate is None:
            unread.append(name)
        else:
            rates[name] = rate
            say(f"formats: {name}: {rate.megabytes_per_s(name):.0f} MB/s")
    return _section(rates, unread, base, lines)


def rate_of(name: str, traffic: Traffic, base: Reading, path: Path, rounds: int) -> Rate | None:
    """Of a format, in a log made at ``path``; None where no sample makes one, or where less than
    half of its records are parsed."""
    template = template_of(name)
    if template is None:
        return None
    reading = _written(name, template, traffic, path)
    accounting, handed = reading.counted()
    if not 2 * accounting.parsed >= accounting.records > 0:
        return None
    contenders = {_BASE: base.seconds, name: reading.seconds}
    if not reading.fast and reading.patterns:
        contenders[_LOOP] = reading.loop_seconds
    times = take_turns(contenders, rounds, _quiet)
    lines = accounting.records + accounting.blank
    return Rate(reading.source.size, accounting.records, handed / lines, times, reading.fast)


def _written(name: str, template: Template, traffic: Traffic, path: Path) -> Reading:
    """The whole log only where a fast reading reads it."""
    template.write(path, traffic.some(slice(0, len(traffic) // _SLOWER)))
    reading = Reading.of(name, path)
    if reading.fast:
        template.write(path, traffic)
        reading = Reading.of(name, path)
    return reading


def _section(
    rates: Mapping[str, Rate], unread: Sequence[str], base: Reading, lines: int
) -> Section:
    fastest = sorted(rates, key=lambda name: -rates[name].megabytes_per_s(name))
    speeds = {name: _figures(name, rate, base) for name, rate in rates.items()}
    rows = [_row(name, speeds[name]) for name in fastest]
    explained = (
        f"Each format in turns with combined, {counted(_ROUNDS, 'round')} at most, one process,"
        f" processor time. Logs of {lines:,} lines made of the samples of their definitions and of"
        f" the values of the usual log; of {lines // _SLOWER:,} where the reference reads all."
    )
    if unread:
        explained += f" Not measured, as no single line is a log: {', '.join(unread)}."
    return Section("Formats", f"{explained}\n\n{markdown_table(_HEADS, rows)}", speeds)


def _figures(name: str, rate: Rate, base: Reading) -> dict[str, float]:
    speed, seconds = rate.megabytes_per_s(name), rate.times[name]
    bytes_ratio = rate.bytes / base.source.size
    found = {
        "megabytes_per_s": speed,
        "of_combined": bytes_ratio / seconds.ratio(rate.times[_BASE]),
        "records_per_s": rate.records / seconds.median,
        "to_reference": rate.handed,
    }
    if _LOOP in rate.times:
        found["re_megabytes_per_s"] = rate.megabytes_per_s(_LOOP)
        found["times_re"] = rate.times[_LOOP].ratio(seconds)
    return found


def _row(name: str, figures: Mapping[str, float]) -> list[str]:
    loop = "re_megabytes_per_s" in figures
    return [
        f"`{name}`",
        f"{figures['megabytes_per_s']:,.0f}",
        f"{figures['of_combined']:.2f}",
        f"{figures['records_per_s']:,.0f}",
        f"{figures['to_reference']:.1%}",
        f"{figures['re_megabytes_per_s']:,.0f}" if loop else "",
        f"{figures['times_re']:.2f}" if loop else "",
    ]


def _quiet(_text: str) -> None:
    """Two rounds of all formats are too many lines."""
