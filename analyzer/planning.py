"""What a run will do, decided before it begins."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from analyzer.engines.cpu_budget import cpu_budget
from analyzer.errors import NothingParsed, UsageError
from analyzer.formats.detection import Detection, detect, share_of
from analyzer.formats.dialect import Dialect, format_named, record_test
from analyzer.model import Chunk, Options, Pending, Source
from analyzer.source.chunks import chunk_bytes_for, plan
from analyzer.source.growing import Growth, chunks_as_they_land
from analyzer.worker import ChunkTask

_ALONE = 256 << 10
"""Sources of fewer bytes together are parsed in the calling process: starting others takes longer
(measured: about 60 ms against 10 ms)."""

HEAD_BYTES = 1 << 20
"""So much of an arriving source must be there before its format is guessed."""

_LOOK_SECONDS = 0.01


@dataclass(frozen=True, slots=True)
class Plan:
    """Sources with their formats, the chunks of all of them in order (NOT_YET in between while a
    source is still arriving), who works on them, and the folder that keeps their records as columns
    (empty: none does)."""

    sources: Sequence[Source]
    detections: Sequence[Detection]
    dialects: Sequence[Dialect]
    chunks: Iterable[Chunk | Pending]
    workers: int
    chunk_bytes: int
    engine: str
    columns: str = ""

    @property
    def bytes(self) -> int:
        """Of all sources."""
        return sum(source.size for source in self.sources)

    def task(self, chunk: Chunk) -> ChunkTask:
        """Of a chunk."""
        source, dialect = self.sources[chunk.source], self.dialects[chunk.source]
        return ChunkTask(chunk, source.path, dialect, self.columns)

    @property
    def chunks_expected(self) -> int:
        """About how many there will be."""
        return sum(-(-source.size // self.chunk_bytes) for source in self.sources)


def make_plan(sources: Sequence[Source], options: Options) -> Plan:
    """Formats, chunks, workers and engine: chosen by the caller or by the files and the machine."""
    if not sources:
        raise UsageError("Name at least one log file.")
    if options.format is not None:
        format_named(options.format)
    detections = [_detection(source, options) for source in sources]
    dialects = [dialect_of(*pair, options) for pair in zip(sources, detections, strict=True)]
    total = sum(source.size for source in sources)
    workers = options.workers or cpu_budget()
    chunk_bytes = options.chunk_bytes or chunk_bytes_for(total, workers)
    alone = options.workers is None and total < _ALONE
    engine = options.engine or ("serial" if alone else "pool")
    chunks = plan(sources, chunk_bytes, [record_test(dialect) for dialect in dialects])
    columns = options.columns or ""
    return Plan(sources, detections, dialects, chunks, workers, chunk_bytes, engine, columns)


def dialect_of(source: Source, detection: Detection, options: Options) -> Dialect:
    """How the source speaks: as detected, and as the caller says where the log is silent."""
    latest = source.modified or int(time.time())
    return Dialect(detection.formats, detection.header, options.zone or "UTC", latest)


def plan_while_growing(source: Source, growth: Growth, options: Options) -> Plan:
    """As ``make_plan``, for a source of which only the head may be there yet; waits for that."""
    detection = _detection_of_head(source, growth, options)
    workers = options.workers or cpu_budget()
    chunk_bytes = options.chunk_bytes or chunk_bytes_for(source.size, workers)
    dialect = dialect_of(source, detection, options)
    chunks = chunks_as_they_land(source, chunk_bytes, growth, record_test(dialect))
    engine = options.engine or "pool"
    columns = options.columns or ""
    return Plan([source], [detection], [dialect], chunks, workers, chunk_bytes, engine, columns)


def _detection_of_head(source: Source, growth: Growth, options: Options) -> Detection:
    """From the head; from the whole where the head tells nothing."""
    landed = _wait_for(min(source.size, HEAD_BYTES), growth)
    try:
        return _detection(replace(source, size=landed), options)
    except NothingParsed:
        _wait_for(source.size, growth)
        return _detection(source, options)


def _wait_for(size: int, growth: Growth) -> int:
    while (landed := growth.landed()) < size:
        time.sleep(_LOOK_SECONDS)
    return landed


def _detection(source: Source, options: Options) -> Detection:
    """What the caller says goes; its confidence is still measured."""
    if options.format is None:
        return detect(source)
    return share_of(source, options.format)
