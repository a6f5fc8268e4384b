"""The OpenAPI document describes every route, and nothing else."""

from typing import Any, Literal, NotRequired, TypedDict

import pytest
from flask import Flask

from app import create_app
from app.api.openapi import document, routes, template
from app.api.schema import Schemas
from app.config import Config


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application, without a server."""
    return create_app(Config(data=tmp_path_factory.mktemp("data")))


@pytest.fixture(scope="module")
def described(application: Flask) -> dict[str, Any]:
    """The document."""
    with application.app_context():
        return document(application)


def test_every_route_is_in_it_and_every_path_in_it_is_a_route(
    application: Flask, described: dict[str, Any]
):
    """Counted from the URL map itself, with the methods that views answer."""
    known = set()
    for rule in application.url_map.iter_rules():
        if rule.rule.startswith("/api/"):
            own = set(rule.methods or ())
            if "GET" in own:
                own.discard("HEAD")
            if len(own) > 1:
                own.discard("OPTIONS")
            known |= {(template(rule), method) for method in own}
    written = {
        (path, method.upper())
        for path, item in described["paths"].items()
        for method in item
        if method != "parameters"
    }
    assert written == known
    assert len(written) > 30


def test_every_operation_has_a_name_of_its_own_words_and_answers(described: dict[str, Any]):
    operations = [
        operation
        for item in described["paths"].values()
        for method, operation in item.items()
        if method != "parameters"
    ]
    names = [operation["operationId"] for operation in operations]
    assert len(set(names)) == len(names)
    for operation in operations:
        assert operation["summary"]
        assert any(status.startswith("2") for status in operation["responses"])


def test_every_reference_leads_to_a_schema(described: dict[str, Any]):
    schemas = described["components"]["schemas"]
    text = repr(described)
    for part in text.split("'$ref': '#/components/schemas/")[1:]:
        assert part.partition("'")[0] in schemas


def test_the_path_of_a_route_holds_its_parameters(application: Flask):
    for rule, _, _ in routes(application):
        assert rule.arguments == {part.partition("}")[0] for part in template(rule).split("{")[1:]}


class _Inner(TypedDict):
    """Words."""

    kind: Literal["a", "b"]
    more: NotRequired[list[int] | None]


def test_types_become_schemas():
    schemas = Schemas()
    assert schemas.of(dict[str, _Inner]) == {
        "type": "object",
        "additionalProperties": {"$ref": "#/components/schemas/_Inner"},
    }
    assert schemas.named["_Inner"] == {
        "type": "object",
        "description": "Words.",
        "properties": {
            "kind": {"enum": ["a", "b"]},
            "more": {"anyOf": [{"type": "array", "items": {"type": "integer"}}, {"type": "null"}]},
        },
        "required": ["kind"],
    }
    with pytest.raises(TypeError):
        schemas.of(set)


def test_the_page_shows_every_call_and_every_schema(application: Flask, described: dict[str, Any]):
    page = application.test_client().get("/api").text
    for path in described["paths"]:
        assert f"<code>{path}</code>" in page
    for name in described["components"]["schemas"]:
        assert f'id="schema-{name}"' in page
    calls = sum(len(item) - 1 for item in described["paths"].values())
    assert page.count('class="call-method"') == calls
