"""Reports, their parts, and the verdict on one."""

from typing import Any, NotRequired, TypedDict

from analyzer.model import Accounting, Coverage, Redacted, SourceFacts, Unread
from app.api.shapes.of_problems import Object


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


class ViewSeen(TypedDict):
    """The view that a report's totals and panels are of: ``matched`` of ``of`` records."""

    where: str
    since: str
    until: str
    zone: str
    matched: int
    of: int


class Report(TypedDict):
    """All that was found; of a view, its totals and panels, and the rest of the whole log.
    Everything but ``timing`` is deterministic."""

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
    view: NotRequired[ViewSeen]


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
