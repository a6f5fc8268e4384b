"""Query parameters that a route does not know: refused, as a misspelt filter would be no filter."""

from difflib import get_close_matches

from flask import Flask, current_app, request

from analyzer.errors import UsageError
from app.api.contract import operation_of


def register(app: Flask) -> None:
    """For all routes of REST."""
    app.before_request(_refuse_unknown)


def _refuse_unknown() -> None:
    rule = request.url_rule
    if rule is None or not rule.rule.startswith("/api/"):
        return
    promised = operation_of(current_app.view_functions[rule.endpoint])
    known = [one.name for one in promised.parameters if one.place == "query"]
    for name in request.args:
        if name not in known:
            raise UsageError(f"{name!r} is no query parameter here. {_advice(name, known)}")


def _advice(name: str, known: list[str]) -> str:
    if not known:
        return "This address takes none."
    close = get_close_matches(name, known, 1)
    return f"Did you mean {close[0]}?" if close else f"There are {', '.join(sorted(known))}."
