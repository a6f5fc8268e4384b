"""The JSON that REST answers with and takes, as types: the OpenAPI document's schemas."""

from typing import Any, Literal, NotRequired, TypedDict

from analyzer.model import Accounting, Coverage, Redacted, SourceFacts, Unread
from app.catalog.catalog import StoredSource

State = Literal["queued", "running", "done", "failed", "cancelled"]
Object = dict[str, Any]


class Problem(TypedDict):
    """What went wrong, by RFC 9457."""

    type: str
    title: str
    status: int
    detail: str


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


class Approximate(TypedDict):
    """What of a panel is estimated or left out, in words; ``rows_total`` may be off by so many
    rows to either side (in 95 of 100 cases)."""

    note: str
    rows_total_within: int


class Panel(TypedDict):
    """A table: the top rows of ``rows_total``. Exact, unless it says ``approximate``."""

    title: str
    columns: list[str]
    rows: list[list[Any]]
    rows_total: int
    approximate: NotRequired[Approximate]


class PanelName(TypedDict):
    """A panel without its rows."""

    name: str
    title: str
    columns: list[str]
    rows_total: int


class PanelList(TypedDict):
    """The panels that a log's fields can answer."""

    panels: list[PanelName]


class Sample(TypedDict):
    """A rejected record: where it begins, and its first bytes."""

    source: str
    offset: int
    text: str


class Reject(TypedDict):
    """Rejected records of one reason."""

    reason: str
    count: int
    samples: list[Sample]


class Quarantined(TypedDict):
    """A byte range that killed every worker that tried it."""

    source: str
    start: int
    end: int
    cause: str


class Totals(TypedDict):
    """The headline figures. Where visitors are estimated, their number is right to
    ``unique_visitors_within`` to either side, in 95 of 100 cases."""

    requests: int
    unique_visitors: int
    unique_visitors_within: NotRequired[int]
    bytes_sent: int
    errors: int
    first: str | None
    last: str | None


class Report(TypedDict):
    """All that was found. Everything but ``timing`` is deterministic."""

    schema: int
    sources: list[SourceFacts]
    coverage: Coverage
    accounting: Accounting
    totals: Totals
    panels: dict[str, Panel]
    rejects: list[Reject]
    quarantined: list[Quarantined]
    damaged: list[Unread]
    skipped: list[Unread]
    redacted: Redacted | None
    timing: Object


class Sources(TypedDict):
    """The files of an analysis, and what was made of them."""

    sources: list[SourceFacts]
    coverage: Coverage
    accounting: Accounting


class Rejects(TypedDict):
    """What no rule could parse."""

    rejects: list[Reject]
    quarantined: list[Quarantined]


class Check(TypedDict):
    """One rule of a verdict: the figure's value, the limit it was held against, and a sentence."""

    rule: str
    figure: str
    value: float
    limit: float
    failed: bool
    reason: str


class Verdict(TypedDict):
    """Passed where no rule failed."""

    passed: bool
    checks: list[Check]


class Format(TypedDict):
    """A format that can be read: the fields that its samples show, and a line of it, behind a
    header line where it needs one."""

    name: str
    title: str
    fields: list[str]
    sample: str


class FormatList(TypedDict):
    """All formats, by name."""

    formats: list[Format]


class Ranked(TypedDict):
    """A format and the share of sampled records that it reads."""

    name: str
    title: str
    share: float


class Detected(TypedDict):
    """Formats that read any of the ``sampled`` records, the likeliest first; which would be the
    answer without that one, what decided, and the first records that it reads."""

    formats: list[Ranked]
    sampled: int
    runner_up: Ranked | None
    why: str
    records: list[Object]


class SampleLog(TypedDict):
    """A log that ships with Loglanes."""

    name: str
    title: str
    note: str
    bytes: int


class SampleList(TypedDict):
    """The logs that ship with Loglanes."""

    samples: list[SampleLog]


class Health(TypedDict):
    """``ok`` says that the web server answers, ``engine`` whether the engine does."""

    status: Literal["ok"]
    engine: bool


class Ready(TypedDict):
    """What has to work for an upload to be analysed."""

    ready: bool
    engine: bool
    catalog: bool
    disk: bool


class LabWishes(TypedDict):
    """What the lab is to compare; all optional."""

    engines: NotRequired[list[str]]
    workers: NotRequired[list[int]]
    rounds: NotRequired[int]


