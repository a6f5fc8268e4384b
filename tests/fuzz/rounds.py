"""What must hold of any bytes, read as any format.

Nothing is lost: each line is a record, continues one, or is blank; each record is parsed or
rejected, and is found again among the columns at the place where its line begins. No worker fails.
The chunks merged are what the whole log is in one piece, and the fast reading says what the
reference reading says.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np

from analyzer.aggregate.merger import Merger
from analyzer.aggregate.partial import Partial
from analyzer.aggregate.wire import from_bytes
from analyzer.engines.base import Engine
from analyzer.formats.dialect import Dialect, record_test
from analyzer.source.chunks import open_source, plan
from analyzer.source.reading import Block, read_blocks
from analyzer.store.chunk_file import read_records, read_rejects, records_file, rejects_file
from analyzer.worker import ChunkTask, process_chunk
from tests.analyzer.support.canonical import canonical, counted, partial_in
from tests.fuzz.logs import broken_log, dialect_for


@dataclass(frozen=True, slots=True)
class Broken:
    """A broken log on the disk, how it is read, and the chunks that it is cut into."""

    log: Path
    dialect: Dialect
    tasks: Sequence[ChunkTask]
    block_bytes: int

    @property
    def name(self) -> str:
        """For people who look for it."""
        return f"{self.log} as {self.dialect}"

    @property
    def lines(self) -> int:
        """A line ends with a line feed, or with the log."""
        data = self.log.read_bytes()
        return data.count(b"\n") + (not data.endswith(b"\n"))


@dataclass(frozen=True, slots=True)
class Counts:
    """Lines and what became of them."""

    lines: int = 0
    parsed: int = 0
    rejected: int = 0
    blank: int = 0
    continued: int = 0

    @classmethod
    def of(cls, one: Broken, merged: Partial) -> "Counts":
        """What the partial of a whole log says."""
        found = merged.accounting
        return cls(one.lines, found.parsed, found.rejected, found.blank, found.continued)

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.lines + other.lines,
            self.parsed + other.parsed,
            self.rejected + other.rejected,
            self.blank + other.blank,
            self.continued + other.continued,
        )

    def __str__(self) -> str:
        return (
            f"{self.lines:,} lines = {self.parsed:,} parsed + {self.rejected:,} rejected"
            f" + {self.blank:,} blank + {self.continued:,} continued"
        )


def break_one(dice: Random, folder: Path, format: str, lines: int, number: int) -> Broken:
    """Writes a broken log of the format into the folder."""
    log = folder / f"{number}-{format}.log"
    log.write_bytes(broken_log(dice, format, lines))
    dialect = dialect_for(dice, format, log.read_bytes())
    source = open_source(number, str(log))
    size = max(1, source.size // dice.choice([1, 3, 10, 30]))
    columns = folder / f"{number}-columns"
    columns.mkdir()
    chunks = plan([source], size, [record_test(dialect)])
    tasks = [ChunkTask(chunk, str(log), dialect, str(columns)) for chunk in chunks]
    return Broken(log, dialect, tasks, dice.choice([1, 500, 40_000, 2 << 20]))


def check(engine: Engine, broken: Sequence[Broken]) -> tuple[Counts, list[str]]:
    """Has the engine work on all of them, and holds what comes back against what must hold: what
    became of the lines, and a sentence for each log of which something does not hold."""
    mergers = {one.tasks[0].chunk.source: Merger() for one in broken}
    wrong: list[str] = []
    tasks = [task for one in broken for task in one.tasks]
    came = 0
    with closing(engine.run(process_chunk, tasks)) as outcomes:
        for outcome in outcomes:
            task: ChunkTask = outcome.task
            came += 1
            if outcome.product is None:
                wrong.append(f"a worker failed at {task}: {outcome.failure}")
            else:
                mergers[task.chunk.source].add(from_bytes(outcome.product.payload))
    if came != len(tasks):
        wrong.append(f"{came} outcomes of {len(tasks)} chunks")
    total = Counts()
    for one in broken:
        merged = mergers[one.tasks[0].chunk.source].result()
        total += Counts.of(one, merged)
        wrong += [f"{one.name}: {said}" for said in _complaints(one, merged)]
    return total, wrong


def _complaints(one: Broken, merged: Partial) -> Iterator[str]:
    data, source = one.log.read_bytes(), one.tasks[0].chunk.source
    accounting = counted(merged)
    if accounting.bytes != len(data):
        yield f"{accounting.bytes:,} of {len(data):,} bytes"
    if accounting.records + accounting.blank + accounting.continued != one.lines:
        yield f"{one.lines:,} lines became {accounting}"
    yield from _misplaced(one, data, merged)
    reference = canonical(partial_in(one.dialect, [Block(0, data)], fast=False, source=source))
    if canonical(merged) != reference:
        yield f"{len(one.tasks)} chunks merged are not what the whole is"
    pieces = list(read_blocks(str(one.log), 0, len(data), one.block_bytes))
    if canonical(partial_in(one.dialect, pieces, fast=True, source=source)) != reference:
        yield f"in blocks of {one.block_bytes:,} bytes, the fast reading is not the reference's"


def _misplaced(one: Broken, data: bytes, merged: Partial) -> Iterator[str]:
    """Each record among the columns stands at the beginning of a line of its own."""
    parsed, rejected = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for task in one.tasks:
        place = task.columns, task.chunk.source, task.chunk.start, task.chunk.end
        parsed.append(read_records(records_file(*place))[1])
        if rejects_file(*place).exists():
            rejected.append(read_rejects(rejects_file(*place))[0])
    counts = tuple(sum(map(len, some)) for some in (parsed, rejected))
    if counts != (merged.accounting.parsed, merged.accounting.rejected):
        yield f"parsed and rejected among the columns: {counts}"
    begins = np.concatenate([*parsed, *rejected])
    letters = np.frombuffer(data, np.uint8)
    inside = letters[begins[begins > 0] - 1] != ord("\n")
    if len(np.unique(begins)) != len(begins) or inside.any():
        yield "records among the columns that do not begin a line of their own"
