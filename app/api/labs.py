"""REST: the lab of an analysis."""

from flask import Blueprint, Response, current_app, jsonify, request

from app.services import Services

blueprint = Blueprint("labs", __name__, url_prefix="/api/v1/analyses/<id>/lab")


def _services() -> Services:
    services: Services = current_app.extensions["loglanes"]
    return services


@blueprint.post("")
def start(id: str) -> tuple[Response, int]:
    """Body, all optional: {"engines": [...], "workers": [...], "rounds": N}."""
    body = request.get_json(silent=True) if request.is_json else {}
    return jsonify(_services().labs.start(id, body if isinstance(body, dict) else {})), 202


@blueprint.get("")
def show(id: str) -> Response:
    """state; progress while it runs; result once it is done."""
    return jsonify(_services().labs.show(id))


@blueprint.delete("")
def cancel(id: str) -> tuple[str, int]:
    """Ends it."""
    _services().labs.cancel(id)
    return "", 204
