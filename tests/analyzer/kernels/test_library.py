"""The kernels' machine code: made once, kept, and made again where it must be."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from analyzer.kernels import compiled, library

ROOT = Path(__file__).parents[3]


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


def test_lines_are_read_without_the_compiler() -> None:
    program = """
import sys
from analyzer.formats.dialect import Dialect
from analyzer.kernels.library import kernels
from analyzer.parse.fast import reader_for
kernels()
import analyzer.worker
[block] = reader_for(Dialect(("logfmt",))).read(b"a=1 msg=x\\n")
assert block.records.records == 1
assert "numba" not in sys.modules
"""
    library.machine_code()
    subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT)
