"""What runs when, and what becomes of it: the scheduler over processes that only pretend."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from app.catalog.catalog import Catalog, StoredSource
from app.config import Config
from app.engine import scheduler as module
from app.engine.scheduler import SMALL_BYTES, Scheduler
from app.engine.supervisor import Order
from app.errors import CatalogInTrouble, StorageFull
from app.storage import Storage

LARGE = SMALL_BYTES + 1


@dataclass
class FakeProcess:
    """A supervisor that says what a test wants, and dies when it wants."""

    reports: Connection
    order: Order
    alive: bool = True
    sentinel: int = -1

    def start(self) -> None:
        """Nothing to start."""
        self.reports = _copy(self.reports)

    def is_alive(self) -> bool:
        """Until killed."""
        return self.alive

    def kill(self) -> None:
        """Ends it."""
        self.alive = False
        self.reports.close()

    def join(self, _seconds: float) -> None:
        """It takes no time."""


def _copy(connection: Connection) -> Connection:
    """What a child would have: its own end, which the parent's closing does not touch."""
    return Connection(os.dup(connection.fileno()), readable=False)


@dataclass
class Stage:
    """A scheduler without its thread, and the processes it believes to have started."""

    catalog: Catalog
    storage: Storage
    scheduler: Scheduler
    started: dict[str, FakeProcess] = field(default_factory=dict)

    def queue(self, *sizes: int) -> list[str]:
        """Ids of new analyses of these sizes."""
        ids = []
        for size in sizes:
            id = self.storage.adopt([])
            self.catalog.add(id, (StoredSource("a.log", size, ""),), {})
            ids.append(id)
        return ids

    def look(self) -> None:
        """One turn: starts what may start, then hears what was said."""
        self.scheduler._start_queued()
        for one in list(self.scheduler._running.values()):
            self.scheduler._hear(one)

    def running(self) -> set[str]:
        """Ids of what runs, by the catalog."""
        return {one.id for one in self.catalog.in_state("running")}

    def say(self, id: str, kind: str, content: Any) -> None:
        """A supervisor's message."""
        self.started[id].reports.send((kind, content))

    def end(self, id: str, kind: str = "done", content: Any = ("done", 1)) -> None:
        """A supervisor's last word."""
        self.say(id, kind, content)
        self.look()

    def state(self, id: str) -> str:
        """By the catalog."""
        return self.catalog.get(id).state


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """Nothing queued, nothing running."""
    storage = Storage(tmp_path)
    storage.prepare()
    catalog = Catalog(storage.catalog)
    stage = Stage(catalog, storage, Scheduler(Config(data=tmp_path), storage, catalog))

    class Context:
        @staticmethod
        def Process(  # noqa: N802 - the name in multiprocessing
            target: Callable[..., None],  # noqa: ARG004
            args: tuple[Connection, Order],
            name: str,
        ) -> FakeProcess:
            stage.started[name] = FakeProcess(*args)
            return stage.started[name]

    monkeypatch.setattr(module, "_CONTEXT", Context)
    return stage


def test_the_oldest_run_first_and_no_more_than_there_are_places(stage: Stage):
    first, second, third = stage.queue(1, 1, 1)
    stage.look()
    assert stage.running() == {first, second}
    stage.end(first)
    stage.look()
    assert stage.running() == {second, third}


def test_a_large_one_leaves_a_place_for_small_ones(stage: Stage):
    large, other, small, next_small = stage.queue(LARGE, LARGE, 1, 1)
    stage.look()
    assert stage.running() == {large, small}
    stage.end(small)
    stage.look()
    assert stage.running() == {large, next_small}
    stage.end(large)
    stage.look()
    assert stage.running() == {other, next_small}


def test_small_ones_do_not_keep_a_large_one_waiting_for_ever(stage: Stage):
    small, large, *more = stage.queue(1, LARGE, 1, 1, 1)
    stage.look()
    assert stage.running() == {small, large}
    assert not stage.running() & set(more)


def test_the_urgent_overtake(stage: Stage):
    ids = stage.queue(1, 1, 1)
    stage.catalog.prioritise(ids[2], 1)
    stage.look()
    assert stage.running() == {ids[2], ids[0]}


