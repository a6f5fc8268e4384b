"""REST: whether it works, for people, for load balancers and for Prometheus."""

from flask import Blueprint, Response, current_app, jsonify

from app.api.contract import Answer, promises
from app.api.shapes import of_the_server
from app.services import Services
from app.services.metrics import CONTENT_TYPE, metrics_text

blueprint = Blueprint("health", __name__)


def _services() -> Services:
    services: Services = current_app.extensions["loglanes"]
    return services


@blueprint.get("/api/v1/health")
@promises({200: Answer("The web server answers.", of_the_server.Health)})
def health() -> Response:
    """That the web server answers, and whether the engine does."""
    return jsonify(status="ok", engine=_services().analyses.engine.answers())


@blueprint.get("/api/v1/ready")
@promises(
    {
        200: Answer("An upload would be analysed.", of_the_server.Ready),
        503: Answer("It would not; the answer says for want of what.", of_the_server.Ready),
    }
)
def ready() -> tuple[Response, int]:
    """Whether an upload would be analysed now: the engine answers, the catalog can be read, and the
    disk has room."""
    found = _services().readiness()
    return jsonify(found), 200 if found["ready"] else 503


@blueprint.get("/metrics")
def metrics() -> Response:
    """For Prometheus: everything is read from the catalog and the disk when it is asked for, so
    any web process gives the same answer."""
    return Response(metrics_text(_services().analyses), content_type=CONTENT_TYPE)
