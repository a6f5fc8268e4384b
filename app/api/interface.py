"""The page of the REST interface: its OpenAPI document, readable."""

import json
from collections import defaultdict
from typing import Any, NamedTuple

from flask import Blueprint, current_app, render_template

from app.api.openapi import document

blueprint = Blueprint("interface", __name__)

_GROUPS = {
    "api": "Analyses and samples",
    "uploads": "Uploads in slices",
    "panels": "Parts of a report",
    "views": "Filters, search and comparison",
    "kept_views": "Views under short ids",
    "lines": "Lines and bytes",
    "rejects": "Rejected lines",
    "outputs": "Other forms of a report, and verdicts",
    "api_timing": "Lanes and timing",
    "labs": "The lab",
    "formats": "Formats",
    "health": "Health",
    "openapi": "This description",
}


class Operation(NamedTuple):
    """A call as the template shows it."""

    method: str
    path: str
    summary: str
    description: str
    parameters: list[dict[str, Any]]
    body: list[tuple[str, str]]
    answers: list[tuple[str, str, list[tuple[str, str]]]]


@blueprint.get("/api")
def interface() -> str:
    """Every call with its parameters and answers, and every schema."""
    described = document(current_app)
    return render_template(
        "interface.html",
        groups=_groups(described),
        schemas=sorted(described["components"]["schemas"].items()),
        type_of=type_of,
    )


def _groups(described: dict[str, Any]) -> list[tuple[str, list[Operation]]]:
    groups: dict[str, list[Operation]] = defaultdict(list)
    for path, item in described["paths"].items():
        for method, operation in item.items():
            if method != "parameters":
                groups[operation["tags"][0]].append(_operation(path, method, item, operation))
    return [(title, groups[tag]) for tag, title in _GROUPS.items() if tag in groups]


def _operation(
    path: str, method: str, item: dict[str, Any], operation: dict[str, Any]
) -> Operation:
    return Operation(
        method.upper(),
        path,
        operation["summary"],
        operation.get("description", ""),
        [*item["parameters"], *operation.get("parameters", [])],
        _content(operation.get("requestBody", {})),
        [
            (status, answer["description"], _content(answer))
            for status, answer in sorted(operation["responses"].items())
        ],
    )


def _content(part: dict[str, Any]) -> list[tuple[str, str]]:
    """Media types, each with the name of its schema or an empty text."""
    return [
        (media, type_of(content["schema"]) if "schema" in content else "")
        for media, content in part.get("content", {}).items()
    ]


def type_of(schema: dict[str, Any]) -> str:
    """A schema in one line."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(type_of(one) for one in schema["anyOf"])
    if "enum" in schema or "const" in schema:
        return " | ".join(json.dumps(one) for one in schema.get("enum", [schema.get("const")]))
    if schema.get("type") == "array":
        return f"list of {type_of(schema['items'])}"
    if "additionalProperties" in schema:
        return f"object of {type_of(schema['additionalProperties'])}"
    return str(schema.get("type", "anything"))
