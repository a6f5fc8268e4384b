"""Query parameters that several routes take: how they are described, and how they are read."""

from collections.abc import Sequence

from flask import request

from analyzer.errors import UsageError
from app.api.contract import Parameter
from app.errors import NotAcceptable

LONGEST_WAIT = 300.0

WAIT = Parameter(
    "wait",
    "Seconds to wait for the end of the analysis. Where 32 requests wait in the same web process"
    " already, the answer comes at once: pause for a second and ask again.",
    {"type": "number", "minimum": 0, "maximum": LONGEST_WAIT, "default": 0},
)
SINCE = Parameter(
    "since",
    "With wait: answer as soon as the progress is at another version than this.",
    {"type": "integer", "minimum": 0, "maximum": 10**15 - 1},
)


def seconds(name: str) -> float:
    """The parameter as seconds, 0 where it is missing."""
    text = request.args.get(name, "0")
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= LONGEST_WAIT:
        raise UsageError(f"{name} is {text!r}; it takes seconds from 0 to {LONGEST_WAIT:.0f}.")
    return value


def whole_number(name: str) -> int | None:
    """The parameter as a whole number; None where it is missing."""
    text = request.args.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise UsageError(f"{name} is {text!r}; it takes a whole number.")
    return int(text)


def output_parameter(names: Sequence[str]) -> Parameter:
    """The parameter that ``chosen_output`` reads."""
    text = "What the answer is; it goes before the header Accept."
    return Parameter("output", text, {"type": "string", "enum": list(names), "default": names[0]})


def chosen_output(media: dict[str, str]) -> str:
    """One of ``media`` (name -> media type, the default first): by ?output=, else by Accept."""
    name = request.args.get("output")
    if name is not None:
        if name not in media:
            raise UsageError(f"output is {name!r}; it takes {', '.join(media)}.")
        return name
    if "Accept" not in request.headers:
        return next(iter(media))
    best = request.accept_mimetypes.best_match(list(media.values()))
    for known, type in media.items():
        if type == best:
            return known
    raise NotAcceptable(f"This comes as {', '.join(media.values())}, which Accept rules out.")
