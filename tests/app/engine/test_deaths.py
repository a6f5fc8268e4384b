"""Any process may be killed at any moment: analyses finish all the same, and right."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.product import Product, kill, running_product, until
from tests.app.web import timeless


@pytest.fixture(scope="module")
def victim() -> Iterator[Product]:
    """A product whose parts may be killed, its launcher aside."""
    with running_product() as product:
        yield product


@pytest.fixture
def running(victim: Product, huge_log: Path) -> Iterator[str]:
    """Id of an analysis that is paused in the middle of its run; a new attempt is not."""
    id = victim.hold(huge_log)
    yield id
    assert victim.client.delete(id).status == 204


def assert_right(product: Product, id: str, expected: dict[str, object]) -> None:
    """It ends, with the report of an undisturbed run."""
    assert product.client.state(id, wait=25) == "done"
    assert timeless(product.client.report(id)) == expected
    folder = product.data / "analyses" / id
    until(
        lambda: sorted(os.listdir(folder)) == ["0", "columns", "report.json"],
        5,
        "only results are left",
    )


def test_a_killed_web_worker_disturbs_neither_pages_nor_analyses(
    victim: Product, running: str, huge_report: dict[str, object]
):
    before = victim.web_workers()
    assert len(before) == 2
    kill(before[0])
    assert victim.client.get("/").status == 200
    assert victim.client.steer(running, "resume").status == 200
    assert_right(victim, running, huge_report)
    until(lambda: len(victim.web_workers()) == 2, 5, "there are two web workers again")
    assert before[0] not in victim.web_workers()
    for _ in range(6):
        assert victim.client.get(f"/analyses/{running}").status == 200


def test_a_stream_goes_on_after_its_last_event_whichever_web_worker_is_killed(
    victim: Product, running: str
):
    stream = victim.client.events(running)
    heard = [next(stream)]
    for worker in victim.web_workers():
        kill(worker)
        until(lambda worker=worker: _replaced(victim, worker), 10, "there is another in its place")
    heard += stream  # what was under way, to the break
    assert heard[-1].kind != "end"
    assert victim.client.steer(running, "resume").status == 200
    again = list(victim.client.events(running, last=heard[-1].id))
    assert (again[-1].kind, again[-1].content["state"]) == ("end", "done")
    events = [*heard, *again]
    assert [one.id for one in events] == sorted(one.id for one in events)
    done = [one.content["bytes_done"] for one in events if one.kind != "report"]
    assert done == sorted(done)
    assert done[0] < done[-1] == again[-1].content["bytes_total"]


def _replaced(product: Product, worker: int) -> bool:
    workers = product.web_workers()
    return len(workers) == 2 and worker not in workers


def test_a_killed_engine_is_started_again_and_finishes_what_it_had_begun(
    victim: Product, running: str, huge_report: dict[str, object]
):
    (engine,) = victim.engines()
    orphans = set(victim.of_analyses())
    kill(engine)
    until(lambda: not orphans & victim.processes().keys(), 3, "nothing paused waits for ever")
    assert victim.client.get("/").status == 200
    assert victim.client.get("/api/v1/analyses").status == 200
    until(lambda: set(victim.engines()) - {engine}, 10, "there is an engine again")
    assert_right(victim, running, huge_report)


def test_what_is_uploaded_while_the_engine_is_away_runs_when_it_is_back(
    victim: Product, shop_log: bytes
):
    (engine,) = victim.engines()
    kill(engine)
    answer = victim.client.upload("shop.log", shop_log)
    assert answer.status == 202
    assert victim.client.state(answer.json()["id"], wait=20) == "done"


def test_an_analysis_whose_supervisor_is_killed_is_tried_again(
    victim: Product, running: str, huge_report: dict[str, object]
):
    (supervisor,) = victim.supervisors()
    kill(supervisor)
    until(lambda: set(victim.supervisors()) - {supervisor}, 5, "it has a supervisor again")
    assert_right(victim, running, huge_report)


def test_an_analysis_that_always_dies_fails_with_its_reason(victim: Product, huge_log: Path):
    id = victim.client.upload_form(("deadly.log", huge_log.read_bytes())).json()["id"]
    killed: set[int] = set()
    while victim.client.state(id) in ("queued", "running"):
        for supervisor in set(victim.supervisors()) - killed:
            kill(supervisor)
            killed.add(supervisor)
        assert len(killed) < 10
    shown = victim.client.get(f"/api/v1/analyses/{id}").json()
    assert shown["state"] == "failed"
    assert "3 times" in shown["error"]
    assert len(killed) == 3
    assert sorted(os.listdir(victim.data / "analyses" / id)) == ["0"]
    until(lambda: not victim.of_analyses(), 2, "all its processes are gone")
