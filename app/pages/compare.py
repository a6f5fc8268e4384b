"""The page that holds two analyses, or two views of one, against each other."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from flask import Response, jsonify, redirect, render_template, request, url_for
from werkzeug import Response as BaseResponse

from analyzer.errors import UsageError
from analyzer.views.view import View
from app.charts.comparison.chart import SIDES
from app.charts.comparison.registry import charts_of
from app.pages.blueprint import blueprint
from app.pages.cards import BLANK
from app.pages.compared import shown
from app.pages.services import Analysis, services
from app.pages.views import view_asked_for


@dataclass(frozen=True)
class Side:
    """One side as the address of the page names it; no analysis where none is chosen yet."""

    key: str
    analysis: Analysis | None
    view: View

    def parameters(self, key: str) -> dict[str, str]:
        """What stands for it in an address, as the side ``key``; without what is empty."""
        asked = {
            key: self.analysis.id if self.analysis else "",
            f"where_{key}": self.view.where,
            f"since_{key}": self.view.since,
            f"until_{key}": self.view.until,
            "tz": "" if self.view.zone == "UTC" else self.view.zone,
        }
        return {name: value for name, value in asked.items() if value}

    @property
    def report(self) -> str:
        """Its own page, with its filter."""
        assert self.analysis
        asked = {
            name.removesuffix(f"_{self.key}").replace("where", "f"): value
            for name, value in self.parameters(self.key).items()
            if name != self.key
        }
        return _address(url_for("pages.show", analysis_id=self.analysis.id), asked)


@blueprint.get("/compare")
def compare() -> str:
    """Both sides, to be changed, and room for what differs. A side may be missing."""
    a, b = _sides()
    query = {**a.parameters("a"), **b.parameters("b")}
    ready = a.analysis is not None and b.analysis is not None
    return render_template(
        "compare.html",
        sides=(a, b),
        ready=ready,
        done=any(one.state == "done" for one in services().analyses.list()),
        swapped=_address(url_for("pages.compare"), {**b.parameters("a"), **a.parameters("b")}),
        charts_url=_address(url_for("pages.compare_charts_json"), query),
        api_path=_address("/api/v1/compare", query),
        zone=a.view.zone,
        blank_card=BLANK,
    )


@blueprint.get("/compare/charts.json")
def compare_charts_json() -> Response:
    """{"charts": [...], "shown": ...}: all that the compare page is filled with."""
    a, b = _sides()
    if a.analysis is None or b.analysis is None:
        raise UsageError("Choose an analysis for both sides.")
    found = services().views.compare((a.analysis.id, a.view), (b.analysis.id, b.view))
    return jsonify(charts=[chart.as_json(found) for chart in charts_of(found)], shown=shown(found))


@blueprint.get("/analyses/<analysis_id>/previous")
def previous(analysis_id: str) -> BaseResponse:
    """To the comparison of the view asked for with the time of the same length before it."""
    now = Side("b", services().analyses.get(analysis_id), view_asked_for(request.args))
    before = replace(now, view=now.view.before())
    asked = {**before.parameters("a"), **now.parameters("b")}
    return redirect(_address(url_for("pages.compare"), asked), code=302)


def _sides() -> tuple[Side, Side]:
    a, b = (_side(key, request.args) for key in SIDES)
    return a, b


def _address(path: str, parameters: Mapping[str, str]) -> str:
    return f"{path}?{urlencode(parameters)}" if parameters else path


def _side(key: str, parameters: Mapping[str, str]) -> Side:
    id = parameters.get(key, "")
    analysis = services().analyses.get(id) if id else None
    return Side(key, analysis, view_asked_for(parameters, f"_{key}"))
