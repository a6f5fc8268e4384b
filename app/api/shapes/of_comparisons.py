"""Two views held against each other."""

from typing import Any, TypedDict

from app.api.shapes.of_problems import Object
from app.api.shapes.of_reports import Totals


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
