"""An upload whose slices pause holds no place of the engine, and is given up after a day."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from analyzer.errors import UnreadableSource
from app.catalog.catalog import IN_SLICES, Catalog, StoredSource
from app.engine import arrival
from app.engine.arrival import Arrival, UploadPaused, is_abandoned, is_pausing
from app.storage import Storage


@pytest.fixture
def upload(tmp_path: Path) -> Callable[[int], tuple[Storage, Catalog, str]]:
    """Makes an upload of ten bytes of which some have come."""

    def make(landed: int) -> tuple[Storage, Catalog, str]:
        storage = Storage(tmp_path)
        storage.prepare()
        catalog = Catalog(storage.catalog)
        (tmp_path / "part").write_bytes(b"x" * landed)
        id = storage.adopt([tmp_path / "part"])
        catalog.add(id, (StoredSource("a.log", 10, ""),), {}, arriving=IN_SLICES)
        return storage, catalog, id

    return make


def test_it_pauses_after_ten_seconds_and_is_abandoned_after_a_day(upload):
    storage, _, id = upload(5)
    file = storage.source(id, 0)
    now = file.stat().st_mtime
    for age, pausing, abandoned in ((0, False, False), (60, True, False), (90_000, True, True)):
        os.utime(file, (now - age, now - age))
        assert is_pausing(id, storage) is pausing
        assert is_abandoned(id, storage) is abandoned


def test_it_pauses_before_its_first_byte(upload):
    storage, _, id = upload(0)
    assert is_pausing(id, storage)


def test_its_analysis_makes_room_meanwhile(upload, monkeypatch: pytest.MonkeyPatch):
    storage, catalog, id = upload(5)
    growth = Arrival(id, storage, catalog, 10, in_slices=True)
    assert growth.landed() == 5
    monkeypatch.setattr(arrival, "_PAUSE_SECONDS", -1.0)
    with pytest.raises(UploadPaused, match="5 of 10"):
        growth.landed()


def test_one_in_a_single_request_fails_when_it_stalls(upload, monkeypatch: pytest.MonkeyPatch):
    storage, catalog, id = upload(5)
    growth = Arrival(id, storage, catalog, 10, in_slices=False)
    growth.landed()
    monkeypatch.setattr(arrival, "_STALLED_SECONDS", -1.0)
    with pytest.raises(UnreadableSource, match="Upload it again"):
        growth.landed()
