"""Paths are made from ids, files appear whole, and what is over is removed."""

import os
from pathlib import Path
from threading import Thread

import pytest

from app.errors import NotFound, NotReady
from app.storage import Storage


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    """A fresh data directory."""
    storage = Storage(tmp_path / "data")
    storage.prepare()
    return storage


@pytest.fixture
def id(storage: Storage) -> str:
    """Of an analysis with two sources."""
    files = [storage.incoming / name for name in ("a.part", "b.part")]
    for file in files:
        file.write_text(file.stem)
    return storage.adopt(files)


def test_received_files_become_numbered_sources(storage: Storage, id: str):
    assert [storage.source(id, index).read_text() for index in (0, 1)] == ["a", "b"]
    assert os.listdir(storage.incoming) == []


def test_ids_differ_and_are_long_enough_not_to_be_guessed(storage: Storage):
    ids = {storage.adopt([]) for _ in range(200)}
    assert len(ids) == 200
    assert {len(id) for id in ids} == {22}


@pytest.mark.parametrize(
    "text", ["", "..", "." * 22, "/" * 22, "a" * 21, "a" * 23, "é" * 22, "a" * 22 + "\n"]
)
def test_what_is_no_id_is_not_found(storage: Storage, text: str):
    for ask in (storage.folder, storage.report, storage.read_report, storage.delete):
        with pytest.raises(NotFound):
            ask(text)


def test_a_report_is_read_as_it_was_written(storage: Storage, id: str):
    with pytest.raises(NotReady):
        storage.read_report(id)
    storage.write_report(id, '{"path": "/日本\u2028"}')
    assert storage.read_report(id) == '{"path": "/日本\u2028"}'


def test_the_report_goes_before_the_report_so_far(storage: Storage, id: str):
    storage.write_partial(id, "so far")
    assert storage.read_report(id) == "so far"
    storage.write_report(id, "all")
    assert storage.read_report(id) == "all"


def test_a_reader_never_sees_a_part_of_a_report(storage: Storage, id: str):
    texts = {letter * 300_000 for letter in "abc"}
    storage.write_report(id, min(texts))

    def write() -> None:
        for text in sorted(texts) * 5:
            storage.write_report(id, text)

    writer = Thread(target=write)
    writer.start()
    while writer.is_alive():
        assert storage.read_report(id) in texts
    writer.join()
    assert sorted(os.listdir(storage.folder(id))) == ["0", "1", "report.json"]


def test_a_report_that_cannot_be_written_leaves_the_one_before(
    storage: Storage, id: str, monkeypatch: pytest.MonkeyPatch
):
    storage.write_report(id, "before")

    def refuse(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="No space"):
        storage.write_report(id, "after")
    assert storage.read_report(id) == "before"
    storage.clear_scratch(id)
    assert sorted(os.listdir(storage.folder(id))) == ["0", "1", "report.json"]


def test_scratch_starts_empty_and_is_removed_with_what_a_run_left(storage: Storage, id: str):
    (storage.scratch(id) / "spill").write_text("x")
    assert list(storage.scratch(id).iterdir()) == []
    storage.write_partial(id, "so far")
    storage.chunks(id).mkdir()
    (storage.chunks(id) / "0-0-1").write_text("x")
    storage.clear_run(id)
    assert sorted(os.listdir(storage.folder(id))) == ["0", "1"]


def test_deleting_removes_every_file_and_may_be_repeated(storage: Storage, id: str):
    storage.scratch(id)
    for _ in range(2):
        storage.delete(id)
        assert not storage.folder(id).exists()


def test_preparing_twice_keeps_what_is_there(storage: Storage, id: str):
    storage.prepare()
    assert storage.source(id, 0).read_text() == "a"
    for folder in (storage.root, storage.run, storage.incoming):
        assert folder.stat().st_mode & 0o777 == 0o700
