"""The page of one analysis: the report, growing while it runs."""

import json
import sqlite3
from collections.abc import Container
from typing import Any
from urllib.parse import urlencode

from flask import Response, current_app, jsonify, render_template, request

from analyzer.errors import LoglanesError
from analyzer.views.view import View
from analyzer.zones import UTC_NAME, zone_names
from app.charts.panel import Report
from app.charts.registry import answered_charts
from app.errors import NotFound, NotReady
from app.pages.blueprint import blueprint
from app.pages.cards import BLANK, cards, cut
from app.pages.chunks import chunks
from app.pages.reading import format_choices
from app.pages.remembered import Remembered
from app.pages.services import Analysis, services
from app.pages.shown import nothing_yet, shown

_FILLED = Remembered(8)
"""Charts of reports that a web process need not make again."""


@blueprint.before_app_request
def _forget_the_deleted() -> None:
    _FILLED.forget_gone(_is_there)


def _is_there(analysis_id: str) -> bool:
    try:
        services().analyses.get(analysis_id)
    except NotFound:
        return False
    except (LoglanesError, sqlite3.Error):  # who asks for it is told
        return True
    return True


@blueprint.get("/analyses/<analysis_id>")
def show(analysis_id: str) -> str:
    """The report, or the report so far under the live run, or why there is none. ?view= is the
    short id of the view that it opens with."""
    analysis = services().analyses.get(analysis_id)
    report = _report_of(analysis)
    live = analysis.state in ("queued", "running")
    if report is None and not live:
        return render_template(
            "ended.html",
            analysis=analysis,
            format_choices=format_choices(),
            zone_names=zone_names(),
        )
    return render_template(
        "report.html",
        analysis=analysis,
        live=live,
        reported=report is not None,
        shown=nothing_yet() if report is None else shown(report),
        cards=cards(report, every=live),
        blank_card=BLANK,
        format_choices=format_choices(),
        zone_names=zone_names(),
        log_zone=services().views.log_zone(analysis_id),
        kept_view=_kept_view(analysis_id, request.args.get("view")),
    )


def _kept_view(analysis_id: str, short: str | None) -> str | None:
    """What the short id stands for, as the query of the page's address would say it."""
    if not short:
        return None
    kept = services().kept_views.get(analysis_id, short)
    times = {"since": kept.since, "until": kept.until, "tz": "" if kept.tz == "UTC" else kept.tz}
    said = [("f", one) for one in kept.conditions]
    return urlencode([*said, *((name, time) for name, time in times.items() if time)])


@blueprint.get("/analyses/<analysis_id>/charts.json")
def charts_json(analysis_id: str) -> Response:
    """{"charts": [{"name", "title", "summary", "figure", "table", "cut"}], "shown": ...}: all that
    the page of the report, or of the report so far, is filled with. With ?where=, ?since= or
    ?until=, of the records that these leave, ``matched`` of ``of``. With ?kept=, charts that no
    view changes are only named, in ``kept``: the page has them. Times are in ``zone``: that of
    ?tz=, or UTC while only the report can be shown; ``log_zone`` is the log's own."""
    report = services().analyses.report_text(analysis_id)
    log_zone = services().views.log_zone(analysis_id)
    view = services().kept_views.asked_for(analysis_id, request.args)
    found = _found(analysis_id, view)
    if not found:
        made_from = report, log_zone
        filled = _FILLED.text(analysis_id, made_from, lambda: _filled_with_all(*made_from))
        return Response(filled, mimetype="application/json")
    seen = {**json.loads(report), "totals": found["totals"], "panels": found["panels"]}
    part = {name: None if view.is_everything else found[name] for name in ("matched", "of")}
    fresh = found["panels"] if "kept" in request.args else None
    return jsonify(**_filling(seen, view.zone, fresh), **part, log_zone=log_zone)


def _filled_with_all(report: str, log_zone: str) -> str:
    """Of a report by its text, which changes only while the analysis runs."""
    filling = _filling(json.loads(report), UTC_NAME, None)
    return current_app.json.dumps({**filling, "matched": None, "of": None, "log_zone": log_zone})


def _filling(report: Report, zone: str, panels: Container[str] | None) -> dict[str, Any]:
    """Charts, and what is said in words; where ``panels`` are given, charts of other ones are only
    named."""
    seen = {**report, "zone": zone}
    answered = answered_charts(seen)
    fresh = [one for one in answered if panels is None or one.reads in panels]
    return {
        "charts": [{**one.as_json(seen), "cut": cut(one, seen)} for one in fresh],
        "kept": [one.name for one in answered if one not in fresh],
        "shown": shown(seen),
        "zone": zone,
    }


def _found(analysis_id: str, view: View) -> dict[str, Any]:
    """What the view shows; nothing where that is the report: of all records and in UTC, or while
    there is nothing else to show all records in."""
    if view.is_report:
        return {}
    try:
        return services().views.found(analysis_id, view)
    except NotReady:
        if view.is_everything:
            return {}
        raise


@blueprint.get("/analyses/<analysis_id>/chunks.json")
def chunks_json(analysis_id: str) -> Response:
    """{"chunks": [...]}: what the details of a chunk and the choice of a time range are made of."""
    return jsonify(chunks=chunks(services().analyses.report(analysis_id)))


def _report_of(analysis: Analysis) -> dict[str, Any] | None:
    """None where there is none yet, or will be none: a report so far does not outlive its run."""
    try:
        report = services().analyses.report(analysis.id)
    except NotReady:
        if analysis.state == "done":
            raise
        return None
    left_behind = analysis.state in ("failed", "cancelled") and _is_growing(report)
    return None if left_behind else report


def _is_growing(report: dict[str, Any]) -> bool:
    return bool(report["coverage"]["state"] == "running")
