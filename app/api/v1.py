"""REST, version 1: analyses, how they run, their reports and timings; samples."""

from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request, url_for

from analyzer.errors import NothingParsed, UsageError
from analyzer.exports.csv_table import report_csv
from analyzer.exports.markdown import markdown_summary
from analyzer.exports.ndjson import report_ndjson
from app.api.contract import Answer, Body, Parameter, promises
from app.api.events import event_stream
from app.api.parameters import SINCE, WAIT, chosen_output, output_parameter, whole_number
from app.api.parameters import seconds as seconds_of
from app.api.rejects import pattern_in
from app.api.shapes import of_analyses, of_problems, of_reports
from app.api.view_parameters import VIEW, view_from
from app.catalog.catalog import Analysis
from app.services import Services
from app.services.analyses import ENDED
from app.services.uploads import chosen_options

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")

_HIGHEST_PRIORITY = 100

_REPORTS = {
    "json": "application/json",
    "ndjson": "application/x-ndjson",
    "csv": "text/csv",
    "markdown": "text/markdown",
}
_WRITERS = {"ndjson": report_ndjson, "csv": report_csv, "markdown": markdown_summary}
REDACT = (
    "What is masked before anything of the log is kept: addresses=network, addresses=pseudonym or"
    " addresses=hidden, and secrets; for example addresses=network,secrets. The log itself is then"
    " replaced by its masked copy."
)
_LOCATION = {"Location": "Path of the analysis."}
_CREATED = {
    200: Answer("With wait: the report.", of_reports.Report, headers=_LOCATION),
    202: Answer(
        "It is queued, or still runs after so many seconds.", of_analyses.Created, headers=_LOCATION
    ),
}
_uploads = promises(
    _CREATED,
    parameters=(
        Parameter("filename", "Name of a raw body; a form names its files itself."),
        Parameter("format", "The format, where it is known better than it can be detected."),
        Parameter("timezone", "The zone of times that name none, an IANA name; UTC unless given."),
        Parameter("redact", REDACT),
        WAIT,
        Parameter(
            "Idempotency-Key",
            "Any text of up to 200 characters. The same key again answers with the analysis that it"
            " made the first time, without another one.",
            {"type": "string", "maxLength": 200},
            place="header",
        ),
    ),
    body=Body({"application/octet-stream": None, "multipart/form-data": of_analyses.Form}),
    problems=(409, 413, 422, 500, 503, 507),
)
_PROBLEMS_OF_STEERING = (409, 503)
_ONE = {200: Answer("The analysis.", of_analyses.Analysis)}


def _services() -> Services:
    services: Services = current_app.extensions["loglanes"]
    return services


@blueprint.post("/analyses")
@_uploads
def create() -> tuple[Response, int]:
    """Analyses a raw body or the files of a form. One of 16 MiB or more is parsed while it
    arrives. The answer tells of an ``earlier`` analysis of the same bytes, if there is one; of such
    a large one, once it is analysed."""
    seconds = seconds_of("wait")
    return created(_services().uploads.receive(request), seconds)


@blueprint.put("/analyses")
@_uploads
def create_by_put() -> tuple[Response, int]:
    """The same, for ``curl -T``."""
    return create()


@blueprint.post("/samples/<name>")
@promises(_CREATED, parameters=(WAIT,), problems=(409, 422, 500, 503, 507))
def create_from_sample(name: str) -> tuple[Response, int]:
    """Analyses a log that ships with Loglanes."""
    seconds = seconds_of("wait")
    return created(_services().uploads.sample(name), seconds)


@blueprint.get("/samples")
@promises({200: Answer("The samples.", of_analyses.SampleList)})
def list_samples() -> Response:
    """The logs that ship with Loglanes."""
    from app.services.samples import list_samples

    samples = [
        {"name": one.name, "title": one.title, "note": one.note, "bytes": one.bytes}
        for one in list_samples()
    ]
    return jsonify(samples=samples)


@blueprint.get("/analyses")
@promises({200: Answer("All analyses.", of_analyses.AnalysisList)})
def list_analyses() -> Response:
    """All analyses, newest first."""
    analyses = _services().analyses
    return jsonify(analyses=[analyses.to_json(one) for one in analyses.list()])


@blueprint.get("/analyses/<id>")
@promises({200: Answer("The analysis.", of_analyses.Shown)}, parameters=(WAIT, SINCE))
def show(id: str) -> Response:
    """One analysis with its progress; ?wait=SECONDS waits for its end, and with &since=VERSION
    for any change of its progress."""
    analyses = _services().analyses
    since = whole_number("since")
    analysis = analyses.wait(id, seconds_of("wait"), since)
    return jsonify(**shown(analysis), progress=analyses.progress(id))


