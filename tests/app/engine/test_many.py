"""Many analyses at a time: none waits behind a huge one, none is lost."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.app.product import Product
from tests.app.web import Client, timeless


def test_a_small_analysis_finishes_while_a_huge_one_runs_and_a_large_one_waits(
    client: Client, product: Product, huge_log: Path, shop_log: bytes
):
    huge = product.hold(huge_log)
    large = client.upload_form(("large.log", huge_log.read_bytes()[: 20 << 20])).json()["id"]
    assert client.upload("small.log", shop_log, wait=20).status == 200
    assert (client.state(huge), client.state(large)) == ("running", "queued")
    report = client.get(f"/api/v1/analyses/{large}/report")
    assert (report.status, report.json()["title"]) == (409, "Not ready")
    assert client.delete(large).status == 204
    assert client.get(f"/api/v1/analyses/{large}").status == 404
    assert client.delete(huge).status == 204


def test_thirty_at_once_all_finish_with_the_same_report(
    client: Client, product: Product, hostile_log: bytes
):
    expected = timeless(client.upload("a.log", hostile_log, wait=20).json())
    with ThreadPoolExecutor(30) as clients:
        answers = list(clients.map(lambda _: client.upload("a.log", hostile_log), range(30)))
        ids = [answer.json()["id"] for answer in answers]
        assert len(set(ids)) == 30
        states = list(clients.map(lambda one: client.state(one, wait=30), ids))
    assert states == ["done"] * 30
    for id in ids:
        assert timeless(client.report(id)) == expected
    assert product.leftovers() == []
