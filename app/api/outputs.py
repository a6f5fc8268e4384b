"""REST: a report in one file, and the verdict on it."""

from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request

from analyzer.gate.junit import junit_xml
from analyzer.gate.verdict import judge
from app.api.contract import Answer, Parameter, promises
from app.api.parameters import chosen_output, output_parameter
from app.api.shapes import of_reports
from app.errors import NotReady
from app.export import single_file
from app.services import Services

blueprint = Blueprint("outputs", __name__, url_prefix="/api/v1/analyses/<id>")

_VERDICTS = {"json": "application/json", "junit": "application/xml"}


def _report(id: str) -> dict[str, Any]:
    services: Services = current_app.extensions["loglanes"]
    return services.analyses.report(id)


@blueprint.get("/report.html")
@promises({200: Answer("The file.", media=("text/html",))}, problems=(409,))
def report_html(id: str) -> Response:
    """The report as one HTML file that needs no server and asks none for anything. It comes as a
    download: a browser shows it from disk, not as a page of this host."""
    headers = {"Content-Disposition": f'attachment; filename="loglanes-{id}.html"'}
    return Response(single_file(_report(id)), mimetype="text/html", headers=headers)


@blueprint.get("/verdict")
@promises(
    {200: Answer("The verdict, passed or not.", of_reports.Verdict, media=("application/xml",))},
    parameters=(
        Parameter(
            "fail_if",
            "A rule that fails the report where it holds: error_rate > 1%, rejected > 0,"
            " bytes > 2GiB, errors > baseline * 1.5.",
            many=True,
        ),
        Parameter("baseline", "Id of an earlier analysis for rules to compare with."),
        output_parameter(list(_VERDICTS)),
    ),
    problems=(406, 409),
)
def verdict(id: str) -> Response:
    """Holds the report against rules. One that does not cover all of its log never passes; without
    rules, a baseline fails it for a tenth more errors or rejects, as shares."""
    output = chosen_output(_VERDICTS)
    report = _report(id)
    if report["coverage"]["state"] == "running":
        raise NotReady("The analysis still runs: wait for its end with ?wait=SECONDS.")
    earlier = request.args.get("baseline")
    baseline = _report(earlier) if earlier else None
    found = judge(report, request.args.getlist("fail_if"), baseline)
    if output == "junit":
        names = ", ".join(source["name"] for source in report["sources"])
        return Response(junit_xml(found, names), mimetype=_VERDICTS["junit"])
    return jsonify(found.to_json())
