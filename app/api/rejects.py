"""REST: lines that no format could read, their shapes, and patterns tried on them."""

from itertools import chain

from flask import Blueprint, Response, current_app, jsonify, request, stream_with_context

from analyzer.errors import UsageError
from app.api.contract import Answer, Body, promises
from app.api.shapes import of_rejects
from app.services import Services
from app.services.rejects import RejectedLines

blueprint = Blueprint("rejects", __name__, url_prefix="/api/v1/analyses/<id>/rejects")


def pattern_in(body: object) -> str:
    """The pattern of a request's body; UsageError where there is none."""
    pattern = body.get("pattern") if isinstance(body, dict) else None
    if not isinstance(pattern, str) or not pattern.strip():
        raise UsageError('The body takes {"pattern": TEXT}: a log format string or an expression.')
    return pattern


@blueprint.get("/shapes")
@promises({200: Answer("The shapes.", of_rejects.RejectShapes)}, problems=(409, 503))
def shapes_of(id: str) -> Response:
    """The first 10,000 rejected lines by reason and by what they look like, any number written 0
    and any word a."""
    return jsonify(_lines().shapes(id))


@blueprint.post("/try")
@promises(
    {200: Answer("What it reads.", of_rejects.Tried)},
    body=Body({"application/json": of_rejects.Pattern}),
    problems=(409, 415, 503),
)
def try_pattern(id: str) -> Response:
    """Which of the first 10,000 rejected lines a pattern reads: a log format string of Apache,
    nginx or GoAccess, or a regular expression of whole lines with named groups, by RE2."""
    return jsonify(_lines().tried(id, pattern_in(request.get_json())))


@blueprint.get("/lines")
@promises({200: Answer("The lines.", media=("text/plain",))}, problems=(409, 503))
def all_lines(id: str) -> Response:
    """All rejected lines as they are in the log."""
    lines = _lines().all_lines(id)
    first = next(lines, b"")  # what is wrong is said before anything is sent

    headers = {"Content-Disposition": "attachment; filename=rejects.log"}
    return Response(
        stream_with_context(chain([first], lines)), mimetype="text/plain", headers=headers
    )


def _lines() -> RejectedLines:
    services: Services = current_app.extensions["loglanes"]
    return services.rejects
