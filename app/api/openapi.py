"""The OpenAPI 3.1 document (https://spec.openapis.org/oas/v3.1.1), made of the routes and of what
their views promise: nothing in it is written twice."""

import inspect
import re
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Flask, Response, current_app, jsonify
from werkzeug.routing import Rule

from analyzer import __version__
from app.api.contract import JSON, Answer, Operation, Parameter, operation_of, promises
from app.api.schema import Schemas
from app.api.shapes.of_problems import Object, Problem

blueprint = Blueprint("openapi", __name__, url_prefix="/api/v1")

PREFIX = "/api/"
_PLACEHOLDER = re.compile(r"<(?:(?P<converter>\w+)(?:\((?P<choices>[^)]*)\))?:)?(?P<name>\w+)>")
_ID = {"type": "string", "pattern": "^[A-Za-z0-9_-]{22}$"}


@blueprint.get("/openapi.json")
@promises({200: Answer("This document.", Object)})
def openapi_json() -> Response:
    """This description of the interface, for programs."""
    return jsonify(document(current_app))


def document(app: Flask) -> dict[str, Any]:
    """The whole document. LookupError for a route under /api without a promise."""
    schemas = Schemas()
    paths: dict[str, dict[str, Any]] = {}
    for rule, method, view in routes(app):
        item = paths.setdefault(template(rule), {"parameters": _path_parameters(rule)})
        item[method.lower()] = _operation(rule, method, view, schemas)
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "Loglanes",
            "version": __version__,
            "summary": "Log files in, reports and verdicts out.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": {path: paths[path] for path in sorted(paths)},
        "security": [{"token": []}, {}],
        "components": {
            "schemas": schemas.named,
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "The token of a server that has one; health needs none.",
                }
            },
        },
    }


def routes(app: Flask) -> list[tuple[Rule, str, Callable[..., Any]]]:
    """Every route under /api with each method that a view of ours answers."""
    found = []
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(PREFIX):
            view = app.view_functions[rule.endpoint]
            own = (rule.methods or set()) - _automatic(rule)
            found += [(rule, method, view) for method in sorted(own)]
    return sorted(found, key=lambda route: (route[0].rule, route[1]))


def _automatic(rule: Rule) -> set[str]:
    """The methods that the framework answers by itself."""
    found = {"HEAD"} if "GET" in (rule.methods or ()) else set()
    return found | ({"OPTIONS"} if getattr(rule, "provide_automatic_options", False) else set())


def template(rule: Rule) -> str:
    """The rule's path as OpenAPI writes it."""
    return _PLACEHOLDER.sub(lambda match: f"{{{match['name']}}}", rule.rule)


def _path_parameters(rule: Rule) -> list[dict[str, Any]]:
    parameters = []
    for match in _PLACEHOLDER.finditer(rule.rule):
        schema: dict[str, Any] = {"type": "string"}
        if match["name"] == "id":
            schema = dict(_ID)
        elif match["converter"] == "any":
            schema["enum"] = [one.strip() for one in match["choices"].split(",")]
        parameters.append({"name": match["name"], "in": "path", "required": True, "schema": schema})
    return parameters


def _operation(
    rule: Rule, method: str, view: Callable[..., Any], schemas: Schemas
) -> dict[str, Any]:
    promised = operation_of(view)
    summary, _, rest = " ".join((inspect.getdoc(view) or "").replace("``", "").split()).partition(
        ". "
    )
    operation: dict[str, Any] = {
        "operationId": f"{method.lower()}_{rule.endpoint}".replace(".", "_"),
        "tags": [rule.endpoint.partition(".")[0]],
        "summary": summary.rstrip("."),
    }
    if rest:
        operation["description"] = rest
    if promised.parameters:
        operation["parameters"] = [_parameter(one, schemas) for one in promised.parameters]
    if promised.body:
        operation["requestBody"] = {
            "required": promised.body.required,
            "content": {
                type: {} if shape is None else {"schema": schemas.of_body(shape)}
                for type, shape in promised.body.media.items()
            },
        }
    operation["responses"] = _responses(rule, method, promised, schemas)
    return operation


def _parameter(parameter: Parameter, schemas: Schemas) -> dict[str, Any]:
    schema = schemas.of(parameter.shape)
    return {
        "name": parameter.name,
        "in": parameter.place,
        "description": parameter.text,
        "required": parameter.required,
        "schema": {"type": "array", "items": schema} if parameter.many else schema,
    }


def _responses(
    rule: Rule, method: str, promised: Operation, schemas: Schemas
) -> dict[str, dict[str, Any]]:
    answers = {str(status): _answer(one, schemas) for status, one in promised.answers.items()}
    return answers | {
        str(status): _problem(status, schemas)
        for status in sorted(_refusals(rule, method, promised))
        if str(status) not in answers
    }


def _refusals(rule: Rule, method: str, promised: Operation) -> set[int]:
    """What any route answers to another host (400), to strangers (401, 429) and while the catalog
    cannot be used (503), an unsafe one to a page of another site (403), one with a name in its path
    to a wrong name (404), one with a body to a client that is too slow (408), one with an object
    to one that is too large (413)."""
    found = {400, 401, 429, 503, *promised.problems}
    if promised.body:
        found |= {408, 413} if JSON in promised.body.media else {408}
    if method not in ("GET", "HEAD", "OPTIONS"):
        found.add(403)
    if rule.arguments:
        found.add(404)
    return found


def _answer(answer: Answer, schemas: Schemas) -> dict[str, Any]:
    made: dict[str, Any] = {"description": answer.text}
    content = {"application/json": answer.shape} if answer.shape is not None else {}
    if answer.shape is not None or answer.media:
        made["content"] = _content({**content, **dict.fromkeys(answer.media)}, schemas)
    if answer.headers:
        made["headers"] = {
            name: {"description": text, "schema": {"type": "string"}}
            for name, text in answer.headers.items()
        }
    return made


def _content(media: Mapping[str, Any], schemas: Schemas) -> dict[str, Any]:
    """A shape of None stands for bytes or text that no schema says more about."""
    return {
        type: {} if shape is None else {"schema": schemas.of(shape)}
        for type, shape in media.items()
    }


def _problem(status: int, schemas: Schemas) -> dict[str, Any]:
    return {
        "description": HTTPStatus(status).phrase,
        "content": {"application/problem+json": {"schema": schemas.of(Problem)}},
    }
