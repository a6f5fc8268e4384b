"""What a run will do, decided before it begins."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from analyzer.choice import Choice, choose
from analyzer.engines.pool import PoolEngine
from analyzer.errors import NothingParsed, UsageError
from analyzer.formats.detection import Detection, detection_for
from analyzer.formats.dialect import Dialect, format_named, record_test
from analyzer.model import Chunk, Losses, Options, Pending, Redacted, Source, Span
from analyzer.source.chunks import plan
from analyzer.source.growing import Growth, chunks_as_they_land
from analyzer.watch import Watch
from analyzer.worker import ChunkTask
from analyzer.zones import zone_named

HEAD_BYTES = 1 << 20
"""So much of an arriving source must be there before its format is guessed."""

_LOOK_SECONDS = 0.01

NOTHING_KNOWN: Mapping[str, Detection] = MappingProxyType({})


def _nothing() -> int:
    return 0


def _not_redacted() -> None:
    return None


@dataclass(frozen=True, slots=True)
class Plan:
    """Sources with their formats, the chunks of all of them in order (NOT_YET in between while a
    source is still arriving), who works on them, and why, and the folder that keeps their records
    as columns (empty: none does). While logs are being decoded, sources, spans and losses grow,
    about ``outstanding()`` bytes will come, and what ``redacted()`` tells has been masked."""

    sources: Sequence[Source]
    detections: Sequence[Detection]
    dialects: Sequence[Dialect]
    chunks: Iterable[Chunk | Pending]
    choice: Choice
    columns: str = ""
    spans: list[Span] = field(default_factory=list)
    losses: Losses = field(default_factory=Losses)
    outstanding: Callable[[], int] = _nothing
    redacted: Callable[[], Redacted | None] = _not_redacted

    @property
    def bytes(self) -> int:
        """Of all sources; an estimate while some of them are still being decoded."""
        return sum(source.size for source in self.sources) + self.outstanding()

    def task(self, chunk: Chunk) -> ChunkTask:
        """Of a chunk."""
        source, dialect = self.sources[chunk.source], self.dialects[chunk.source]
        return ChunkTask(chunk, source.path, dialect, self.columns)

    @property
    def chunks_expected(self) -> int:
        """About how many there will be."""
        size = self.choice.chunk_bytes
        return sum(-(-one.size // size) for one in self.sources) + self.outstanding() // size


def make_plan(sources: Sequence[Source], options: Options, watch: Watch) -> Plan:
    """Formats, chunks, workers and engine: chosen by the caller, by what the watch remembers, or by
    the files and the machine."""
    detections, dialects = understand(sources, options, watch.detected())
    choice = _choice(sources, dialects, options, watch)
    tests = [record_test(dialect) for dialect in dialects]
    chunks = plan(sources, choice.chunk_bytes, tests)
    return Plan(sources, detections, dialects, chunks, choice, options.columns or "")


def plan_while_growing(source: Source, growth: Growth, options: Options, watch: Watch) -> Plan:
    """As ``make_plan``, for a source of which only the head may be there yet; waits for that."""
    detection = _detection_of_head(source, growth, options)
    dialect = dialect_of(source, detection, options)
    options = replace(options, engine=options.engine or PoolEngine.name)
    choice = _choice([source], [dialect], options, watch)
    chunks = chunks_as_they_land(source, choice.chunk_bytes, growth, record_test(dialect))
    return Plan([source], [detection], [dialect], chunks, choice, options.columns or "")


def understand(
    sources: Sequence[Source], options: Options, known: Mapping[str, Detection] = NOTHING_KNOWN
) -> tuple[Sequence[Detection], Sequence[Dialect]]:
    """The format of each source and how much of it that explains, and how it speaks; of those whose
    paths are in ``known`` as it says there."""
    check_choices(sources, options)
    detections = [
        known.get(source.path) or detection_for(source, options.format) for source in sources
    ]
    dialects = [dialect_of(*pair, options) for pair in zip(sources, detections, strict=True)]
    return detections, dialects


def check_choices(sources: Sequence[Source], options: Options) -> None:
    """UsageError where there is no source, or no format or time zone of the chosen
    name."""
    if not sources:
        raise UsageError("Name at least one log file.")
    if options.format is not None:
        format_named(options.format)
    if options.also is not None:
        format_named(options.also)
    if options.zone is not None:
        zone_named(options.zone)


def dialect_of(source: Source, detection: Detection, options: Options) -> Dialect:
    """How the source speaks: as detected, and as the caller says where the log is silent."""
    latest = source.modified or int(time.time())
    also = () if options.also is None else (options.also,)
    formats = (*detection.formats, *also)
    return Dialect(formats, detection.header, options.zone or "UTC", latest)


def _choice(
    sources: Sequence[Source], dialects: Sequence[Dialect], options: Options, watch: Watch
) -> Choice:
    earlier = watch.remembered.recall(main_format(sources, dialects))
    choice = choose([source.size for source in sources], options, earlier)
    return choice.begun_with(watch.checkpoints.begin([*map(repr, dialects)], choice.chunk_bytes))


def main_format(sources: Sequence[Source], dialects: Sequence[Dialect]) -> str:
    """The one that has the most bytes."""
    sizes: Counter[str] = Counter()
    for source, dialect in zip(sources, dialects, strict=True):
        sizes[format_named(dialect.formats[0]).name] += source.size
    return sizes.most_common(1)[0][0]


def wait_for_head(source: Source, growth: Growth) -> int:
    """Returns when so much is there that the source can be told, with how much that is."""
    return _wait_for(min(source.size, HEAD_BYTES), growth)


def _detection_of_head(source: Source, growth: Growth, options: Options) -> Detection:
    """From the head; from the whole where the head tells nothing."""
    landed = wait_for_head(source, growth)
    try:
        return detection_for(replace(source, size=landed), options.format)
    except NothingParsed:
        _wait_for(source.size, growth)
        return detection_for(source, options.format)


def _wait_for(size: int, growth: Growth) -> int:
    while (landed := growth.landed()) < size:
        time.sleep(_LOOK_SECONDS)
    return landed
