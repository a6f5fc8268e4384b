"""The frozen values that cross borders: between modules, processes, and to the pages.

Nothing here imports anything of ours, and everything pickles.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

SCHEMA = 1
"""Version of the report's JSON."""


class Pending(Enum):
    """What stands for the next of several things while it is not known: ask again a little
    later."""

    NOT_YET = "not yet"


NOT_YET = Pending.NOT_YET


@dataclass(frozen=True, slots=True)
class Source:
    """One log file as bytes. ``size`` is frozen when the run is planned; ``sha256`` is empty until
    someone has computed it; ``modified`` is when it was last written (seconds since 1970), 0 where
    nobody knows. Of a log that had to be decoded all this is of the decoded bytes;
    ``compression`` names the layers that were around it, ``encoding`` what it was written in."""

    index: int
    name: str
    path: str
    size: int
    sha256: str = ""
    modified: int = 0
    compression: str = ""
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A byte range ``[start, end)`` of a source that starts and ends on a record boundary."""

    index: int
    source: int
    start: int
    end: int

    @property
    def bytes(self) -> int:
        """Length in bytes."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Redaction:
    """What to mask in logs before anything of them is kept: client ``addresses`` to a level
    (network, pseudonym or hidden; "" leaves them), and ``secrets``: e-mail addresses, tokens and
    the values of query strings."""

    addresses: str = ""
    secrets: bool = False


@dataclass(frozen=True, slots=True)
class Masked:
    """How many of each were masked; ``queries`` are query strings, of any number of values."""

    addresses: int = 0
    emails: int = 0
    tokens: int = 0
    queries: int = 0

    def __add__(self, other: "Masked") -> "Masked":
        return Masked(
            self.addresses + other.addresses,
            self.emails + other.emails,
            self.tokens + other.tokens,
            self.queries + other.queries,
        )

    def __sub__(self, other: "Masked") -> "Masked":
        return Masked(
            self.addresses - other.addresses,
            self.emails - other.emails,
            self.tokens - other.tokens,
            self.queries - other.queries,
        )


NOTHING_MASKED = Masked()


@dataclass(frozen=True, slots=True)
class Redacted:
    """What was asked for, and what was masked for it."""

    wanted: Redaction
    masked: Masked


