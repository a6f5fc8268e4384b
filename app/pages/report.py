"""The page of one analysis: its progress while it runs, then its report."""

from itertools import groupby
from operator import attrgetter

from flask import Response, jsonify, render_template

from app.charts.registry import answered_charts
from app.pages import headline
from app.pages.blueprint import blueprint
from app.pages.services import services


@blueprint.get("/analyses/<analysis_id>")
def show(analysis_id: str) -> str:
    """The report once there is one, else how far the run is or why it ended."""
    analysis = services().analyses.get(analysis_id)
    if analysis.state != "done":
        return render_template("progress.html", analysis=analysis)
    report = services().analyses.report(analysis_id)
    sections = groupby(answered_charts(report), key=attrgetter("section"))
    return render_template(
        "report.html",
        analysis=analysis,
        report=report,
        charts={section: list(charts) for section, charts in sections},
        totals=headline.totals(report),
        quality=headline.quality(report),
        metrics=headline.metrics(report),
        checks=headline.checks(report),
    )


@blueprint.get("/analyses/<analysis_id>/charts.json")
def charts_json(analysis_id: str) -> Response:
    """{"charts": [{"name", "title", "summary", "figure", "table"}]} of a finished analysis."""
    report = services().analyses.report(analysis_id)
    return jsonify(charts=[chart.as_json(report) for chart in answered_charts(report)])
