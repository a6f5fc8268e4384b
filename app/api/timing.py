"""REST: what follows from an analysis's timing, and its exports."""

import json
from typing import Any

from flask import Blueprint, Response, current_app, jsonify

from analyzer.timing.spans_csv import spans_csv
from analyzer.timing.trace import trace_json
from analyzer.timing.what_if import what_if_grid
from app.api.contract import Answer, promises
from app.api.shapes import of_problems
from app.errors import NotReady
from app.services import Services

blueprint = Blueprint("api_timing", __name__, url_prefix="/api/v1/analyses/<id>")


@blueprint.get("/trace")
@promises({200: Answer("The trace.", of_problems.Object)}, problems=(409,))
def trace(id: str) -> Response:
    """The lanes as a Chrome trace, for Perfetto."""
    text = json.dumps(trace_json(_timing(id)), separators=(",", ":"))
    return _attachment(text, "application/json", f"loglanes-{id}-trace.json")


@blueprint.get("/spans.csv")
@promises({200: Answer("The spans.", media=("text/csv",))}, problems=(409,))
def spans(id: str) -> Response:
    """The spans as a table."""
    return _attachment(spans_csv(_timing(id)), "text/csv", f"loglanes-{id}-spans.csv")


@blueprint.get("/what-if")
@promises({200: Answer("The prediction.", of_problems.Object)}, problems=(409,))
def what_if(id: str) -> Response:
    """Predicted seconds for other numbers of workers and chunk sizes, and what they rest on."""
    timing = _timing(id)
    predicted = what_if_grid(timing) if timing.get("what_if") else None
    if predicted is None:
        raise NotReady("There is no finished run whose chunks could tell.")
    return jsonify(predicted)


def _timing(id: str) -> dict[str, Any]:
    services: Services = current_app.extensions["loglanes"]
    timing: dict[str, Any] = services.analyses.report(id)["timing"]
    return timing


def _attachment(text: str, mimetype: str, name: str) -> Response:
    """A download; ``name`` holds nothing but an id that exists, so it needs no quoting."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, mimetype=mimetype, headers=headers)
