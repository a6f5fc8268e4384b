"""REST: an analysis through filters, searched, and compared."""

from flask import Blueprint, Response, jsonify, request

from analyzer.errors import UsageError
from analyzer.views.view import View
from app.api.contract import Answer, Parameter, promises
from app.api.shapes import of_comparisons, of_problems, of_views
from app.api.view_parameters import (
    TZ,
    VIEW,
    WHOLE,
    number,
    one_of,
    services,
    view_from,
    view_parameters,
)

blueprint = Blueprint("views", __name__, url_prefix="/api/v1")

_REFUSALS = (404, 409, 503)
_VALUES = 10


@blueprint.get("/analyses/<id>/view")
@promises({200: Answer("The view.", of_views.ViewAnswer)}, parameters=VIEW, problems=_REFUSALS)
def view(id: str) -> Response:
    """Totals and panels of the records that ?where=, ?since= and ?until= leave."""
    return _json(services().views.view(id, view_from(id)))


@blueprint.get("/analyses/<id>/facets")
@promises(
    {200: Answer("The facets.", of_views.Facets)},
    parameters=(
        Parameter("field", "A facet's name; all unless given.", many=True),
        Parameter("contains", "Only values that hold this text, A to Z in either case."),
        Parameter("limit", "Values of each facet, at most 1000.", WHOLE),
        *VIEW,
    ),
    problems=_REFUSALS,
)
def facets(id: str) -> Response:
    """The most frequent values of each field. ``count`` is of the view, as its panels have it;
    ``available`` of the records that all conditions but the field's own leave, so that what else
    could be chosen stays visible. Values that the field's conditions name are always there."""
    answer = services().views.facets(
        id,
        view_from(id),
        request.args.getlist("field"),
        contains=request.args.get("contains", ""),
        limit=number("limit", _VALUES),
    )
    return _json(answer)


@blueprint.get("/analyses/<id>/search")
@promises(
    {200: Answer("How many lines, and when.", of_problems.Object)},
    parameters=(
        Parameter("q", "What to search for.", required=True),
        Parameter("as", "What q is.", {"type": "string", "enum": ["text", "regex"]}),
        *VIEW,
    ),
    problems=_REFUSALS,
)
def search(id: str) -> Response:
    """Lines that hold ?q=, as text or with ?as=regex: how many, and over time."""
    pattern = request.args.get("q", "")
    if not pattern:
        raise UsageError("q is missing: it takes what to search for.")
    regex = one_of("as", "text", "regex") == "regex"
    return _json(services().views.search(id, view_from(id), pattern, regex=regex))


@blueprint.get("/compare")
@promises(
    {200: Answer("What differs.", of_comparisons.Comparison)},
    parameters=(
        Parameter("a", "The analysis before.", required=True),
        Parameter("b", "The analysis after; the same unless given."),
        *view_parameters("_a"),
        *view_parameters("_b"),
        TZ,
    ),
    problems=_REFUSALS,
)
def compare() -> Response:
    """From ?a= to ?b= (ids), each through its own ?where_a=, ?since_b= and so on; without b, the
    same analysis."""
    a = request.args.get("a", "")
    b = request.args.get("b") or a
    return jsonify(services().views.compare((a, view_from(a, "_a")), (b, view_from(b, "_b"))))


@blueprint.get("/analyses/<id>/previous")
@promises(
    {200: Answer("What differs.", of_comparisons.Comparison)}, parameters=VIEW, problems=_REFUSALS
)
def previous(id: str) -> Response:
    """The view from ?since= to ?until= against the time of the same length before it."""
    now: View = view_from(id)
    return jsonify(services().views.compare((id, now.before()), (id, now)))


def _json(text: str) -> Response:
    return Response(text, mimetype="application/json")
