"""REST: the lines behind a view, and the log's bytes."""

import json

from flask import Blueprint, Response, jsonify, request

from analyzer.errors import UsageError
from app.api.parameters import one_of, services, view_from, whole_number

blueprint = Blueprint("lines", __name__, url_prefix="/api/v1/analyses/<id>")

_PAGE = 100
_NDJSON = "application/x-ndjson"


@blueprint.get("/lines")
def lines(id: str) -> Response:
    """A page of the view's lines from number ?cursor= on, or from the line at ?at=SOURCE:OFFSET;
    ?order=newest turns the log around, ?rejected=1 lists lines that no format could read. With
    ?around=N and ?at= instead: that line and N to each side, whatever they are. As NDJSON where
    asked for by ?format=ndjson or the Accept header."""
    at = _place()
    if "around" in request.args:
        if at is None:
            raise UsageError("around needs at=SOURCE:OFFSET, the place of a line.")
        around = services().views.around(id, *at, whole_number("around", 0))
        return _answer({"source": at[0], "lines": around})
    answer = services().views.lines(
        id,
        view_from(),
        cursor=whole_number("cursor", 0),
        limit=whole_number("limit", _PAGE),
        newest=one_of("order", "oldest", "newest") == "newest",
        rejected=one_of("rejected", "0", "1") == "1",
        at=at,
    )
    return _answer(answer)


@blueprint.get("/sources/<int:source>/bytes")
def raw(id: str, source: int) -> Response:
    """At most a mebibyte of a source, as it is."""
    data = services().views.bytes(
        id, source, whole_number("offset", 0), whole_number("length", 65_536)
    )
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
