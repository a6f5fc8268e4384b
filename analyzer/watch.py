"""What the caller of a run may hand in: ears for what it says, and hands on how it goes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from analyzer.decode.limits import DecodeLimits
from analyzer.engines.base import Payload
from analyzer.engines.control import Control
from analyzer.engines.pool import Limits
from analyzer.engines.recorder import Recorder
from analyzer.model import Chunk, Progress, Report

if TYPE_CHECKING:
    from analyzer.formats.detection import Detection
    from analyzer.timing.experience import Experience


class Checkpoints(Protocol):
    """Payloads of finished chunks that outlive the run."""

    def begin(self, formats: Sequence[str], chunk_bytes: int) -> int:
        """The run is about to begin: sources of these formats, chunks of about that size. Returns
        the size with which the analysis began, as payloads belong to exact byte ranges; what was
        found with other formats is forgotten."""
        ...

    def load(self, chunk: Chunk) -> bytes | None:
        """What ``save`` was given for the same byte range of the same source."""
        ...

    def save(self, chunk: Chunk, payload: Payload) -> None:
        """Keeps the payload."""
        ...


class NoCheckpoints:
    """Keeps nothing."""

    def begin(self, _formats: Sequence[str], chunk_bytes: int) -> int:
        """It always begins now."""
        return chunk_bytes

    def load(self, _chunk: Chunk) -> bytes | None:
        """Nothing was kept."""
        return None

    def save(self, _chunk: Chunk, _payload: Payload) -> None:
        """Forgets it."""


class Remembered(Protocol):
    """What earlier runs on this host cost, by format."""

    def recall(self, format: str) -> "Sequence[Experience]":
        """The latest runs, oldest first."""
        ...

    def keep(self, format: str, run: "Experience") -> None:
        """One run more."""
        ...


class NothingRemembered:
    """Every run is the first."""

    def recall(self, _format: str) -> "Sequence[Experience]":
        """None."""
        return ()

    def keep(self, _format: str, _run: "Experience") -> None:
        """Forgets it."""


def _ignore(_said: object) -> None:
    return


@dataclass(frozen=True, slots=True)
class Watch:
    """``on_progress`` hears of each finished chunk; ``on_report`` gets the report so far, at most
    once a second and never for more than a ninth of the run's time. Recorder and control are
    shared memory that the caller may hold in another process. Logs that have to be decoded stay in
    the folder ``decoded``, made where there are any; without one they are gone at the end.
    ``detected`` is asked once, for the formats that someone has detected meanwhile, by path."""

    on_progress: Callable[[Progress], None] = _ignore
    on_report: Callable[[Report], None] | None = None
    checkpoints: Checkpoints = field(default_factory=NoCheckpoints)
    recorder: Recorder | None = None
    control: Control = field(default_factory=Control)
    remembered: Remembered = field(default_factory=NothingRemembered)
    limits: Limits = field(default_factory=Limits)
    decode_limits: DecodeLimits = field(default_factory=DecodeLimits)
    decoded: str | None = None
    detected: "Callable[[], Mapping[str, Detection]]" = dict
