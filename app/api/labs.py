"""REST: the lab of an analysis."""

from flask import Blueprint, Response, current_app, jsonify, request

from analyzer.errors import UsageError
from app.api.contract import Answer, Body, promises
from app.api.shapes import of_labs
from app.services import Services

blueprint = Blueprint("labs", __name__, url_prefix="/api/v1/analyses/<id>/lab")


def _services() -> Services:
    services: Services = current_app.extensions["loglanes"]
    return services


@blueprint.post("")
@promises(
    {202: Answer("It is queued.", of_labs.Lab)},
    body=Body({"application/json": of_labs.LabWishes}, required=False),
    problems=(409, 415),
)
def start(id: str) -> tuple[Response, int]:
    """Takes the log of an analysis to the lab: the same work over each engine."""
    body = request.get_json() if request.get_data() else {}
    if not isinstance(body, dict):
        raise UsageError("The body takes an object: engines, workers and rounds, or nothing.")
    return jsonify(_services().labs.start(id, body)), 202


@blueprint.get("")
@promises({200: Answer("The lab.", of_labs.Lab)})
def show(id: str) -> Response:
    """How the lab stands; its result once it is done."""
    return jsonify(_services().labs.show(id))


@blueprint.delete("")
@promises({204: Answer("It has ended.")}, problems=(503,))
def cancel(id: str) -> tuple[str, int]:
    """Ends the lab."""
    _services().labs.cancel(id)
    return "", 204
