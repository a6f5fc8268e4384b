"""REST: views with short ids."""

from flask import Blueprint, Response, jsonify, request, url_for

from app.api.contract import Answer, Body, promises
from app.api.shapes import of_views
from app.api.view_parameters import services
from app.catalog.kept_views import KeptView

blueprint = Blueprint("kept_views", __name__, url_prefix="/api/v1/analyses/<id>/views")


@blueprint.post("")
@promises(
    {201: Answer("It is kept.", of_views.KeptViewShown, headers={"Location": "Where it is."})},
    body=Body({"application/json": of_views.ViewWishes}),
    problems=(415,),
)
def keep(id: str) -> tuple[Response, int, dict[str, str]]:
    """Keeps a view, however long, under a short id, the same for equal ones: as ?view= it stands
    for ?where=, ?since= and ?until= in every question to this analysis, and in the address of its
    page. Conditions hold together; one that begins with ~ is switched off. It goes with the
    analysis."""
    short, kept = services().kept_views.keep(id, request.get_json())
    shown = _shown(id, short, kept)
    return jsonify(shown), 201, {"Location": shown["links"]["self"]}


@blueprint.get("/<view>")
@promises({200: Answer("The view.", of_views.KeptViewShown)})
def show(id: str, view: str) -> Response:
    """What a short id stands for."""
    return jsonify(_shown(id, view, services().kept_views.get(id, view)))


def _shown(id: str, short: str, kept: KeptView) -> of_views.KeptViewShown:
    return {
        "id": short,
        "conditions": list(kept.conditions),
        "view": kept.view().to_json(),
        "links": {
            "self": url_for("kept_views.show", id=id, view=short),
            "page": url_for("pages.show", analysis_id=id, view=short),
        },
    }