@blueprint.get("/analyses/<id>/report")
@promises(
    {200: Answer("The report.", of_reports.Report, media=list(_REPORTS.values())[1:])},
    parameters=(output_parameter(list(_REPORTS)), *VIEW),
    problems=(406, 409),
)
def report(id: str) -> Response:
    """The report; of a running analysis, the report so far. As CSV it is a table of all panels'
    cells, as NDJSON a line a row, as Markdown a summary. Through a view, totals and panels are of
    its records, and ``view`` names it; the rest is of the whole log."""
    output, view = chosen_output(_REPORTS), view_from(id)
    if output == "json" and view.is_report:
        return _json(_services().analyses.report_text(id))
    found = _services().views.report(id, view)
    if output == "json":
        return jsonify(found)
    return Response(_WRITERS[output](found), mimetype=_REPORTS[output])


@blueprint.get("/analyses/<id>/timing")
@promises({200: Answer("The timing.", of_problems.Object)}, problems=(409,))
def timing(id: str) -> Response:
    """The report's timing alone: lanes, spans, chunks, figures."""
    return jsonify(_services().analyses.report(id)["timing"])


@blueprint.get("/analyses/<id>/events")
@promises(
    {200: Answer("A stream of under a minute.", media=("text/event-stream",))},
    parameters=(Parameter("Last-Event-ID", "Where to go on.", place="header"),),
    problems=(503,),
)
def events(id: str) -> Response:
    """Progress as server-sent events: ``progress`` with each change, ``report`` when there is a
    newer report so far, ``end`` at the end."""
    last = request.headers.get("Last-Event-ID", "")
    stream = event_stream(_services().analyses, id, int(last) if last.isdecimal() else None)
    return Response(stream, mimetype="text/event-stream", headers={"X-Accel-Buffering": "no"})


@blueprint.post("/analyses/<id>/<any(pause, resume, cancel):action>")
@promises(_ONE, problems=_PROBLEMS_OF_STEERING)
def act(id: str, action: str) -> Response:
    """Pauses, resumes or cancels; a cancelled analysis keeps the report of what was done."""
    analyses = _services().analyses
    return jsonify(**analyses.to_json(analyses.act(id, action)))


@blueprint.post("/analyses/<id>/reading")
@promises(
    _CREATED,
    parameters=(WAIT,),
    body=Body({"application/json": of_analyses.Reading}),
    problems=(409, 415, 422, 500, 503),
)
def read_again(id: str) -> tuple[Response, int]:
    """Reads the log anew, as the format named, or as detected where none is; ``timezone`` is that
    of times that name none; ``redact`` masks from now on what was kept until now. By ``pattern``
    lines are read that no format can."""
    body = request.get_json()
    if not isinstance(body, dict):
        raise UsageError("The body takes an object: the options of an upload.")
    services = _services()
    options = chosen_options(body)
    if "pattern" in body:
        options["also"] = services.rejects.definition(id, pattern_in(body))
    return created(services.analyses.read_again(id, options), seconds_of("wait"))


@blueprint.put("/analyses/<id>/priority")
@promises(_ONE, body=Body({"application/json": of_analyses.Priority}), problems=(415,))
def prioritise(id: str) -> Response:
    """Body {"priority": N}: among the queued, higher goes first."""
    body = request.get_json()
    priority = body.get("priority") if isinstance(body, dict) else None
    if type(priority) is not int or abs(priority) > _HIGHEST_PRIORITY:
        raise UsageError(f"priority takes a whole number, at most {_HIGHEST_PRIORITY} either way.")
    analyses = _services().analyses
    return jsonify(**analyses.to_json(analyses.prioritise(id, priority)))


@blueprint.delete("/analyses/<id>")
@promises({204: Answer("It is gone.")}, problems=(503,))
def delete(id: str) -> tuple[str, int]:
    """Removes the analysis and all its files."""
    _services().analyses.delete(id)
    return "", 204


def created(analysis: Analysis, seconds: float = 0) -> tuple[Response, int]:
    """The answer to an upload; with ``seconds`` it is waited for, and its report is the answer."""
    analyses = _services().analyses
    if seconds:
        analysis = analyses.wait(analysis.id, seconds)
    if seconds and analysis.state in ENDED:
        if analysis.state == "failed":
            raise NothingParsed(analysis.error or "The analysis failed.")
        response = _json(analyses.report_text(analysis.id))
    else:
        response = jsonify(shown(analysis))
        response.status_code = 202
    response.headers["Location"] = url_for("api.show", id=analysis.id)
    if earlier := analyses.earlier(analysis):
        response.headers["Link"] = f'<{url_for("api.show", id=earlier.id)}>; rel="duplicate"'
    return response, response.status_code


def shown(analysis: Analysis) -> dict[str, Any]:
    """The analysis with links to what belongs to it, and to an earlier one of the same bytes."""
    analyses = _services().analyses
    earlier = analyses.earlier(analysis)
    return {
        **analyses.to_json(analysis),
        "links": _links(analysis.id),
        "earlier": earlier
        and {"id": earlier.id, "created": earlier.created, "links": _links(earlier.id)},
    }


def _json(text: str) -> Response:
    return Response(text, mimetype="application/json")


def _links(id: str) -> dict[str, str]:
    return {
        "self": url_for("api.show", id=id),
        "report": url_for("api.report", id=id),
        "timing": url_for("api.timing", id=id),
        "page": url_for("pages.show", analysis_id=id),
    }
