"""Views of an analysis: figures, facets, lines; and views that are kept."""

from typing import NotRequired, TypedDict

from app.api.shapes.of_problems import Object
from app.api.shapes.of_reports import Panel, Totals


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


class LinePage(TypedDict):
    """Lines of a view, or around a place."""

    view: NotRequired[Object]
    total: NotRequired[int]
    cursor: NotRequired[int]
    next: NotRequired[int | None]
    source: NotRequired[int]
    name: NotRequired[str]
    lines: list[Object]
