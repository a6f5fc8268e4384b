"""One chunk becomes one partial: the step that every engine runs, in any process."""

import resource
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from analyzer.aggregate.partial import MOST_SAMPLES, Partial, aggregate
from analyzer.aggregate.wire import to_bytes
from analyzer.engines import beacon
from analyzer.engines.base import Product, Trace
from analyzer.formats.dialect import Dialect, record_test
from analyzer.model import Accounting, Chunk, Clocks, Reject, RejectSample
from analyzer.no_collection import no_collection
from analyzer.parse.chunk import ChunkParser
from analyzer.parse.columns import Columns
from analyzer.parse.directives import dialect_at, note_header
from analyzer.source.chunks import halves
from analyzer.source.reading import SAMPLE_BYTES, read_blocks
from analyzer.store.chunk_file import write_chunk
from analyzer.timing.clock import PhaseClock


@dataclass(frozen=True, slots=True)
class ChunkTask:
    """A chunk, the file it is in, how that speaks, and the folder that is to keep its records as
    columns (empty: they are not kept)."""

    chunk: Chunk
    path: str
    dialect: Dialect
    columns: str = ""


def split_task(task: ChunkTask) -> list[ChunkTask]:
    """The task in halves, to find out which part of a chunk kills its worker."""
    starts = record_test(task.dialect)
    return [replace(task, chunk=half) for half in halves(task.path, task.chunk, starts)]


def process_chunk(task: ChunkTask) -> Product:
    """The chunk's partial as bytes, and what each phase of the work took."""
    with no_collection():  # took a third to a half of the time where the reference reads
        return _process(task)


def _process(task: ChunkTask) -> Product:
    clock = PhaseClock()
    with clock.measure("read"):
        dialect = dialect_at(task.dialect, task.path, task.chunk.start)
    parser = ChunkParser(dialect, locate=bool(task.columns))
    blocks = read_blocks(task.path, task.chunk.start, task.chunk.end)
    while True:
        with clock.measure("read"):
            block = next(blocks, None)
        if block is None:
            break
        beacon.signal("parse", block.offset - task.chunk.start)
        with clock.measure("parse"):
            parser.add(block)
    beacon.signal("aggregate", task.chunk.bytes)
    with clock.measure("parse"):
        columns = parser.finish()
        note_header(task.dialect, task.path, task.chunk.end, parser.dialect.header)
    with clock.measure("aggregate"):
        partial = _partial(task.chunk, parser, columns)
    with clock.measure("store"):
        if task.columns:
            write_chunk(task.columns, task.chunk, columns, parser.begins, parser.rejected)
        payload = to_bytes(partial)
    return Product(
        payload,
        Trace(
            started_ns=clock.started_ns,
            ended_ns=time.monotonic_ns(),
            wall_ns=clock.wall_ns,
            cpu_ns=clock.cpu_ns,
            bytes=task.chunk.bytes,
            records=partial.accounting.records,
            peak_bytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10,
        ),
    )


def _partial(chunk: Chunk, parser: ChunkParser, columns: Columns | None) -> Partial:
    parsed = columns.records if columns else 0
    rejected = len(parser.rejected)
    aggregates = aggregate(columns) if columns else None
    timed = int(aggregates.hours.sum()) if aggregates else 0
    return Partial(
        Accounting(
            chunk.bytes, parsed + rejected, parsed, rejected, parser.blank, parser.continued
        ),
        _rejects(chunk.source, parser),
        aggregates,
        Clocks(timed, parser.zoneless, parser.yearless, *(parser.offsets or ())),
    )


def _rejects(source: int, parser: ChunkParser) -> tuple[Reject, ...]:
    counts = Counter(one.reason for one in parser.rejected)
    samples: dict[str, list[RejectSample]] = defaultdict(list)
    for one in sorted(parser.rejected, key=lambda one: one.offset):
        if len(samples[one.reason]) < MOST_SAMPLES:
            text = one.text[:SAMPLE_BYTES]
            samples[one.reason].append(RejectSample(source, one.offset, text))
    return tuple(Reject(reason, count, tuple(samples[reason])) for reason, count in counts.items())
