"""What the caller of a run may hand in: ears for what it says, and hands on how it goes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from analyzer.decode.limits import DecodeLimits
from analyzer.engines.control import Control
from analyzer.engines.pool import Limits
from analyzer.engines.recorder import Recorder
from analyzer.model import Chunk, Progress, Report


class Checkpoints(Protocol):
    """Payloads of finished chunks that outlive the run."""

    def load(self, chunk: Chunk) -> bytes | None:
        """What ``save`` was given for the same byte range of the same source."""
        ...

    def save(self, chunk: Chunk, payload: bytes) -> None:
        """Keeps the payload."""
        ...


class NoCheckpoints:
    """Keeps nothing."""

    def load(self, _chunk: Chunk) -> bytes | None:
        """Nothing was kept."""
        return None

    def save(self, _chunk: Chunk, _payload: bytes) -> None:
        """Forgets it."""


def _ignore(_said: object) -> None:
    return


@dataclass(frozen=True, slots=True)
class Watch:
    """``on_progress`` hears of each finished chunk; ``on_report`` gets the report so far, at most
    once a second and never for more than a ninth of the run's time. Recorder and control are
    shared memory that the caller may hold in another process. Logs that have to be decoded stay in
    the folder ``decoded``, made where there are any; without one they are gone at the end."""

    on_progress: Callable[[Progress], None] = _ignore
    on_report: Callable[[Report], None] | None = None
    checkpoints: Checkpoints = field(default_factory=NoCheckpoints)
    recorder: Recorder | None = None
    control: Control = field(default_factory=Control)
    limits: Limits = field(default_factory=Limits)
    decode_limits: DecodeLimits = field(default_factory=DecodeLimits)
    decoded: str | None = None
