"""Rows of analyses: their states, their order, and many writers at once."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.catalog.catalog import AT_ONCE, Analysis, Catalog, StoredSource, now
from app.errors import NotFound

SOURCE = StoredSource("a.log", 10, "00ff")


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    """An empty one."""
    return Catalog(tmp_path / "catalog.sqlite")


@pytest.fixture
def added(catalog: Catalog) -> Analysis:
    """A queued analysis of two sources."""
    catalog.add("one", (SOURCE, StoredSource("b ☃.log", 5, "")), {"format": "common"})
    return catalog.get("one")


def test_a_new_analysis_is_queued_with_all_that_was_said_of_it(added: Analysis):
    assert (added.id, added.state, added.attempts) == ("one", "queued", 0)
    assert (added.name, added.bytes) == ("a.log, b ☃.log", 15)
    assert added.sources == (SOURCE, StoredSource("b ☃.log", 5, ""))
    assert added.options == {"format": "common"}
    assert (added.started, added.finished, added.records, added.error) == (None,) * 4
    assert added.created <= now()


def test_a_run_to_its_report_is_recorded(catalog: Catalog, added: Analysis):
    catalog.start(added.id)
    running = catalog.get(added.id)
    assert (running.state, running.attempts) == ("running", 1)
    assert running.started is not None
    catalog.finish(added.id, "done", 7)
    done = catalog.get(added.id)
    assert (done.state, done.records, done.error) == ("done", 7, None)
    assert added.created <= running.started <= (done.finished or "")


def test_failure_and_cancellation_keep_their_reason(catalog: Catalog, added: Analysis):
    catalog.fail(added.id, "It is a picture.")
    assert (catalog.get(added.id).state, catalog.get(added.id).error) == (
        "failed",
        "It is a picture.",
    )
    catalog.cancel(added.id, "It was cancelled.")
    assert catalog.get(added.id).state == "cancelled"
    assert catalog.get(added.id).finished


def test_an_attempt_counts_unless_it_was_ended_on_purpose(catalog: Catalog, added: Analysis):
    for attempts, blameless in ((1, False), (1, True), (2, False)):
        catalog.start(added.id)
        catalog.queue_again(added.id, blameless=blameless)
        again = catalog.get(added.id)
        assert (again.state, again.started, again.attempts) == ("queued", None, attempts)


def test_the_list_has_the_newest_first_and_the_queue_the_oldest(catalog: Catalog):
    for id in "abc":
        catalog.add(id, (SOURCE,), {})
    assert [one.id for one in catalog.all()] == ["c", "b", "a"]
    assert [one.id for one in catalog.in_state("queued")] == ["a", "b", "c"]
    catalog.start("b")
    assert [one.id for one in catalog.in_state("queued")] == ["a", "c"]
    assert [one.id for one in catalog.in_state("running")] == ["b"]
    assert catalog.in_state("done") == []


def test_the_urgent_go_first(catalog: Catalog):
    for id in "abc":
        catalog.add(id, (SOURCE,), {})
    catalog.prioritise("c", 5)
    catalog.prioritise("a", -5)
    assert [one.id for one in catalog.in_state("queued")] == ["c", "b", "a"]


def test_a_state_that_there_is_not_cannot_be_written(catalog: Catalog, added: Analysis):
    with pytest.raises(Exception, match="CHECK constraint"):
        catalog.finish(added.id, "finished", 1)
    assert catalog.get(added.id).state == "queued"


def test_an_arriving_analysis_learns_its_hash_at_the_end(catalog: Catalog):
    catalog.add("one", (StoredSource("a.log", 10, ""),), {}, arriving=AT_ONCE)
    assert catalog.get("one").arriving
    catalog.arrived("one", SOURCE)
    assert not catalog.get("one").arriving
    assert catalog.get("one").sources == (SOURCE,)


def test_finished_chunks_are_remembered_until_the_end(catalog: Catalog, added: Analysis):
    catalog.save_chunk(added.id, 0, 0, 100, "first")
    catalog.save_chunk(added.id, 1, 0, 100, "second")
    catalog.save_chunk(added.id, 0, 0, 100, "again")
    catalog.save_chunk("other", 0, 0, 100, "other")
    assert catalog.chunks(added.id) == {(0, 0, 100): "again", (1, 0, 100): "second"}
    catalog.finish(added.id, "done", 1)
    assert catalog.chunks(added.id) == {}
    assert catalog.chunks("other") == {(0, 0, 100): "other"}


def test_what_is_deleted_is_not_found(catalog: Catalog, added: Analysis):
    catalog.save_chunk(added.id, 0, 0, 100, "first")
    catalog.delete(added.id)
    catalog.delete(added.id)
    with pytest.raises(NotFound):
        catalog.get(added.id)
    assert catalog.all() == []
    assert catalog.chunks(added.id) == {}


def test_rows_survive_a_restart(added: Analysis, tmp_path: Path):
    assert Catalog(tmp_path / "catalog.sqlite").get(added.id) == added


def test_text_of_strangers_stays_text(catalog: Catalog):
    name = "'); DROP TABLE analysis;-- \x00\u202e"
    catalog.add("one", (StoredSource(name, 1, ""),), {"format": name})
    assert catalog.get("one").name == name
    with pytest.raises(NotFound):
        catalog.get("' OR 1 --")


def test_many_threads_write_and_read_at_once(catalog: Catalog):
    def live(number: int) -> str:
        id = f"{number:02}"
        catalog.add(id, (SOURCE,), {})
        catalog.start(id)
        catalog.all()
        catalog.finish(id, "done", number)
        return catalog.get(id).state

    with ThreadPoolExecutor(16) as threads:
        assert list(threads.map(live, range(48))) == ["done"] * 48
    assert [one.records for one in sorted(catalog.all(), key=lambda one: one.id)] == list(range(48))
