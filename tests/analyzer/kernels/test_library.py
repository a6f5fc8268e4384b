"""The kernels' machine code: made once, kept, and made again where it must be."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from analyzer.kernels import compiled, library


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Where the code is looked for, instead of the real places."""
    found = [tmp_path / "beside", tmp_path / "cache"]

    def places() -> Iterator[Path]:
        yield from found

    monkeypatch.setattr(library, "_folders", places)
    return found


def counting(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A compiler that only counts."""
    made: list[str] = []

    def object_code() -> bytes:
        made.append("code")
        return b"code"

    monkeypatch.setattr(compiled, "object_code", object_code)
    return made


def test_the_code_is_made_once_and_kept(
    folders: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = counting(monkeypatch)
    assert [library.machine_code() for _ in range(3)] == [b"code"] * 3
    assert len(made) == 1
    assert [file.suffix for file in folders[0].iterdir()] == [".o"]


def test_where_one_folder_cannot_be_written_the_next_one_is(
    folders: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = counting(monkeypatch)
    folders[0].write_text("no folder")
    assert [library.machine_code() for _ in range(2)] == [b"code"] * 2
    assert len(made) == 1
    assert len(list(folders[1].iterdir())) == 1


def test_where_none_can_be_written_it_is_made_each_time(
    folders: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = counting(monkeypatch)
    for folder in folders:
        folder.write_text("no folder")
    assert [library.machine_code() for _ in range(2)] == [b"code"] * 2
    assert len(made) == 2


def test_the_compiler_gives_an_object_file() -> None:
    assert compiled.object_code().startswith(b"\x7fELF")
