"""REST, version 1: analyses, their reports and timings, samples."""

from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request, url_for

from analyzer.errors import NothingParsed, UsageError
from app.api.events import event_stream
from app.catalog.catalog import Analysis
from app.services import Services
from app.services.analyses import ENDED
from app.services.uploads import chosen_options

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")

_LONGEST_WAIT = 300.0
_HIGHEST_PRIORITY = 100


def _services() -> Services:
    services: Services = current_app.extensions["loglanes"]
    return services


@blueprint.get("/health")
def health() -> Response:
    """That the web server answers, and whether the engine does."""
    return jsonify(status="ok", engine=_services().analyses.engine.answers())


@blueprint.post("/analyses")
def create() -> tuple[Response, int]:
    """Receives one or more logs as one analysis; with ?wait=SECONDS answers with its report."""
    seconds = _seconds("wait")
    return _created(_services().uploads.receive(request), seconds)


@blueprint.post("/samples/<name>")
def create_from_sample(name: str) -> tuple[Response, int]:
    """Analyses a log that ships with Loglanes."""
    seconds = _seconds("wait")
    return _created(_services().uploads.sample(name), seconds)


@blueprint.get("/samples")
def list_samples() -> Response:
    """The logs that ship with Loglanes."""
    from app.services.samples import list_samples

    samples = [
        {"name": one.name, "title": one.title, "note": one.note, "bytes": one.bytes}
        for one in list_samples()
    ]
    return jsonify(samples=samples)


@blueprint.get("/analyses")
def list_analyses() -> Response:
    """All analyses, newest first."""
    analyses = _services().analyses
    return jsonify(analyses=[analyses.to_json(one) for one in analyses.list()])


@blueprint.get("/analyses/<id>")
def show(id: str) -> Response:
    """One analysis with its progress; ?wait=SECONDS waits for its end, and with &since=VERSION
    for any change of its progress."""
    analyses = _services().analyses
    since = _whole_number("since")
    analysis = analyses.wait(id, _seconds("wait"), since)
    return jsonify(**analyses.to_json(analysis), progress=analyses.progress(id), links=_links(id))


@blueprint.get("/analyses/<id>/report")
def report(id: str) -> Response:
    """The report."""
    return _json(_services().analyses.report_text(id))


@blueprint.get("/analyses/<id>/timing")
def timing(id: str) -> Response:
    """The report's timing alone: lanes, spans, chunks, figures."""
    return jsonify(_services().analyses.report(id)["timing"])


@blueprint.get("/analyses/<id>/events")
def events(id: str) -> Response:
    """Progress as server-sent events: ``progress`` with each change, ``report`` when there is a
    newer report so far, ``end`` at the end."""
    last = request.headers.get("Last-Event-ID", "")
    stream = event_stream(_services().analyses, id, int(last) if last.isdecimal() else None)
    return Response(stream, mimetype="text/event-stream", headers={"X-Accel-Buffering": "no"})


@blueprint.post("/analyses/<id>/<any(pause, resume, cancel):action>")
def act(id: str, action: str) -> Response:
    """Pauses, resumes or cancels; a cancelled analysis keeps the report of what was done."""
    analyses = _services().analyses
    return jsonify(**analyses.to_json(analyses.act(id, action)))


@blueprint.post("/analyses/<id>/reading")
def read_again(id: str) -> tuple[Response, int]:
    """Body {"format": NAME}: reads the log anew, as that format; with {} as detected."""
    body = request.get_json()
    if not isinstance(body, dict):
        raise UsageError("The body takes an object: the options of an upload.")
    analyses = _services().analyses
    return _created(analyses.read_again(id, chosen_options(body)), _seconds("wait"))


@blueprint.put("/analyses/<id>/priority")
def prioritise(id: str) -> Response:
    """Body {"priority": N}: among the queued, higher goes first."""
    body = request.get_json()
    priority = body.get("priority") if isinstance(body, dict) else None
    if type(priority) is not int or abs(priority) > _HIGHEST_PRIORITY:
        raise UsageError(f"priority takes a whole number, at most {_HIGHEST_PRIORITY} either way.")
    analyses = _services().analyses
    return jsonify(**analyses.to_json(analyses.prioritise(id, priority)))


@blueprint.delete("/analyses/<id>")
def delete(id: str) -> tuple[str, int]:
    """Removes the analysis and all its files."""
    _services().analyses.delete(id)
    return "", 204


def _created(analysis: Analysis, seconds: float) -> tuple[Response, int]:
    analyses = _services().analyses
    if seconds:
        analysis = analyses.wait(analysis.id, seconds)
    if seconds and analysis.state in ENDED:
        if analysis.state == "failed":
            raise NothingParsed(analysis.error or "The analysis failed.")
        return _json(analyses.report_text(analysis.id), analysis.id), 200
    body = jsonify(**analyses.to_json(analysis), links=_links(analysis.id))
    body.headers["Location"] = url_for("api.show", id=analysis.id)
    return body, 202


def _json(text: str, id: str | None = None) -> Response:
    response = Response(text, mimetype="application/json")
    if id:
        response.headers["Location"] = url_for("api.show", id=id)
    return response


def _links(id: str) -> dict[str, Any]:
    return {
        "self": url_for("api.show", id=id),
        "report": url_for("api.report", id=id),
        "timing": url_for("api.timing", id=id),
        "page": url_for("pages.show", analysis_id=id),
    }


def _seconds(name: str) -> float:
    text = request.args.get(name, "0")
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= _LONGEST_WAIT:
        raise UsageError(f"{name} is {text!r}; it takes seconds from 0 to {_LONGEST_WAIT:.0f}.")
    return seconds


def _whole_number(name: str) -> int | None:
    text = request.args.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise UsageError(f"{name} is {text!r}; it takes a whole number.")
    return int(text)
