"""REST: the formats that can be read, and which one a log is of."""

from flask import Blueprint, Response, current_app, jsonify, request

from analyzer.exports.catalogue import detection_json, formats_json
from app.api.contract import Answer, Body, promises
from app.api.shapes import of_formats
from app.services import Services

blueprint = Blueprint("formats", __name__, url_prefix="/api/v1")


@blueprint.get("/formats")
@promises({200: Answer("The formats.", of_formats.FormatList)})
def formats() -> Response:
    """The formats that can be read, each with its fields and a line of it."""
    return jsonify(formats=formats_json())


@blueprint.post("/detect")
@promises(
    {200: Answer("The formats that fit.", of_formats.Detected)},
    body=Body({"application/octet-stream": None}),
    problems=(413, 422, 507),
)
def detect() -> Response:
    """Which format a log is of. The body is the log or its first part, of at most 4 MiB; nothing of
    it is kept. Lines from its head, middle and tail are tried."""
    services: Services = current_app.extensions["loglanes"]
    return jsonify(detection_json(services.uploads.detect(request)))
