"""What a desk can be asked from the web: builtins in, JSON text or bytes out."""

import json
from typing import Any

from analyzer.views.answers import lines_json, search_json, view_json
from analyzer.views.compare import compare_json
from analyzer.views.desk import Desk
from analyzer.views.facets import facets_json
from analyzer.views.side import Side, side_of
from analyzer.views.view import View


def answer(desk: Desk, question: dict[str, Any]) -> str | bytes:
    """``question`` holds ``ask`` (view, facets, lines, search, side or compare), ``view`` (the
    keywords of a View) and further arguments of that."""
    rest = {name: value for name, value in question.items() if name not in ("ask", "view")}
    view = View(**question["view"])
    match question["ask"]:
        case "view":
            return _text(view_json(desk, view))
        case "facets":
            return _text(facets_json(desk, view, **rest))
        case "lines":
            return _text(lines_json(desk, view, **rest))
        case "search":
            return _text(search_json(desk, view, **rest))
        case "side":
            return side_of(desk, view).to_bytes()
        case "compare":
            return _text(compare_json(side_of(desk, view), Side.from_bytes(rest["other"])))
    raise ValueError(question["ask"])


def _text(answer: dict[str, Any]) -> str:
    return json.dumps(answer, separators=(",", ":"))
