"""REST: uploads in slices, by the tus protocol 1.0.0 (https://tus.io/protocols/resumable-upload)
with its extensions creation and termination. Its clients work here; so does curl."""

import base64
import binascii

from flask import Blueprint, Response, current_app, jsonify, request, url_for

from analyzer.errors import UsageError
from app.api import v1
from app.api.contract import Answer, Body, Parameter, promises
from app.api.shapes import of_analyses
from app.errors import WrongMediaType, WrongProtocol
from app.services import Services
from app.services.names import stored_name
from app.services.uploads import OPTIONS, chosen_options

blueprint = Blueprint("uploads", __name__, url_prefix="/api/v1/uploads")

VERSION = "1.0.0"
SLICE = "application/offset+octet-stream"
_COUNT = {"type": "integer", "minimum": 0, "maximum": 10**15 - 1}
_VERSION = Parameter(
    "Tus-Resumable", f"The protocol's version: {VERSION}.", {"const": VERSION}, place="header"
)
_OFFSET = {"Upload-Offset": "Bytes that have landed."}
_STANDING = {**_OFFSET, "Upload-Length": "Bytes of the whole log."}


def _services() -> Services:
    services: Services = current_app.extensions["loglanes"]
    return services


@blueprint.before_request
def _check_version() -> None:
    spoken = request.headers.get("Tus-Resumable", VERSION)
    if spoken != VERSION and request.method != "OPTIONS":
        raise WrongProtocol(f"Tus-Resumable is {spoken!r}; this server speaks {VERSION}.")


@blueprint.after_request
def _say_version(response: Response) -> Response:
    response.headers["Tus-Resumable"] = VERSION
    if response.status_code == WrongProtocol.http_status:
        response.headers["Tus-Version"] = VERSION
    return response


@blueprint.route("", methods=["OPTIONS"], provide_automatic_options=False)
@promises({204: Answer("In headers.", headers={"Tus-Version": "", "Tus-Max-Size": "In bytes."})})
def abilities() -> tuple[str, int, dict[str, str]]:
    """What of the protocol is spoken."""
    return (
        "",
        204,
        {
            "Tus-Version": VERSION,
            "Tus-Extension": "creation,termination",
            "Tus-Max-Size": str(_services().resumable.limit),
        },
    )


@blueprint.route("", methods=["POST"], provide_automatic_options=False)
@promises(
    {
        201: Answer(
            "It can begin.",
            of_analyses.Created,
            headers={"Location": "Path of the upload.", **_OFFSET},
        )
    },
    parameters=(
        _VERSION,
        Parameter("Upload-Length", "Bytes of the log.", _COUNT, place="header", required=True),
        Parameter(
            "Upload-Metadata",
            "Pairs of a name and a Base64 value, with commas between: filename, format, timezone,"
            " redact.",
            place="header",
        ),
    ),
    problems=(412, 413, 507),
)
def create() -> tuple[Response, int]:
    """Begins an upload and its analysis, which have the same id. Its bytes come by PATCH."""
    about = _metadata(request.headers.get("Upload-Metadata", ""))
    options = chosen_options(about)
    name = stored_name(about.get("filename", ""), options)
    length = _count("Upload-Length")
    analysis = _services().resumable.create(name, length, options)
    response = jsonify(v1.shown(analysis))
    response.headers["Location"] = url_for("uploads.standing", id=analysis.id)
    response.headers["Upload-Offset"] = "0"
    return response, 201


@blueprint.route("/<id>", methods=["HEAD"])
@promises({200: Answer("In headers.", headers=_STANDING)}, parameters=(_VERSION,), problems=(412,))
def standing(id: str) -> tuple[str, int, dict[str, str]]:
    """How far the upload is: where to go on."""
    found = _services().resumable.standing(id)
    return (
        "",
        200,
        {
            "Upload-Offset": str(found.offset),
            "Upload-Length": str(found.length),
            "Cache-Control": "no-store",
        },
    )


@blueprint.patch("/<id>")
@promises(
    {204: Answer("It has landed.", headers=_OFFSET)},
    parameters=(
        _VERSION,
        Parameter(
            "Upload-Offset", "Where the slice begins.", _COUNT, place="header", required=True
        ),
    ),
    body=Body({SLICE: None}),
    problems=(409, 412, 413, 415, 507),
)
def append(id: str) -> tuple[str, int, dict[str, str]]:
    """Sends the next slice, of any size. Of one that breaks off, what has come is kept: ask with
    HEAD and go on there."""
    if request.mimetype != SLICE:
        raise WrongMediaType(f"A slice is sent as Content-Type: {SLICE}.")
    found = _services().resumable.append(id, _count("Upload-Offset"), request)
    return "", 204, {"Upload-Offset": str(found.offset)}


@blueprint.delete("/<id>")
@promises({204: Answer("It is gone.")}, parameters=(_VERSION,), problems=(412, 503))
def give_up(id: str) -> tuple[str, int]:
    """Gives the upload up, and removes its analysis."""
    services = _services()
    services.resumable.standing(id)
    services.analyses.delete(id)
    return "", 204


def _count(name: str) -> int:
    text = request.headers.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise UsageError(f"{name} is {text!r}; it takes a number of bytes.")
    return int(text)


def _metadata(text: str) -> dict[str, str]:
    """The pairs of the header Upload-Metadata, those of names known here."""
    pairs = {}
    for pair in filter(None, (one.strip() for one in text.split(","))):
        name, _, value = pair.partition(" ")
        if name in {"filename", *OPTIONS}:
            try:
                pairs[name] = base64.b64decode(value, validate=True).decode("utf-8", "replace")
            except binascii.Error:
                raise UsageError(f"The value of {name} in Upload-Metadata is no Base64.") from None
    return pairs
