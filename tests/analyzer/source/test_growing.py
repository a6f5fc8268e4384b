"""A source that is still arriving: its chunks are those of the finished file."""

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.analysis import analyze, analyze_growing
from analyzer.errors import UnreadableSource
from analyzer.model import Options, Pending, Source
from analyzer.report import report_json
from analyzer.source.chunks import plan
from analyzer.source.growing import chunks_as_they_land
from tests.analyzer.support.files import LOGS, write_log
from tests.analyzer.support.lines import GOOD


class Arriving:
    """Each look finds a little more of the data written to the file."""

    def __init__(self, source: Source, data: bytes, steps: list[int]) -> None:
        self._path, self._data, self._steps = source.path, data, iter(steps)
        self._landed = 0
        Path(source.path).write_bytes(b"")

    def landed(self) -> int:
        self._landed = min(len(self._data), self._landed + next(self._steps, len(self._data)))
        Path(self._path).write_bytes(self._data[: self._landed])
        return self._landed

    def run_beside(self) -> None:
        pass

    def seen_ns(self) -> tuple[int, int]:
        return 1, 2

    def sha256(self) -> str:
        self.landed()
        return hashlib.sha256(self._data).hexdigest()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("growing")


@given(data=LOGS, size=st.integers(1, 60), steps=st.lists(st.integers(0, 40), max_size=30))
def test_chunks_as_they_land_are_those_of_the_finished_file(
    folder: Path, data: bytes, size: int, steps: list[int]
) -> None:
    source = write_log(folder, data)
    whole = plan([source], size)
    growth = Arriving(source, data, steps)
    landed = list(chunks_as_they_land(source, size, growth))
    assert [one for one in landed if not isinstance(one, Pending)] == whole


@given(data=LOGS, steps=st.lists(st.integers(0, 9), max_size=30))
def test_a_chunk_is_never_handed_out_before_its_bytes_are_there(
    folder: Path, data: bytes, steps: list[int]
) -> None:
    source = write_log(folder, data)
    for one in chunks_as_they_land(source, 10, Arriving(source, data, steps)):
        if not isinstance(one, Pending):
            assert Path(source.path).stat().st_size >= one.end


def findings(report: Any) -> dict[str, Any]:
    return {**report_json(report), "timing": None}


@pytest.mark.parametrize("engine", ["serial", "pool"])
def test_a_log_that_arrives_gives_the_report_of_the_finished_one(
    tmp_path: Path, engine: str
) -> None:
    data = b"\n".join([GOOD * 10, b"no log", GOOD.replace(b"200", b"404") * 5])
    source = write_log(tmp_path, data)
    options = Options(workers=2, chunk_bytes=200, engine=engine, sha256=True)
    whole = analyze([source], options)
    growth = Arriving(source, data, [100] * 5 + [37] * 10)
    assert findings(analyze_growing(source, growth, options)) == findings(whole)


def test_a_head_of_another_format_than_the_whole_does_no_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analyzer.planning.HEAD_BYTES", 100)
    data = GOOD.partition(b' "-"')[0] + b"\n" + GOOD * 50
    source = write_log(tmp_path, data)
    whole = analyze([source], Options(sha256=True))
    assert findings(analyze_growing(source, Arriving(source, data, [100] * 40))) == findings(whole)


def test_a_head_that_cannot_be_parsed_does_not_condemn_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analyzer.planning.HEAD_BYTES", 100)
    data = b"starting up\n" * 20 + GOOD * 50
    source = write_log(tmp_path, data)
    whole = analyze([source], Options(sha256=True))
    assert findings(analyze_growing(source, Arriving(source, data, [100] * 40))) == findings(whole)


class Broken(Arriving):
    """The sender goes away half-way."""

    def landed(self) -> int:
        if super().landed() > 500:
            raise UnreadableSource("the upload broke off")
        return self._landed


@pytest.mark.parametrize("engine", ["serial", "pool"])
def test_an_arrival_that_breaks_off_ends_the_run_with_its_own_error(
    tmp_path: Path, engine: str
) -> None:
    source = write_log(tmp_path, GOOD * 50)
    growth = Broken(source, GOOD * 50, [100] * 50)
    small = replace(source, size=len(GOOD * 50))
    with pytest.raises(UnreadableSource, match="broke off"):
        analyze_growing(small, growth, Options(workers=1, chunk_bytes=100, engine=engine))
