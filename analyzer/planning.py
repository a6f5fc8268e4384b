"""What a run will do, decided before it begins."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from analyzer.engines.cpu_budget import cpu_budget
from analyzer.errors import NothingParsed, UsageError
from analyzer.formats.detection import Detection, detect, share_of
from analyzer.formats.dialect import Dialect, format_named, record_test
from analyzer.model import Chunk, Losses, Options, Pending, Source, Span
from analyzer.source.chunks import chunk_bytes_for, plan
from analyzer.source.growing import Growth, chunks_as_they_land
from analyzer.worker import ChunkTask

_ALONE = 256 << 10
"""Sources of fewer bytes together are parsed in the calling process: starting others takes longer
(measured: about 60 ms against 10 ms)."""

HEAD_BYTES = 1 << 20
"""So much of an arriving source must be there before its format is guessed."""

_LOOK_SECONDS = 0.01


def _nothing() -> int:
    return 0


@dataclass(frozen=True, slots=True)
class Plan:
    """Sources with their formats, the chunks of all of them in order (NOT_YET in between while a
    source is still arriving), and who works on them. While logs are being decoded, sources, spans
    and losses grow, and about ``outstanding()`` bytes will come."""

    sources: Sequence[Source]
    detections: Sequence[Detection]
    dialects: Sequence[Dialect]
    chunks: Iterable[Chunk | Pending]
    workers: int
    chunk_bytes: int
    engine: str
    spans: list[Span] = field(default_factory=list)
    losses: Losses = field(default_factory=Losses)
    outstanding: Callable[[], int] = _nothing

    @property
    def bytes(self) -> int:
        """Of all sources; an estimate while some of them are still being decoded."""
        return sum(source.size for source in self.sources) + self.outstanding()

    def task(self, chunk: Chunk) -> ChunkTask:
        """Of a chunk."""
        return ChunkTask(chunk, self.sources[chunk.source].path, self.dialects[chunk.source])

    @property
    def chunks_expected(self) -> int:
        """About how many there will be."""
        known = sum(-(-source.size // self.chunk_bytes) for source in self.sources)
        return known + self.outstanding() // self.chunk_bytes


def make_plan(sources: Sequence[Source], options: Options) -> Plan:
    """Formats, chunks, workers and engine: chosen by the caller or by the files and the machine."""
    check_choices(sources, options)
    detections = [detection_for(source, options) for source in sources]
    dialects = [dialect_of(*pair, options) for pair in zip(sources, detections, strict=True)]
    workers, chunk_bytes, engine = crew_for(sum(source.size for source in sources), options)
    chunks = plan(sources, chunk_bytes, [record_test(dialect) for dialect in dialects])
    return Plan(sources, detections, dialects, chunks, workers, chunk_bytes, engine)


def check_choices(sources: Sequence[Source], options: Options) -> None:
    """UsageError where there is no source, or no format of the chosen name."""
    if not sources:
        raise UsageError("Name at least one log file.")
    if options.format is not None:
        format_named(options.format)


def crew_for(total: int, options: Options) -> tuple[int, int, str]:
    """Workers, bytes of a chunk and engine for sources of ``total`` bytes."""
    workers = options.workers or cpu_budget()
    chunk_bytes = options.chunk_bytes or chunk_bytes_for(total, workers)
    alone = options.workers is None and total < _ALONE
    return workers, chunk_bytes, options.engine or ("serial" if alone else "pool")


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
    return Plan([source], [detection], [dialect], chunks, workers, chunk_bytes, engine)


def wait_for_head(source: Source, growth: Growth) -> int:
    """Returns when so much is there that the source can be told, with how much that is."""
    return _wait_for(min(source.size, HEAD_BYTES), growth)


def _detection_of_head(source: Source, growth: Growth, options: Options) -> Detection:
    """From the head; from the whole where the head tells nothing."""
    landed = wait_for_head(source, growth)
    try:
        return detection_for(replace(source, size=landed), options)
    except NothingParsed:
        _wait_for(source.size, growth)
        return detection_for(source, options)


def _wait_for(size: int, growth: Growth) -> int:
    while (landed := growth.landed()) < size:
        time.sleep(_LOOK_SECONDS)
    return landed


def detection_for(source: Source, options: Options) -> Detection:
    """What the caller says goes; its confidence is still measured."""
    if options.format is None:
        return detect(source)
    return share_of(source, options.format)
