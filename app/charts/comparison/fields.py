"""Fields as people call them, and their values."""

from collections.abc import Iterable
from hashlib import sha256

from analyzer.panels.tables import NONE
from analyzer.views.matching import PATTERN
from app.charts.comparison.chart import SIDES, Comparison
from app.charts.labels import shorten
from app.charts.status import code_text

TITLES = {
    "path": "Paths",
    "client_ip": "Clients",
    "user_agent": "User agents",
    "status": "Status codes",
    "method": "Methods",
    "referrer": "Referrers",
    "protocol": "Protocols",
    "virtual_host": "Virtual hosts",
    "upstream": "Upstreams",
    "cache": "Cache results",
    "user": "Users",
    "level": "Levels",
    "logger": "Loggers",
    "event": "Events",
    "message": "Messages",
    "error": "Errors",
    "process": "Processes",
    "host": "Hosts",
    "database": "Databases",
    "source": "Places in the code",
}
"""In the order of the page; other fields come after these by their own names."""

ALWAYS_ONE_SIDED = ("path", "client_ip", "user_agent", "status")
"""Fields of which it is said, too, that nothing is new or has vanished."""


def asked_as(field: str) -> str:
    """What a filter calls a field's values: those of the message are patterns of several texts."""
    return PATTERN if field == "message" else field


def in_page_order(fields: Iterable[str]) -> list[str]:
    """Those that are known first."""
    found = list(fields)
    known = [field for field in TITLES if field in found]
    return known + [field for field in found if field not in TITLES]


def alone(found: Comparison, side: str) -> list[str]:
    """Fields of which only this side has values: there is nothing to compare."""
    others = "vanished" if side == "a" else "new"
    return [
        field
        for field in in_page_order(found["panels"])
        if _values_beside(found, field, others) == 0
    ]


def comparable(found: Comparison) -> list[str]:
    """Fields of which both sides have values."""
    apart = {field for side in SIDES for field in alone(found, side)}
    return [field for field in in_page_order(found["panels"]) if field not in apart]


def _values_beside(found: Comparison, field: str, kind: str) -> int:
    """How many values there are but those that are all ``new``, or all ``vanished``. Every record
    has a status; where it is none, that is no value."""
    panel = found["panels"][field]
    left = int(panel["rows_total"]) - int(found[kind][field]["rows_total"])
    side = SIDES.index("a" if kind == "new" else "b")
    if field == "status" and any(row[0] == "-" and row[1 + side] for row in panel["rows"]):
        return left - 1
    return left


def title(field: str) -> str:
    """What a card of it is called."""
    return TITLES.get(field) or shorten(field)


def card_name(field: str) -> str:
    """A name for the page: a digest where the log itself named the field."""
    return field if field in TITLES else sha256(field.encode()).hexdigest()[:12]


def label(field: str, value: str) -> str:
    """A value as people read it, where a dash is none."""
    if value == "-":
        return NONE
    return code_text(int(value)) if field == "status" else value
