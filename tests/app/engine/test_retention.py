"""What the engine deletes by itself, and what it must not."""

import os
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.catalog.catalog import IN_SLICES, Catalog, StoredSource, timestamp
from app.engine.retention import Retention
from app.errors import StorageFull
from app.services.incoming import IncomingFile
from app.services.room import Room
from app.storage import Storage


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    """A fresh data directory."""
    storage = Storage(tmp_path)
    storage.prepare()
    return storage


@pytest.fixture
def catalog(storage: Storage) -> Catalog:
    """Its catalog."""
    return Catalog(storage.catalog)


@pytest.fixture
def forever(storage: Storage, catalog: Catalog) -> Retention:
    """Without limits."""
    return Retention(storage, catalog, days=None, most=None)


def stored(storage: Storage, catalog: Catalog, size: int, *, days_ago: float | None) -> str:
    """Id of an analysis of ``size`` bytes that ended so long ago; None: it has not."""
    file = storage.incoming / "x.part"
    file.write_bytes(bytes(size))
    id = storage.adopt([file])
    catalog.add(id, (StoredSource("a.log", size, ""),), {})
    if days_ago is not None:
        catalog.finish(id, "done", 1)
        ended = timestamp(datetime.now(UTC) - timedelta(days=days_ago))
        with catalog.connection() as connection:
            change = "UPDATE analysis SET created = ?, finished = ? WHERE id = ?"
            connection.execute(change, (ended, ended, id))
    return id


def ids(catalog: Catalog) -> set[str]:
    """Of all analyses."""
    return {one.id for one in catalog.all()}


def test_ended_analyses_go_when_they_are_too_old(
    storage: Storage, catalog: Catalog, forever: Retention
):
    old = stored(storage, catalog, 10, days_ago=7.1)
    kept = {
        stored(storage, catalog, 10, days_ago=6.9),
        stored(storage, catalog, 10, days_ago=None),
    }
    forever.sweep(lambda _id: None)
    assert len(ids(catalog)) == 3
    ended: list[str] = []
    replace(forever, days=7).sweep(ended.append)
    assert ended == [old]
    assert ids(catalog) == kept
    assert set(os.listdir(storage.analyses)) == kept


def test_the_oldest_ended_go_until_the_rest_fits(
    storage: Storage, catalog: Catalog, forever: Retention
):
    stored(storage, catalog, 60, days_ago=3)
    stored(storage, catalog, 30, days_ago=2)
    newest = stored(storage, catalog, 30, days_ago=1)
    waiting = stored(storage, catalog, 60, days_ago=None)
    replace(forever, most=90).sweep(lambda _id: None)
    assert ids(catalog) == {newest, waiting}
    replace(forever, most=1).sweep(lambda _id: None)
    assert ids(catalog) == {waiting}


def test_folders_that_no_analysis_owns_go_once_nobody_can_be_at_them(
    storage: Storage, forever: Retention
):
    fresh, left = storage.adopt([]), storage.adopt([])
    hour_ago = time.time() - 3600
    os.utime(storage.folder(left), (hour_ago, hour_ago))
    forever.sweep(lambda _id: None)
    assert os.listdir(storage.analyses) == [fresh]


def test_an_upload_in_slices_stays_while_it_pauses(
    storage: Storage, catalog: Catalog, forever: Retention
):
    (storage.incoming / "begun.part").write_bytes(b"line\n")
    id = storage.adopt([storage.incoming / "begun.part"])
    catalog.add(id, (StoredSource("a.log", 60, ""),), {}, arriving=IN_SLICES)
    hour_ago = time.time() - 3600
    os.utime(storage.folder(id), (hour_ago, hour_ago))
    os.utime(storage.source(id, 0), (hour_ago, hour_ago))
    replace(forever, days=1, most=1).sweep(lambda _id: None)
    assert ids(catalog) == {id}
    assert storage.source(id, 0).read_bytes() == b"line\n"


def test_an_upload_under_way_stays_and_one_of_a_dead_process_goes(
    storage: Storage, catalog: Catalog, forever: Retention
):
    (storage.incoming / "left.part").write_bytes(b"x")
    open_file = IncomingFile(storage.incoming, 1000, Room(storage, catalog, 1, None))
    open_file.write(b"line\n")
    forever.sweep(lambda _id: None)
    assert os.listdir(storage.incoming) == [open_file.path.name]
    id = storage.adopt([open_file.path])
    open_file.close()
    assert storage.source(id, 0).read_bytes() == b"line\n"


def test_drafts_that_a_crash_left_go_and_are_not_counted_and_nothing_else_does(
    storage: Storage, catalog: Catalog
):
    id = stored(storage, catalog, 10, days_ago=1)
    drafts = {
        "report.json.draft-17", "columns/0-0-10.arrow.draft", "columns/0-0-10.rejects.arrow.draft",
        "columns/index.json.draft", "chunks/0-0-10.draft-17", "scratch/runs.json.draft-17",
    }  # fmt: skip
    kept = {"0", "report.json", "columns/0-0-10.arrow", "columns/index.json", "chunks/0-0-10"}
    for name in drafts | kept - {"0"}:
        file = storage.folder(id) / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(bytes(100))
    storage.clear_scratch(id)
    folder = storage.folder(id)
    left = {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}
    assert left == kept
    assert storage.taken(id, 0) == 10 + 4 * 100


def test_what_was_decoded_from_a_log_and_found_in_it_counts_as_stored(
    storage: Storage, catalog: Catalog, forever: Retention
):
    packed = stored(storage, catalog, 10, days_ago=1)
    for place in ("decoded/0", "columns/0-0-10.arrow"):
        file = storage.folder(packed) / place
        file.parent.mkdir()
        file.write_bytes(bytes(1000))
    room = Room(storage, catalog, keep_free=0, most=2100)
    room.check(90)
    with pytest.raises(StorageFull, match=r"take 2,010 bytes of the 2,100"):
        room.check(91)
    replace(forever, most=2010).sweep(lambda _id: None)
    assert ids(catalog) == {packed}
    replace(forever, most=2009).sweep(lambda _id: None)
    assert ids(catalog) == set()
