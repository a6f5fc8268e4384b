"""Analyses over REST: listed, shown, waited for, read, deleted."""

import pytest

from tests.app.product import Product
from tests.app.web import Client

UNKNOWN = "A" * 22


@pytest.fixture
def done(client: Client, shop_log: bytes) -> str:
    """Id of a finished analysis."""
    location = client.upload("shop.log", shop_log, wait=30).headers["Location"]
    id: str = location.rpartition("/")[2]
    return id


def test_the_list_has_the_newest_first(client: Client, hostile_log: bytes):
    made = [client.upload(f"{n}.log", hostile_log).json()["id"] for n in range(3)]
    listed = [one["id"] for one in client.get("/api/v1/analyses").json()["analyses"]]
    assert listed[:3] == made[::-1]
    for id in made:
        assert client.state(id, wait=20) == "done"


def test_a_finished_analysis_tells_its_facts(client: Client, done: str, shop_log: bytes):
    shown = client.get(f"/api/v1/analyses/{done}").json()
    report = client.report(done)
    assert (shown["id"], shown["name"], shown["state"]) == (done, "shop.log", "done")
    assert (shown["bytes"], shown["error"]) == (len(shop_log), None)
    assert shown["records"] == report["accounting"]["records"]
    assert shown["created"] <= shown["started"] <= shown["finished"]
    assert [source["sha256"] for source in shown["sources"]] == [report["sources"][0]["sha256"]]
    assert shown["progress"]["bytes_done"] == shown["progress"]["bytes_total"] == len(shop_log)


def test_the_timing_is_a_part_of_the_report(client: Client, done: str):
    timing = client.get(f"/api/v1/analyses/{done}/timing").json()
    assert timing == client.report(done)["timing"]
    assert timing["workers"] == 2
    assert {"parent", "worker 1"} <= {span[0] for span in timing["spans"]}


def test_what_is_deleted_is_gone_from_list_and_disk(client: Client, product: Product, done: str):
    folder = product.data / "analyses" / done
    assert folder.is_dir()
    answer = client.delete(done)
    assert (answer.status, answer.body) == (204, b"")
    assert not folder.exists()
    for path in ("", "/report", "/timing"):
        assert client.get(f"/api/v1/analyses/{done}{path}").status == 404
    assert client.delete(done).status == 404
    assert done not in client.get("/api/v1/analyses").text


@pytest.mark.parametrize("id", [UNKNOWN, "short", "..%2f..%2fetc%2fpasswd", "%00" * 22, "a" * 23])
@pytest.mark.parametrize("part", ["", "/report", "/timing"])
def test_an_id_that_is_none_is_not_found(client: Client, id: str, part: str):
    answer = client.get(f"/api/v1/analyses/{id}{part}")
    assert answer.status == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json().keys() == {"type", "title", "status", "detail"}


@pytest.mark.parametrize(
    "query", ["wait=soon", "wait=-1", "wait=301", "wait=nan", "since=x", "since=-1", "since="]
)
def test_a_query_that_makes_no_sense_is_refused_by_name(client: Client, query: str):
    answer = client.get(f"/api/v1/analyses/{UNKNOWN}?{query}")
    assert answer.status == 400
    assert query.partition("=")[0] in answer.json()["detail"]


def test_every_wrong_address_and_method_is_a_problem(client: Client):
    for method, path, status in (
        ("GET", "/api/v1/nowhere", 404),
        ("GET", "/api/", 404),
        ("PATCH", "/api/v1/analyses", 405),
        ("DELETE", "/api/v1/health", 405),
        ("POST", "/api/v1/samples/no-such", 404),
    ):
        answer = client.ask(method, path)
        assert answer.status == status
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json()["status"] == status


def test_health_tells_of_web_and_engine(client: Client):
    assert client.get("/api/v1/health").json() == {"status": "ok", "engine": True}