class Lab(TypedDict):
    """How a lab stands, and once it is done, what it found."""

    state: State
    created: str
    error: str | None
    progress: NotRequired[Object]
    result: NotRequired[Object]


class ViewAnswer(TypedDict):
    """Totals and panels of some records: ``matched`` of ``of``."""

    schema: int
    view: Object
    matched: int
    of: int
    totals: Totals
    panels: dict[str, Panel]


class ViewWishes(TypedDict):
    """A view: filters that hold together (one that begins with ~ is switched off), times from and
    to, and the zone of such times."""

    conditions: NotRequired[list[str]]
    since: NotRequired[str]
    until: NotRequired[str]
    tz: NotRequired[str]


class ViewLinks(TypedDict):
    """Paths of a kept view, and of the page that shows it."""

    self: str
    page: str


class KeptViewShown(TypedDict):
    """A view with a short id."""

    id: str
    conditions: list[str]
    view: Object
    links: ViewLinks


class FacetValue(TypedDict):
    """A value: how many records of the view have it, and how many did were it not for the
    conditions on its own field."""

    value: str
    count: int
    available: int


class Facet(TypedDict):
    """Values of a field, the most frequent of ``values_total``. ``field`` is what a condition calls
    it."""

    name: str
    field: str
    values: list[FacetValue]
    values_total: int


class Facets(TypedDict):
    """The facets asked for, of a view of ``matched`` of ``of`` records; ``names`` are all that the
    log has."""

    view: Object
    matched: int
    of: int
    names: list[str]
    facets: list[Facet]


class Run(TypedDict):
    """How an analysis went; ``phases_ns`` is the busy time of all workers."""

    bytes: int
    records: int
    wall_ns: int
    workers: int
    engine: str
    records_per_s: float
    megabytes_per_s: float
    speed_up: float
    efficiency: float
    phases_ns: dict[str, int]


class ComparedSide(TypedDict):
    """A side of a comparison: a view of an analysis, which has ``of`` records in all."""

    id: str
    name: str
    view: Object
    of: int
    run: Run


class ErrorShare(TypedDict):
    """Errors among all records of both sides, and the test of their difference."""

    a: float
    b: float
    z: float
    p: float
    significant: bool


class OverTime(TypedDict):
    """Both sides in steps of ``width`` seconds, each from its own start on; null behind its end."""

    width: int
    starts: list[str]
    columns: list[str]
    rows: list[list[int | None]]


class ChangedValues(TypedDict):
    """The values of a field whose shares changed most; ``significant`` of ``rows_total``."""

    columns: list[str]
    rows: list[list[Any]]
    rows_total: int
    significant: int


class ValuesOfOneSide(TypedDict):
    """The values of a field that only one side has, the most frequent first."""

    columns: list[str]
    rows: list[list[Any]]
    rows_total: int


class Comparison(TypedDict):
    """From a to b. Fields in ``uncounted`` have too many values to be compared."""

    sides: dict[str, ComparedSide]
    method: str
    totals: dict[str, Totals]
    error_share: ErrorShare
    durations_ms: dict[str, list[float]]
    over_time: OverTime
    panels: dict[str, ChangedValues]
    new: dict[str, ValuesOfOneSide]
    vanished: dict[str, ValuesOfOneSide]
    uncounted: list[str]


class Pattern(TypedDict):
    """A log format string, or a regular expression with named groups."""

    pattern: str


class RejectShape(TypedDict):
    """Rejected lines of one reason that look alike; ``share`` is of all records, ``first`` and
    ``last`` are places in the log from 0 to 1."""

    reason: str
    shape: str
    count: int
    share: float
    first: float
    last: float
    samples: list[Object]


class RejectShapes(TypedDict):
    """Of how many rejected lines these are the shapes."""

    total: int
    looked_at: int
    shapes: list[RejectShape]


class Tried(TypedDict):
    """How many of the first rejected lines a pattern reads, its fields, and the first of them."""

    read: int
    of: int
    total: int
    fields: list[str]
    samples: list[Object]


class LinePage(TypedDict):
    """Lines of a view, or around a place."""

    view: NotRequired[Object]
    total: NotRequired[int]
    cursor: NotRequired[int]
    next: NotRequired[int | None]
    source: NotRequired[int]
    name: NotRequired[str]
    lines: list[Object]
