"""Finished chunks of a long analysis, kept for a restart."""

from pathlib import Path

import pytest

from analyzer.model import Chunk
from analyzer.store.chunk_file import records_file
from app.catalog.catalog import Catalog, StoredSource
from app.engine.checkpoints import StoredCheckpoints
from app.storage import Storage

CHUNK = Chunk(0, 0, 0, 100)


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    storage = Storage(tmp_path)
    storage.prepare()
    return storage


@pytest.fixture
def id(storage: Storage) -> str:
    """Of an analysis that is about to begin."""
    id = storage.adopt([])
    Catalog(storage.catalog).add(id, (StoredSource("a.log", 100, ""),), {})
    return id


def attempt(id: str, storage: Storage) -> StoredCheckpoints:
    """What each new supervisor makes."""
    return StoredCheckpoints(id, storage, Catalog(storage.catalog))


def test_an_analysis_goes_on_with_the_chunk_size_it_began_with(storage: Storage, id: str):
    first = attempt(id, storage)
    assert first.begin(["combined"], 1000) == 1000
    first.save(CHUNK, b"found")
    columns = records_file(str(storage.columns(id)), 0, CHUNK.start, CHUNK.end)
    columns.parent.mkdir()
    columns.touch()
    second = attempt(id, storage)
    assert second.begin(["combined"], 5000) == 1000
    assert second.load(CHUNK) == b"found"


def test_what_was_found_with_another_format_is_forgotten(storage: Storage, id: str):
    first = attempt(id, storage)
    first.begin(["combined"], 1000)
    first.save(CHUNK, b"found")
    assert first.begin(["common"], 5000) == 5000
    assert first.load(CHUNK) is None
    again = attempt(id, storage)
    assert again.begin(["common"], 7000) == 5000
    assert again.load(CHUNK) is None


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"formats": ["combined"]}', "\xff"])
def test_a_beginning_that_cannot_be_read_is_a_new_one(storage: Storage, id: str, text: str):
    first = attempt(id, storage)
    first.begin(["combined"], 1000)
    first.save(CHUNK, b"found")
    (storage.chunks(id) / "beginning.json").write_bytes(text.encode("latin-1"))
    again = attempt(id, storage)
    assert again.begin(["combined"], 5000) == 5000
    assert again.load(CHUNK) is None
