"""The page that holds two analyses, or two views of one, against each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Response, jsonify, redirect, render_template, request, url_for
from werkzeug import Response as BaseResponse

from analyzer.errors import UsageError
from analyzer.views.view import View
from analyzer.zones import UTC_NAME
from app.charts.comparison.chart import SIDES
from app.charts.comparison.registry import charts_of
from app.pages.blueprint import blueprint
from app.pages.cards import BLANK
from app.pages.compared import shown
from app.pages.services import Analysis, services


@dataclass(frozen=True)
class Side:
    """One side as the address of the page names it; no analysis where none is chosen yet.
    ``short`` is the id of its view, where the address names it by one."""

    key: str
    analysis: Analysis | None
    view: View
    short: str = ""

    def parameters(self, key: str) -> dict[str, str]:
        """What stands for it in an address, as the side ``key``; without what is empty."""
        asked = {"view": self.short} if self.short else self._in_full("where")
        named = {f"{name}_{key}": value for name, value in asked.items()}
        zone = {} if self.short else _tz(self.view.zone)
        id = self.analysis.id if self.analysis else ""
        return {name: value for name, value in {key: id, **named, **zone}.items() if value}

    @property
    def report(self) -> str:
        """Its own page, with its filter: in full, so that a condition can be added."""
        assert self.analysis
        asked = {**self._in_full("f"), **_tz(self.view.zone)}
        known = {name: value for name, value in asked.items() if value}
        return _address(url_for("pages.show", analysis_id=self.analysis.id), known)

    def _in_full(self, filter_name: str) -> dict[str, str]:
        view = self.view
        return {filter_name: view.where, "since": view.since, "until": view.until}


@blueprint.get("/compare")
def compare() -> str:
    """Both sides, to be changed, and room for what differs. A side may be missing."""
    a, b = _sides()
    query = {**a.parameters("a"), **b.parameters("b")}
    zone = _zone(a, b)
    ready = a.analysis is not None and b.analysis is not None
    return render_template(
        "compare.html",
        sides=(a, b),
        ready=ready,
        done=any(one.state == "done" for one in services().analyses.list()),
        swapped=_address(url_for("pages.compare"), {**b.parameters("a"), **a.parameters("b")}),
        charts_url=_address(url_for("pages.compare_charts_json"), query | _tz(zone)),
        api_path=_address("/api/v1/compare", query),
        zone=zone,
        log_zone=_log_zone(a, b) if ready else "",
        blank_card=BLANK,
    )


@blueprint.get("/compare/charts.json")
def compare_charts_json() -> Response:
    """{"charts": [...], "shown": ...}: all that the compare page is filled with, its times in the
    zone of ?tz=."""
    a, b = _sides()
    if a.analysis is None or b.analysis is None:
        raise UsageError("Choose an analysis for both sides.")
    compared = services().views.compare((a.analysis.id, a.view), (b.analysis.id, b.view))
    found = {**compared, "zone": _zone(a, b)}
    return jsonify(charts=[chart.as_json(found) for chart in charts_of(found)], shown=shown(found))


@blueprint.get("/analyses/<analysis_id>/previous")
def previous(analysis_id: str) -> BaseResponse:
    """To the comparison of the view asked for with the time of the same length before it."""
    analysis = services().analyses.get(analysis_id)
    view = services().kept_views.asked_for(analysis_id, request.args)
    now, before = Side("b", analysis, view), Side("a", analysis, view.before())
    asked = {**before.parameters("a"), **now.parameters("b")}
    return redirect(_address(url_for("pages.compare"), asked), code=302)


def _sides() -> tuple[Side, Side]:
    a, b = (_side(key, request.args) for key in SIDES)
    return a, b


def _zone(*sides: Side) -> str:
    """The zone that times are shown in: what the address says, else that of a kept view."""
    kept = [side.view.zone for side in sides if side.short]
    return request.args.get("tz") or next(iter(kept), UTC_NAME)


def _log_zone(*sides: Side) -> str:
    """The zone that the times of both logs were written in; empty where that is not one."""
    zones = {services().views.log_zone(side.analysis.id) for side in sides if side.analysis}
    return zones.pop() if len(zones) == 1 else ""


def _tz(zone: str) -> dict[str, str]:
    return {} if zone == UTC_NAME else {"tz": zone}


def _address(path: str, parameters: Mapping[str, str]) -> str:
    return f"{path}?{urlencode(parameters)}" if parameters else path


def _side(key: str, parameters: Mapping[str, str]) -> Side:
    id = parameters.get(key)
    if not id:
        return Side(key, None, View())
    analysis = services().analyses.get(id)
    view = services().kept_views.asked_for(id, parameters, f"_{key}")
    return Side(key, analysis, view, parameters.get(f"view_{key}", ""))
