"""Views under short ids over REST."""

import json
from typing import Any

import pytest

from tests.app.product import Product
from tests.app.web import Client

LONG = "path in (" + ", ".join(f'"/a/path/number/{n}"' for n in range(900)) + ', "/")'


@pytest.fixture
def done(client: Client, shop_log: bytes) -> str:
    """Path of a finished analysis."""
    location: str = client.upload("shop.log", shop_log, wait=30).headers["Location"]
    return location


def keep(client: Client, done: str, body: Any) -> Any:
    """The answer to a wish to keep a view."""
    json_headers = {"Content-Type": "application/json"}
    return client.ask("POST", f"{done}/views", json.dumps(body).encode(), json_headers)


def test_a_short_id_stands_for_a_view_that_no_address_could_hold(client: Client, done: str):
    answer = keep(client, done, {"conditions": [LONG, "~bot"], "since": "2020-01-01"})
    assert answer.status == 201, answer.text
    kept = answer.json()
    assert client.get(answer.headers["Location"]).json() == kept
    assert kept["view"]["where"] == LONG
    assert len(kept["links"]["page"]) < 70
    plain = client.get(f"{done}/view", where='path="/"', since="2020-01-01").json()
    seen = client.get(f"{done}/view", view=kept["id"]).json()
    assert (seen["matched"], seen["totals"]) == (plain["matched"], plain["totals"])
    for part in ("facets", "lines"):
        assert client.get(f"{done}/{part}", view=kept["id"], limit=3).status == 200
    id = done.rpartition("/")[2]
    same = client.get("/api/v1/compare", a=id, view_a=kept["id"], view_b=kept["id"])
    assert same.status == 200
    assert client.get(kept["links"]["page"]).status == 200


def test_equal_views_have_one_id_and_other_analyses_do_not_know_it(
    client: Client, done: str, hostile_log: bytes
):
    one = keep(client, done, {"conditions": ["bot"]}).json()["id"]
    assert keep(client, done, {"conditions": ["bot"]}).json()["id"] == one
    other = client.upload("other.log", hostile_log, wait=30).headers["Location"]
    assert client.get(f"{other}/view", view=one).status == 404
    assert keep(client, other, {"conditions": ["bot"]}).json()["id"] != one


def test_all_conditions_that_are_on_hold_together(client: Client, done: str):
    kept = keep(client, done, {"conditions": ["status=2xx or bot", "~method=GET", "bytes>9"]})
    assert kept.json()["view"]["where"] == "(status=2xx or bot) and (bytes>9)"


def test_a_kept_view_goes_with_its_analysis(client: Client, product: Product, done: str):
    short = keep(client, done, {"conditions": ["bot"]}).json()["id"]
    assert client.delete(done.rpartition("/")[2]).status == 204
    assert client.get(f"{done}/views/{short}").status == 404
    assert short.encode() not in (product.data / "catalog.sqlite").read_bytes()


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ([], "an object"),
        ({"where": "bot"}, "There are conditions, since, tz, until."),
        ({"conditions": "bot"}, "a list"),
        ({"conditions": [1]}, "text"),
        ({"tz": None}, "text"),
        ({"conditions": ["status>>4"]}, "column 8"),
        ({"conditions": ["~status>>4"]}, "column 8"),
        ({"since": "soon"}, "no time"),
        ({"tz": "Mars/Base"}, "no time zone"),
        ({"conditions": ["~" + LONG] * 4}, "bytes"),
    ],
)
def test_what_is_no_view_is_refused(client: Client, done: str, body: Any, says: str):
    answer = keep(client, done, body)
    assert answer.status == 400, answer.text
    assert says in answer.json()["detail"]


def test_a_short_id_goes_alone(client: Client, done: str):
    short = keep(client, done, {"conditions": ["bot"]}).json()["id"]
    assert client.get(f"{done}/view", view=short, where="bot").status == 400
    assert client.get(f"{done}/view", view="nobody").status == 404