def test_last_words_become_states(stage: Stage):
    done, failed, cancelled = stage.queue(1, 1, 1)
    stage.look()
    stage.end(done, "done", ("done", 42))
    stage.end(failed, "failed", "It is a picture.")
    stage.look()
    stage.end(cancelled, "cancelled", "Nothing was parsed yet.")
    assert (stage.state(done), stage.catalog.get(done).records) == ("done", 42)
    assert stage.catalog.get(failed).error == "It is a picture."
    assert (stage.state(failed), stage.state(cancelled)) == ("failed", "cancelled")
    assert stage.running() == set()


def test_progress_reaches_whoever_asks(stage: Stage):
    (id,) = stage.queue(1)
    stage.look()
    before = stage.scheduler.registry.snapshot(id)["version"]
    stage.say(id, "progress", {"bytes_done": 5})
    stage.look()
    snapshot = stage.scheduler.registry.snapshot(id)
    assert (snapshot["bytes_done"], snapshot["version"]) == (5, before + 1)
    stage.end(id)
    assert stage.scheduler.registry.snapshot(id) == {}


def test_what_dies_is_tried_three_times_and_then_given_up(stage: Stage):
    (id,) = stage.queue(1)
    for attempt in (1, 2, 3):
        stage.look()
        assert (stage.state(id), stage.catalog.get(id).attempts) == ("running", attempt)
        (stage.storage.folder(id) / "scratch").mkdir()
        stage.started[id].kill()
        stage.scheduler._hear(stage.scheduler._running[id])
        assert stage.state(id) == "queued"
        assert not (stage.storage.folder(id) / "scratch").exists()
    stage.look()
    assert stage.state(id) == "failed"
    assert "3 times" in (stage.catalog.get(id).error or "")


def test_the_last_words_of_the_dead_count(stage: Stage):
    (id,) = stage.queue(1)
    stage.look()
    stage.say(id, "done", ("done", 3))
    stage.started[id].kill()
    stage.look()
    assert stage.state(id) == "done"


def test_removing_kills_it_and_makes_room(stage: Stage):
    first, second, third = stage.queue(1, 1, 1)
    stage.look()
    stage.scheduler.act(first, "remove")
    assert not stage.started[first].alive
    stage.look()
    assert stage.running() == {second, third}


def test_removing_what_waits_keeps_it_from_ever_running(stage: Stage):
    (id,) = stage.queue(1)
    stage.scheduler.act(id, "remove")
    stage.look()
    assert stage.started == {}


def test_controls_reach_the_supervisor(stage: Stage):
    (id,) = stage.queue(1)
    stage.look()
    control = stage.started[id].order.control
    stage.scheduler.act(id, "pause")
    assert control.paused
    stage.scheduler.act(id, "resume")
    assert not control.paused
    stage.scheduler.act(id, "cancel")
    assert control.cancelled


def test_closing_kills_all_and_queues_it_again_without_blame(stage: Stage):
    ids = stage.queue(1, LARGE, 1)
    stage.look()
    stage.scheduler.close()
    stage.look()
    assert [stage.state(id) for id in ids] == ["queued"] * 3
    assert [stage.catalog.get(id).attempts for id in ids] == [0, 0, 0]
    assert not any(process.alive for process in stage.started.values())


def test_what_ran_when_the_engine_died_is_queued_at_the_next_start(stage: Stage):
    (id,) = stage.queue(1)
    stage.catalog.start(id)
    stage.scheduler.close()
    stage.scheduler.run()
    assert stage.state(id) == "queued"


def test_a_catalog_in_trouble_is_waited_for_and_each_trouble_is_said_once(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    troubles = iter([StorageFull("no room"), StorageFull("no room"), CatalogInTrouble("locked")])

    def turn() -> None:
        for trouble in troubles:
            raise trouble
        stage.scheduler.close()

    monkeypatch.setattr(module, "_TICK_SECONDS", 0.01)
    monkeypatch.setattr(stage.scheduler, "_turn", turn)
    stage.scheduler.run()
    assert [record.getMessage() for record in caplog.records] == [
        "The disk is full: no room",
        "The catalog cannot be used: locked",
    ]
