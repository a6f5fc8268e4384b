"""Many analyses at a time: none waits behind a huge one, none is lost."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.app.product import Product, until
from tests.app.web import Client, timeless


def test_a_small_analysis_finishes_while_a_huge_one_runs(
    client: Client, huge_log: Path, shop_log: bytes
):
    huge = client.upload("huge.log", huge_log.read_bytes()).json()["id"]
    until(lambda: client.state(huge) == "running", 10, "the huge one runs")
    assert client.upload("small.log", shop_log, wait=20).status == 200
    assert client.state(huge) == "running"
    assert client.delete(huge).status == 204


def test_of_two_huge_ones_the_second_waits(client: Client, huge_log: Path):
    log = huge_log.read_bytes()
    first, second = (client.upload("huge.log", log).json()["id"] for _ in range(2))
    until(lambda: client.state(first) == "running", 10, "the first runs")
    assert client.state(second) == "queued"
    assert client.delete(second).status == 204
    assert client.get(f"/api/v1/analyses/{second}").status == 404
    assert client.delete(first).status == 204


def test_thirty_at_once_all_finish_with_the_same_report(
    client: Client, product: Product, shop_log: bytes
):
    expected = timeless(client.upload("shop.log", shop_log, wait=20).json())
    with ThreadPoolExecutor(30) as clients:
        answers = list(clients.map(lambda _: client.upload("shop.log", shop_log), range(30)))
    ids = [answer.json()["id"] for answer in answers]
    assert len(set(ids)) == 30
    for id in ids:
        assert client.state(id, wait=30) == "done"
        assert timeless(client.report(id)) == expected
    assert product.leftovers() == []


def test_thirty_who_wait_are_all_answered(client: Client, hostile_log: bytes):
    with ThreadPoolExecutor(30) as clients:
        waiting = clients.map(lambda _: client.upload("a.log", hostile_log, wait=30), range(30))
        assert [answer.status for answer in waiting] == [200] * 30
