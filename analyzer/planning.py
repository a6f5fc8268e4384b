"""What a run will do, decided before it begins."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analyzer.engines.cpu_budget import cpu_budget
from analyzer.errors import UsageError
from analyzer.formats.detection import Detection, detect, share_of
from analyzer.formats.loader import format_named, formats
from analyzer.model import Chunk, Options, Source
from analyzer.source.chunks import chunk_bytes_for, plan
from analyzer.worker import ChunkTask

_ALONE = 256 << 10
"""Sources of fewer bytes together are parsed in the calling process: starting others takes longer
(measured: about 60 ms against 10 ms)."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Sources with their formats, the chunks of all of them in order, and who works on them."""

    sources: Sequence[Source]
    detections: Sequence[Detection]
    chunks: Sequence[Chunk]
    workers: int
    chunk_bytes: int
    engine: str

    @property
    def bytes(self) -> int:
        """Of all sources."""
        return sum(source.size for source in self.sources)

    def tasks(self, chunks: Sequence[Chunk]) -> Iterator[ChunkTask]:
        """One a chunk: the detected format first, the others for lines that it cannot read."""
        names = [one.format for one in self.detections]
        order = {name: (name, *(other for other in formats() if other != name)) for name in names}
        for chunk in chunks:
            path = self.sources[chunk.source].path
            yield ChunkTask(chunk, path, order[names[chunk.source]])


def make_plan(sources: Sequence[Source], options: Options) -> Plan:
    """Formats, chunks, workers and engine: chosen by the caller or by the files and the machine."""
    if not sources:
        raise UsageError("Name at least one log file.")
    if options.format is not None:
        format_named(options.format)
    detections = [_detection(source, options) for source in sources]
    total = sum(source.size for source in sources)
    workers = options.workers or cpu_budget()
    chunk_bytes = options.chunk_bytes or chunk_bytes_for(total, workers)
    alone = options.workers is None and total < _ALONE
    engine = options.engine or ("serial" if alone else "pool")
    return Plan(sources, detections, plan(sources, chunk_bytes), workers, chunk_bytes, engine)


def _detection(source: Source, options: Options) -> Detection:
    """What the caller says goes; its confidence is still measured."""
    if options.format is None:
        return detect(source)
    return share_of(source, options.format)