@dataclass(frozen=True, slots=True)
class Options:
    """What a caller may choose. ``None`` means: decided from the files and the machine.
    ``format`` is a name, or the text of a definition; ``zone`` (an IANA name) is that of times
    without one, UTC unless given; ``sha256`` is whether to hash sources whose hash is not known.
    ``columns`` is an existing folder for the records as columns, from which later questions are
    answered; they are not kept without it. With ``redaction`` the logs are masked copies of those
    given. ``also`` is a definition by which lines are read that no detected format can.
    ``low_memory`` prefers 600 MB for all processes together to speed."""

    workers: int | None = None
    chunk_bytes: int | None = None
    format: str | None = None
    engine: str | None = None
    zone: str | None = None
    sha256: bool = True
    columns: str | None = None
    redaction: Redaction | None = None
    also: str | None = None
    low_memory: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is, after ``lane`` has finished ``chunk`` of ``chunk_bytes``; ``bytes_done``
    and ``records`` are of all finished chunks."""

    phase: str
    bytes_done: int
    bytes_total: int
    records: int
    chunks_done: int
    chunks_total: int
    elapsed_s: float
    lane: str
    chunk: int
    chunk_bytes: int


@dataclass(frozen=True, slots=True)
class Span:
    """What one lane did from ``start_ns`` to ``end_ns`` (nanoseconds of the monotonic clock,
    which all processes of a host share)."""

    lane: str
    chunk: int
    phase: str
    start_ns: int
    end_ns: int
    bytes: int = 0
    records: int = 0
    cpu_ns: int = 0


@dataclass(frozen=True, slots=True)
class RejectSample:
    """One rejected record: where it begins in its source, and its first bytes."""

    source: int
    offset: int
    text: bytes


@dataclass(frozen=True, slots=True)
class Reject:
    """Rejected records of one reason; samples are the first ones by source and offset."""

    reason: str
    count: int
    samples: tuple[RejectSample, ...]


@dataclass(frozen=True, slots=True)
class Accounting:
    """Where every byte and every line went. ``records = parsed + rejected``; a blank line (or a
    comment) is counted as ``blank`` and one that continues the record before it as ``continued``:
    neither is a record."""

    bytes: int = 0
    records: int = 0
    parsed: int = 0
    rejected: int = 0
    blank: int = 0
    continued: int = 0

    def __add__(self, other: "Accounting") -> "Accounting":
        return Accounting(
            self.bytes + other.bytes,
            self.records + other.records,
            self.parsed + other.parsed,
            self.rejected + other.rejected,
            self.blank + other.blank,
            self.continued + other.continued,
        )


@dataclass(frozen=True, slots=True)
class Clocks:
    """What the times of records say: how many records have one (``timed``), how many of these name
    no zone (``zoneless``), and how many no year (``yearless``). What zones that are named add to
    UTC, in seconds: at least ``least_offset``, at most ``most_offset``; None where none is."""

    timed: int = 0
    zoneless: int = 0
    yearless: int = 0
    least_offset: int | None = None
    most_offset: int | None = None

    def __add__(self, other: "Clocks") -> "Clocks":
        return Clocks(
            self.timed + other.timed,
            self.zoneless + other.zoneless,
            self.yearless + other.yearless,
            min(_known(self.least_offset, other.least_offset), default=None),
            max(_known(self.most_offset, other.most_offset), default=None),
        )

    def said(self, missing: int, instead: str) -> str:
        """What was taken ``instead`` for the ``missing`` ones; "" of a log without times."""
        if not missing:
            return "as written" if self.timed else ""
        return instead if missing == self.timed else f"as written, else {instead}"


def _known(*offsets: int | None) -> list[int]:
    return [one for one in offsets if one is not None]


NO_TIMES = Clocks()


@dataclass(frozen=True, slots=True)
class Panel:
    """The answer to one question: a table. ``rows_total`` counts the rows before the cut to the
    top, so that a page can say what it leaves out. Where anything is estimated or could not be
    counted, ``note`` says what, and ``within`` how far ``rows_total`` may be off."""

    title: str
    columns: tuple[str, ...]
    rows: list[list[Any]]
    rows_total: int
    note: str = ""
    within: int = 0

    def to_json(self) -> dict[str, Any]:
        """The panel as the report's JSON holds it."""
        approximate = {"note": self.note, "rows_total_within": self.within}
        return {
            "title": self.title,
            "columns": list(self.columns),
            "rows": self.rows,
            "rows_total": self.rows_total,
            **({"approximate": approximate} if self.note else {}),
        }


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What the report says of a source. ``zone`` and ``year`` of its times: "as written", what was
    taken instead (a zone's name, or "inferred"), "as written, else ..." where only some lack it, or
    "" where there are no times."""

    name: str
    bytes: int
    format: str
    confidence: float
    sha256: str
    compression: str
    encoding: str
    zone: str
    year: str


@dataclass(frozen=True, slots=True)
class Unread:
    """What is not in the report: all of ``source``, or its rest, for that cause."""

    source: str
    cause: str


@dataclass(slots=True)
class Losses:
    """What could not be read because it is ``damaged``, and what was ``skipped`` on purpose: links,
    archives within archives, members that are no logs."""

    damaged: list[Unread] = field(default_factory=list)
    skipped: list[Unread] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Quarantine:
    """A byte range that was not analysed because each worker that tried it died."""

    source: int
    start: int
    end: int
    cause: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the sources the report speaks of. ``state`` is complete, running (more will
    come), cancelled, or damaged (some byte ranges are quarantined, or could not be decoded). While
    a log is being decoded ``bytes_total`` is an estimate."""

    state: str
    bytes_analysed: int
    bytes_total: int


@dataclass(frozen=True, slots=True)
class Report:
    """All partials merged. Everything but ``timing`` is the same for any number of workers, any
    chunk size and any engine."""

    sources: tuple[SourceFacts, ...]
    accounting: Accounting
    totals: Mapping[str, Any]
    panels: Mapping[str, Panel]
    rejects: tuple[Reject, ...]
    coverage: Coverage
    quarantined: tuple[Quarantine, ...] = ()
    damaged: tuple[Unread, ...] = ()
    skipped: tuple[Unread, ...] = ()
    redacted: Redacted | None = None
    timing: Mapping[str, Any] = field(default_factory=dict)
