"""REST: the lines behind a view, and the log's bytes."""

import json

from flask import Blueprint, Response, jsonify, request

from analyzer.errors import UsageError
from app.api.contract import Answer, Parameter, promises
from app.api.shapes import of_views
from app.api.view_parameters import VIEW, WHOLE, number, one_of, services, view_from

blueprint = Blueprint("lines", __name__, url_prefix="/api/v1/analyses/<id>")

_PAGE = 100
_NDJSON = "application/x-ndjson"
_SWITCH = {"type": "string", "enum": ["0", "1"]}


@blueprint.get("/lines")
@promises(
    {200: Answer("A page of lines.", of_views.LinePage, media=(_NDJSON,))},
    parameters=(
        Parameter("cursor", "The number of the first line, from 0.", WHOLE),
        Parameter("limit", "How many lines, at most 1000.", WHOLE),
        Parameter("order", "From which end.", {"type": "string", "enum": ["oldest", "newest"]}),
        Parameter("rejected", "1 for lines that no format could read.", _SWITCH),
        Parameter("at", "The place of a line, SOURCE:OFFSET."),
        Parameter("around", "With at: so many lines to each side.", WHOLE),
        Parameter("format", "ndjson for a line of JSON a line.", {"type": "string"}),
        *VIEW,
    ),
    problems=(409, 503),
)
def lines(id: str) -> Response:
    """A page of the view's lines from number ?cursor= on, or from the line at ?at=SOURCE:OFFSET;
    ?order=newest turns the log around, ?rejected=1 lists lines that no format could read. With
    ?around=N and ?at= instead: that line and N to each side, whatever they are. As NDJSON where
    asked for by ?format=ndjson or the Accept header."""
    at = _place()
    if "around" in request.args:
        if at is None:
            raise UsageError("around needs at=SOURCE:OFFSET, the place of a line.")
        return _answer(services().views.around(id, *at, number("around", 0)))
    answer = services().views.lines(
        id,
        view_from(id),
        cursor=number("cursor", 0),
        limit=number("limit", _PAGE),
        newest=one_of("order", "oldest", "newest") == "newest",
        rejected=one_of("rejected", "0", "1") == "1",
        at=at,
    )
    return _answer(answer)


@blueprint.get("/sources/<int:source>/bytes")
@promises(
    {200: Answer("The bytes.", media=("application/octet-stream",))},
    parameters=(
        Parameter("offset", "The first byte, from 0.", WHOLE),
        Parameter("length", "How many, at most 1 MiB.", WHOLE),
    ),
    problems=(409, 503),
)
def raw(id: str, source: int) -> Response:
    """At most a mebibyte of a source, as it is."""
    data = services().views.bytes(id, source, number("offset", 0), number("length", 65_536))
    headers = {"Content-Disposition": "attachment; filename=bytes.bin"}
    return Response(data, mimetype="application/octet-stream", headers=headers)


def _place() -> tuple[int, int] | None:
    text = request.args.get("at")
    if not text:
        return None
    source, colon, offset = text.partition(":")
    if not (colon and all(n.isascii() and n.isdigit() and len(n) < 16 for n in (source, offset))):
        raise UsageError(f"at is {text!r}; it takes SOURCE:OFFSET, like 0:1024.")
    return int(source), int(offset)


def _answer(page: dict[str, object]) -> Response:
    asked = request.args.get("format") or request.accept_mimetypes.best
    if asked not in ("ndjson", _NDJSON):
        return jsonify(page)
    rows = page["lines"]
    assert isinstance(rows, list)
    return Response("".join(json.dumps(row) + "\n" for row in rows), mimetype=_NDJSON)
