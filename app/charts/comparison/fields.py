"""Fields as people call them, and their values."""

from collections.abc import Iterable
from hashlib import sha256

from analyzer.panels.tables import NONE
from analyzer.views.matching import PATTERN
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
