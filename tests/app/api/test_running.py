"""An analysis under way over REST: watched, steered, ended."""

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.product import Product, until
from tests.app.web import Client, delete_others


@pytest.fixture
def running(client: Client, product: Product, huge_log: Path) -> Iterator[str]:
    """Id of an analysis that is paused in the middle of its run; deleted afterwards."""
    id = product.hold(huge_log)
    yield id
    client.delete(id)


def test_progress_is_waited_for_by_version(client: Client, running: str, huge_log: Path):
    version, done, lanes = 0, 0, set()
    client.steer(running, "resume")
    while True:
        shown = client.get(f"/api/v1/analyses/{running}", wait=20, since=version).json()
        if shown["state"] == "done":
            break
        progress = shown["progress"]
        assert progress["bytes_done"] >= done
        assert progress["bytes_total"] == huge_log.stat().st_size
        version, done = progress["version"], progress["bytes_done"]
        lanes |= {worker["lane"] for worker in progress["workers"]}
    assert lanes == {"worker 1", "worker 2"}
    assert version >= 3
    assert client.report(running)["accounting"]["bytes"] == huge_log.stat().st_size


def test_events_tell_of_progress_and_of_the_end(client: Client, running: str):
    held = client.progress(running)["bytes_done"]
    resume = threading.Timer(0.5, client.steer, (running, "resume"))  # when somebody listens
    resume.start()
    answer = client.get(f"/api/v1/analyses/{running}/events")
    resume.join()
    assert answer.headers["Content-Type"].startswith("text/event-stream")
    blocks = [block.split("\n") for block in answer.text.strip().split("\n\n") if "data:" in block]
    events = [(block[1].removeprefix("event: "), json.loads(block[2][6:])) for block in blocks]
    kinds = [kind for kind, _ in events]
    assert (kinds[0], kinds[-1]) == ("progress", "end")
    assert events[0][1]["bytes_done"] == held
    done = [progress["bytes_done"] for kind, progress in events if kind != "report"]
    assert done == sorted(done)
    assert done[-1] > held
    assert events[-1][1]["state"] == "done"


def test_a_pause_holds_it_and_resuming_finishes_it(client: Client, running: str):
    time.sleep(0.7)  # what workers had begun is finished
    held = client.progress(running)
    assert held["phase"] == "paused"
    time.sleep(0.3)
    assert client.progress(running)["bytes_done"] == held["bytes_done"] < held["bytes_total"]
    assert client.state(running) == "running"
    assert client.steer(running, "resume").status == 200
    assert client.state(running, wait=20) == "done"
    for action in ("pause", "resume", "cancel"):
        assert client.steer(running, action).status == 409


def test_what_is_cancelled_keeps_the_report_of_what_was_done(client: Client, running: str):
    assert client.steer(running, "cancel").status == 200
    assert client.state(running, wait=10) == "cancelled"
    report = client.report(running)
    assert report["coverage"]["state"] == "cancelled"
    assert 0 < report["accounting"]["bytes"] < report["sources"][0]["bytes"]
    assert client.get(f"/analyses/{running}").status == 200


def test_deleting_it_ends_its_processes_at_once(client: Client, product: Product, running: str):
    delete_others(client, keep=running)
    client.steer(running, "resume")
    assert len(product.of_analyses()) >= 3
    assert client.delete(running).status == 204
    until(lambda: not product.of_analyses(), 2, "its processes are gone")
    assert not (product.data / "analyses" / running).exists()
    assert client.get(f"/api/v1/analyses/{running}").status == 404
    assert product.leftovers() == []


@pytest.mark.parametrize("body", ["", "{}", "[]", "1", '{"priority": "high"}', '{"priority": 101}'])
def test_a_priority_that_makes_no_sense_is_refused(client: Client, shop_log: bytes, body: str):
    path = client.upload("shop.log", shop_log).json()["links"]["self"] + "/priority"
    headers = {"Content-Type": "application/json"}
    assert client.ask("PUT", path, body.encode(), headers).status == 400
    answer = client.ask("PUT", path, b'{"priority": 7}', headers)
    assert (answer.status, answer.json()["priority"]) == (200, 7)


def test_an_unknown_action_or_analysis_is_not_found(client: Client, shop_log: bytes):
    id = client.upload("shop.log", shop_log).json()["id"]
    assert client.steer(id, "explode").status == 404
    for action in ("pause", "resume", "cancel"):
        assert client.steer("A" * 22, action).status == 404
    assert client.get(f"/api/v1/analyses/{'A' * 22}/events").status == 404
