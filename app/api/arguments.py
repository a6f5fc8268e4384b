"""Query parameters, and keys of a body, that a route does not know: refused, as a misspelt filter
would be no filter."""

from difflib import get_close_matches
from typing import Any, get_type_hints

from flask import Flask, current_app, request

from analyzer.errors import UsageError
from app.api.contract import JSON, operation_of
from app.errors import UploadTooLarge

_LARGEST_OBJECT = 1 << 20


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
    if promised.body and JSON in promised.body.media:
        _refuse_unknown_keys(promised.body.media[JSON])


def _refuse_unknown_keys(shape: Any) -> None:
    """Of a body that is an object; what else is wrong with it, its route says."""
    if (request.content_length or 0) > _LARGEST_OBJECT:
        raise UploadTooLarge(
            f"The body has {request.content_length:,} bytes; at most {_LARGEST_OBJECT:,} are read."
        )
    request.max_content_length = _LARGEST_OBJECT
    body = request.get_json(silent=True)
    known = list(get_type_hints(shape))
    for name in body if isinstance(body, dict) else ():
        if name not in known:
            raise UsageError(f"{name!r} is no key of this body. {_advice(name, known)}")


def _advice(name: str, known: list[str]) -> str:
    if not known:
        return "This address takes none."
    close = get_close_matches(name, known, 1)
    return f"Did you mean {close[0]}?" if close else f"There are {', '.join(sorted(known))}."
