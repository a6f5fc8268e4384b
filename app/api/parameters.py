"""Query parameters of views, read and refused in one way."""

from flask import current_app, request

from analyzer.errors import UsageError
from analyzer.views.view import View
from app.services import Services


def services() -> Services:
    """What the application does."""
    found: Services = current_app.extensions["loglanes"]
    return found


def view_from(suffix: str = "") -> View:
    """``where``, ``since``, ``until``, ``tz``; each with ``suffix`` behind its name."""
    where, since, until = (
        request.args.get(name + suffix, "") for name in ("where", "since", "until")
    )
    return View(where, since, until, request.args.get("tz") or "UTC")


def whole_number(name: str, default: int) -> int:
    """A parameter of at most 15 digits."""
    text = request.args.get(name)
    if text is None or text == "":
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise UsageError(f"{name} is {text!r}; it takes a whole number.")
    return int(text)


def one_of(name: str, *choices: str) -> str:
    """One of the choices, the first unless given."""
    text = request.args.get(name) or choices[0]
    if text not in choices:
        raise UsageError(f"{name} is {text!r}; it takes {' or '.join(choices)}.")
    return text
