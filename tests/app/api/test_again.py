"""The same thing sent again: the same request by its key, the same bytes by their hash."""

from pathlib import Path
from uuid import uuid4

from tests.app.product import Product, until
from tests.app.web import Answer, Client


def send(client: Client, log: bytes, key: str, **query: object) -> Answer:
    """An upload with an Idempotency-Key."""
    path = "/api/v1/analyses"
    return client.ask("POST", path, log, {"Idempotency-Key": key}, filename="a.log", **query)


def listed(client: Client) -> set[str]:
    """Ids of all analyses."""
    return {one["id"] for one in client.get("/api/v1/analyses").json()["analyses"]}


def test_a_request_with_the_same_key_makes_one_analysis(client: Client, shop_log: bytes):
    key = uuid4().hex
    first = send(client, shop_log, key)
    before = listed(client)
    second = send(client, shop_log, key)
    assert second.status == 202
    assert second.json()["id"] == first.json()["id"]
    assert send(client, shop_log, key, wait=20).status == 200
    assert listed(client) == before


def test_a_key_does_not_stand_for_two_requests(client: Client, shop_log: bytes):
    key = uuid4().hex
    send(client, shop_log, key)
    assert send(client, shop_log[:-5000], key).status == 422
    assert send(client, shop_log, key, format="common").status == 422
    assert send(client, shop_log, "k" * 201).status == 400


def test_a_key_is_free_again_when_its_analysis_is_deleted(client: Client, shop_log: bytes):
    key = uuid4().hex
    first = send(client, shop_log, key, wait=20).headers["Location"].rpartition("/")[2]
    client.delete(first)
    assert send(client, shop_log, key).json()["id"] != first


def test_a_large_upload_holds_its_key_while_it_arrives(
    client: Client, product: Product, huge_log: Path
):
    key = uuid4().hex
    log = huge_log.read_bytes()[: 17 << 20]
    first = send(client, log, key)
    assert first.status == 202
    assert send(client, log, key).json()["id"] == first.json()["id"]
    client.delete(first.json()["id"])
    until(lambda: product.leftovers() == [], 15, "no other analysis runs, and nothing is left")


def test_the_same_bytes_are_recognised_and_the_earlier_report_is_linked(client: Client):
    log = b'192.0.2.1 - - [04/Mar/2026:10:00:13 +0000] "GET /%s HTTP/1.1" 200 5120\n'
    log %= uuid4().hex.encode()
    first = client.upload("a.log", log, wait=20)
    assert "Link" not in first.headers
    second = client.upload("other-name.log", log, wait=20)
    place = first.headers["Location"]
    assert second.headers["Link"] == f'<{place}>; rel="duplicate"'
    shown = client.get(second.headers["Location"]).json()
    assert shown["earlier"]["links"]["self"] == place
    assert client.get(place).json()["earlier"] is None
    other = client.upload("a.log", log, wait=20, format="common")
    assert "Link" not in other.headers, "another format is another question"
