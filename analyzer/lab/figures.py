"""What the lab found: frozen values, each with its unit in its name."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

_FEWEST_VALUES = 3


@dataclass(frozen=True, slots=True)
class Spread:
    """A figure over all rounds: its median, its lowest and its highest value, and how many."""

    median: float
    low: float
    high: float
    values: int

    @classmethod
    def of(cls, values: Iterable[float]) -> "Spread":
        """Of at least one value, to three decimals."""
        kept = sorted(values)
        return cls(round(median(kept), 3), round(kept[0], 3), round(kept[-1], 3), len(kept))

    def ties_with(self, other: "Spread") -> bool:
        """Whether the two cannot be told apart: the gap between their ranges is no wider than the
        ranges are on average, or there are too few values to know a range. Ranges of three values
        that merely do not overlap happen by chance one time in ten."""
        gap = max(self.low, other.low) - min(self.high, other.high)
        ranges = self.high - self.low + other.high - other.low
        return min(self.values, other.values) < _FEWEST_VALUES or gap <= ranges / 2


@dataclass(frozen=True, slots=True)
class Figures:
    """One engine with one number of workers.

    ``wall_ms``: the whole analysis, from planning to the report with all processes ended.
    ``cpu_ms``: processor time of all processes together. ``startup_ms``: from asking for a worker
    until it was ready, of the slowest. ``fixed_ms``: the part of the wall time in which no chunk
    was worked on or merged. ``transfer_ms``: from the moment a worker let go of a result until the
    parent had it, mean per result; it includes waiting while the parent merges another.
    ``megabytes_per_s``: of the log, outside the fixed part. ``moved_bytes``: results that crossed
    from one process to another.
    """

    wall_ms: Spread
    cpu_ms: Spread
    startup_ms: Spread
    fixed_ms: Spread
    transfer_ms: Spread
    records_per_s: Spread
    megabytes_per_s: Spread
    moved_bytes: int


@dataclass(frozen=True, slots=True)
class EngineRow:
    """An engine's figures; or, where there are none, why. ``sha256`` is of its report without
    timing; ``same`` says whether that is the report of one process."""

    engine: str
    workers: int
    figures: Figures | None
    failure: str
    sha256: str
    same: bool


@dataclass(frozen=True, slots=True)
class MessageCost:
    """One message of ``bytes`` from one process to another, alone on its way, from before it is
    sent until it is there: microseconds, and megabytes a second at the median."""

    transport: str
    bytes: int
    microseconds: Spread
    megabytes_per_s: float


@dataclass(frozen=True, slots=True)
class BreakEven:
    """The size of a log, in bytes, from which on ``engine`` with ``workers`` is faster than one
    process; None where it never is. The model: an engine takes a fixed time and then works at its
    rate, so both take equally long where what the fixed times differ by is what the rates gain.
    ``sure`` says whether the rates do not tie."""

    engine: str
    workers: int
    bytes: int | None
    sure: bool
    serial_fixed_ms: float
    serial_megabytes_per_s: float
    fixed_ms: float
    megabytes_per_s: float


@dataclass(frozen=True, slots=True)
class Finding:
    """A question and what the figures say."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class LabResult:
    """Everything that one lab found. ``bytes`` is what was analysed of the source's ``size``;
    ``sha256`` is of the report of one process, without timing, and ``identical`` says whether every
    engine that finished gave the same. ``machine`` names processors, Python, system, and the load
    (processes that wanted to run, mean of the last minute) before the first run."""

    source: str
    size: int
    bytes: int
    records: int
    chunks: int
    chunk_bytes: int
    rounds: int
    sha256: str
    identical: bool
    rows: tuple[EngineRow, ...]
    messages: tuple[MessageCost, ...]
    break_even: BreakEven | None
    findings: tuple[Finding, ...]
    machine: dict[str, str]

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return asdict(self)
