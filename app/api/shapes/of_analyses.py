"""Analyses, their progress, and what one may ask of them."""

from typing import Literal, NotRequired, TypedDict

from app.catalog.catalog import StoredSource

State = Literal["queued", "running", "done", "failed", "cancelled"]


class Links(TypedDict):
    """Paths of what belongs to an analysis."""

    self: str
    report: str
    timing: str
    page: str


class Earlier(TypedDict):
    """An earlier analysis of the same bytes, by SHA-256, with the same options."""

    id: str
    created: str
    links: Links


class Form(TypedDict):
    """An upload as a browser's form sends it; several parts may be called ``file``."""

    file: list[bytes]
    format: NotRequired[str]
    timezone: NotRequired[str]
    redact: NotRequired[str]


class Analysis(TypedDict):
    """One job. Times are ISO 8601 in UTC; ``arriving`` while its bytes still come; ``redact`` says
    what is masked in its log."""

    id: str
    name: str
    state: State
    created: str
    priority: int
    started: str | None
    finished: str | None
    bytes: int
    records: int | None
    error: str | None
    arriving: bool
    redact: str | None
    sources: list[StoredSource]


class Created(Analysis):
    """A new analysis, or the one that an Idempotency-Key stands for."""

    links: Links
    earlier: Earlier | None


class Worker(TypedDict):
    """What a worker does this moment."""

    lane: str
    pid: int
    phase: str
    chunk: int
    bytes: int
    peak_bytes: int


class Progress(TypedDict):
    """How far an analysis is; ``version`` counts up with each change."""

    state: State
    phase: str
    bytes_done: int
    bytes_total: int
    records: int
    chunks_done: int
    chunks_total: int
    elapsed_s: float
    workers: list[Worker]
    error: str | None
    version: int
    paused: NotRequired[bool]
    reports: NotRequired[int]


class Shown(Created):
    """An analysis with its progress."""

    progress: Progress


class AnalysisList(TypedDict):
    """All analyses, newest first."""

    analyses: list[Analysis]


class Priority(TypedDict):
    """Among the queued, higher goes first."""

    priority: int


class Reading(TypedDict):
    """How a log is to be read, and what is to be masked in it from now on. By ``pattern`` lines are
    read that no format can."""

    format: NotRequired[str]
    pattern: NotRequired[str]
    timezone: NotRequired[str]
    redact: NotRequired[str]


class SampleLog(TypedDict):
    """A log that ships with Loglanes."""

    name: str
    title: str
    note: str
    bytes: int


class SampleList(TypedDict):
    """The logs that ship with Loglanes."""

    samples: list[SampleLog]
