"""REST: parts of a report, each alone."""

from typing import Any

from flask import Blueprint, Response, jsonify

from analyzer.exports.arrow_table import MEDIA_TYPE as ARROW
from analyzer.exports.arrow_table import panel_arrow
from analyzer.exports.csv_table import panel_csv
from app.api.contract import Answer, promises
from app.api.parameters import chosen_output, output_parameter
from app.api.shapes import of_reports
from app.api.view_parameters import VIEW, services, view_from
from app.errors import NotFound

blueprint = Blueprint("panels", __name__, url_prefix="/api/v1/analyses/<id>")

_MEDIA = {"json": "application/json", "csv": "text/csv", "arrow": ARROW}


def _report(id: str) -> dict[str, Any]:
    return services().analyses.report(id)


def _seen(id: str) -> dict[str, Any]:
    """The report through the view that is asked for."""
    return services().views.report(id, view_from(id))


@blueprint.get("/panels")
@promises(
    {200: Answer("Names and columns.", of_reports.PanelList)}, parameters=VIEW, problems=(409,)
)
def panels(id: str) -> Response:
    """The panels that the report has, or what a view shows of it."""
    listed = [
        {"name": name, **{key: panel[key] for key in ("title", "columns", "rows_total")}}
        for name, panel in _seen(id)["panels"].items()
    ]
    return jsonify(panels=listed)


@blueprint.get("/panels/<name>")
@promises(
    {200: Answer("The panel.", of_reports.Panel, media=("text/csv", ARROW))},
    parameters=(output_parameter(list(_MEDIA)), *VIEW),
    problems=(406, 409),
)
def panel(id: str, name: str) -> Response:
    """One panel, or what a view shows of it, as JSON, CSV or an Arrow stream. In the CSV, text that
    a spreadsheet would take for a formula begins with an apostrophe."""
    output = chosen_output(_MEDIA)
    panels = _seen(id)["panels"]
    if name not in panels:
        raise NotFound(f"This report has no panel {name!r}. Panels: {', '.join(panels)}.")
    if output == "csv":
        return Response(panel_csv(panels[name]), mimetype=_MEDIA["csv"])
    if output == "arrow":
        return Response(panel_arrow(panels[name]), mimetype=ARROW)
    return jsonify(panels[name])


@blueprint.get("/sources")
@promises({200: Answer("The sources.", of_reports.Sources)}, problems=(409,))
def sources(id: str) -> Response:
    """The files with their formats and hashes, and where every byte and record went."""
    report = _report(id)
    return jsonify({key: report[key] for key in ("sources", "coverage", "accounting")})


@blueprint.get("/rejects")
@promises({200: Answer("The rejects.", of_reports.Rejects)}, problems=(409,))
def rejects(id: str) -> Response:
    """What could not be parsed, by reason, with samples and their byte offsets; and byte ranges
    that could not be analysed."""
    report = _report(id)
    return jsonify({key: report[key] for key in ("rejects", "quarantined")})
