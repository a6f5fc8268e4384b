"""REST: a report in one file, and the verdict on it."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, jsonify, request

from analyzer.gate.junit import junit_xml
from analyzer.gate.verdict import judge
from analyzer.views.side import naming
from analyzer.views.view import View
from app.api.contract import Answer, Parameter, promises
from app.api.parameters import chosen_output, output_parameter
from app.api.shapes import of_reports
from app.api.view_parameters import VIEW, services, view_from
from app.errors import NotReady
from app.export import single_file

blueprint = Blueprint("outputs", __name__, url_prefix="/api/v1/analyses/<id>")

_VERDICTS = {"json": "application/json", "junit": "application/xml"}


@blueprint.get("/report.html")
@promises({200: Answer("The file.", media=("text/html",))}, parameters=VIEW, problems=(409,))
def report_html(id: str) -> Response:
    """The report as one HTML file that needs no server and asks none for anything; of a view, its
    totals and panels. It comes as a download: a browser shows it from disk, not as a page of this
    host."""
    report = services().views.report(id, view_from(id))
    headers = {"Content-Disposition": f'attachment; filename="loglanes-{id}.html"'}
    return Response(single_file(report), mimetype="text/html", headers=headers)


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
        Parameter(
            "baseline",
            "Id of an earlier analysis for rules to compare with, through the same where; since and"
            " until are not of it.",
        ),
        output_parameter(list(_VERDICTS)),
        *VIEW,
    ),
    problems=(406, 409),
)
def verdict(id: str) -> Response:
    """Holds the report, or what a view shows of it, against rules. One that does not cover all of
    its log never passes; without rules, a baseline fails it for a tenth more errors or rejects, as
    shares. Rejects are of the whole log."""
    output, view = chosen_output(_VERDICTS), view_from(id)
    report = services().views.report(id, view)
    if report["coverage"]["state"] == "running":
        raise NotReady("The analysis still runs: wait for its end with ?wait=SECONDS.")
    earlier = request.args.get("baseline")
    baseline = _baseline(earlier, view) if earlier else None
    found = judge(report, request.args.getlist("fail_if"), baseline)
    if output == "junit":
        names = ", ".join(source["name"] for source in report["sources"])
        return Response(junit_xml(found, names), mimetype=_VERDICTS["junit"])
    return jsonify(found.to_json())


def _baseline(id: str, view: View) -> dict[str, Any]:
    """The earlier report through the same filter: its time is another one."""
    with naming("The baseline"):
        return services().views.report(id, replace(view, since="", until=""))
