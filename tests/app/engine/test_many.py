"""Many analyses at a time: none waits behind a huge one, none is lost."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.app.product import Product, until
from tests.app.web import Client, delete_others, timeless
from tests.benchmarks.memory import Memory, sizes

_AT_ONCE = 100
_CLIENTS = 24
"""Connections: fewer than a web process has places for uploads."""
_MOST_MEMORY = 512 << 20
"""Of the engine and all that it starts: two run at a time, whatever is queued
(measured: 252 MB)."""


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


def test_a_hundred_at_once_all_finish_with_the_same_report_in_bounded_memory(
    client: Client, product: Product, hostile_log: bytes
):
    delete_others(client)
    expected = timeless(client.upload("a.log", hostile_log, wait=20).json())
    with ThreadPoolExecutor(_CLIENTS) as clients:
        answers = list(clients.map(lambda _: client.upload("a.log", hostile_log), range(_AT_ONCE)))
    ids = {answer.json()["id"] for answer in answers}
    assert len(ids) == _AT_ONCE
    (engine,) = product.engines()
    memory = Memory()

    def all_ended() -> bool:
        memory.take(sizes(engine))
        known = client.get("/api/v1/analyses").json()["analyses"]
        states = [one["state"] for one in known if one["id"] in ids]
        return not {"queued", "running"} & set(states)

    until(all_ended, 120, "all of them have ended")
    assert memory.together < _MOST_MEMORY
    for id in ids:
        assert timeless(client.report(id)) == expected
    assert product.leftovers() == []
