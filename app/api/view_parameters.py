"""Query parameters of views: how they are described, and how they are read."""

from flask import current_app, request

from analyzer.errors import UsageError
from analyzer.views.view import View
from app.api.contract import Parameter
from app.api.parameters import whole_number
from app.services import Services

TZ = Parameter(
    "tz",
    "The zone that is asked in: of times in filters that name none and, in a view, of panels over"
    " time and by weekday and hour and of the first and the last record. An IANA name, or an offset"
    " like +02:00 (its plus written %2B). UTC unless given.",
)


def view_parameters(suffix: str = "") -> tuple[Parameter, ...]:
    """What ``view_from`` reads, the zone aside."""
    return (
        Parameter(
            f"where{suffix}",
            "A filter, in the language of filters: `status>=500 and not"
            " bot`, `time in (Sat, Sun)`.",
        ),
        Parameter(f"since{suffix}", "Not before this time (ISO 8601)."),
        Parameter(f"until{suffix}", "Before this time (ISO 8601)."),
        Parameter(f"view{suffix}", "Instead of these: the short id of a kept view."),
    )


WHOLE = {"type": "integer", "minimum": 0, "maximum": 10**15 - 1}
"""The shape of what ``number`` reads."""

VIEW = (*view_parameters(), TZ)


def services() -> Services:
    """What the application does."""
    found: Services = current_app.extensions["loglanes"]
    return found


def view_from(id: str, suffix: str = "") -> View:
    """The view of an analysis that the parameters name, each with ``suffix`` behind its name."""
    return services().kept_views.asked_for(id, request.args, suffix)


def number(name: str, default: int) -> int:
    """A whole number; ``default`` where it is missing."""
    found = whole_number(name) if request.args.get(name) else None
    return default if found is None else found


def one_of(name: str, *choices: str) -> str:
    """One of the choices, the first unless given."""
    text = request.args.get(name) or choices[0]
    if text not in choices:
        raise UsageError(f"{name} is {text!r}; it takes {' or '.join(choices)}.")
    return text
