"""A wrong body is refused with a sentence that says what it takes, by every route that takes an
object."""

import json

import pytest

from tests.app.product import Product
from tests.app.web import Client

JSON = {"Content-Type": "application/json"}
ROUTES = {
    ("POST", "/reading"): {"format": 7},
    ("PUT", "/priority"): {"priority": "high"},
    ("POST", "/views"): {"conditions": "bot"},
    ("POST", "/rejects/try"): {"pattern": ["x"]},
    ("POST", "/lab"): {"engines": "pool"},
}
"""With a body whose value is of the wrong type."""


@pytest.fixture(scope="module")
def place(product: Product, hostile_log: bytes) -> str:
    return product.client.upload("hostile.log", hostile_log, wait=30).headers["Location"]


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route[1])
def test_a_wrong_body_is_refused_with_what_is_wrong(
    client: Client, place: str, route: tuple[str, str]
) -> None:
    method, path = route
    (name,) = ROUTES[route]
    before = client.get(place).json()
    for body, headers, status, said in (
        (json.dumps(ROUTES[route]), JSON, 400, ""),
        (json.dumps({f"{name}x": 1}), JSON, 400, f"Did you mean {name}?"),
        ("[1]", JSON, 400, "takes" if path != "/views" else "object"),
        ("{", JSON, 400, ""),
        (json.dumps(ROUTES[route]), {"Content-Type": "text/plain"}, 415, ""),
        (json.dumps({name: "x" * (1 << 20)}), JSON, 413, "1,048,576"),
    ):
        answer = client.ask(method, place + path, body.encode(), headers)
        assert (answer.status, body[:40]) == (status, body[:40])
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert said in answer.json()["detail"] != ""
    assert client.get(place).json() == before
