"""Formats that are detected while their asker is still importing."""

import gzip
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from analyzer import ahead, planning
from analyzer.analysis import analyze
from analyzer.errors import NothingParsed
from analyzer.formats.detection import Detection, detect, share_of
from analyzer.model import Options, Redaction, Source
from analyzer.watch import Watch
from tests.analyzer.support.files import write_log
from tests.analyzer.support.lines import GOOD

ROOT = Path(__file__).resolve().parents[2]


def _detected(path: Path, format: str | None = None, before: str = "") -> str:
    """What a program that has imported nothing is told, and all that it prints."""
    program = (
        "import os\n"
        "import analyzer.ahead as ahead\n"
        "from analyzer.model import Options\n"
        "from analyzer.source.chunks import open_source\n"
        "from multiprocessing import active_children\n"
        "ahead.cpu_budget = lambda: 2\n"
        f"{before}\n"
        f"source = open_source(0, {str(path)!r})\n"
        f"with ahead.detecting([source], Options(format={format!r})) as detected:\n"
        "    print(sorted(detected().items()))\n"
        "print(active_children())\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=ROOT,
        check=True,
    )
    return ran.stdout


def _told(found: Mapping[str, Detection]) -> str:
    return f"{sorted(found.items())}\n[]\n"


def test_it_is_what_its_asker_would_have_detected(tmp_path: Path) -> None:
    source = write_log(tmp_path, GOOD * 20 + b"nonsense\n")
    path = Path(source.path)
    assert _detected(path) == _told({source.path: detect(source)})
    assert _detected(path, "common") == _told({source.path: share_of(source, "common")})


@pytest.mark.parametrize(
    ("data", "format", "before"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), None, ""),
        (GOOD, "nope", ""),
        (GOOD, None, "ahead._detect = lambda *_: os._exit(9)"),
    ],
)
def test_where_it_fails_nothing_is_told(
    tmp_path: Path, data: bytes, format: str | None, before: str
) -> None:
    source = write_log(tmp_path, data)
    assert _detected(Path(source.path), format, before) == _told({})


def _begins(monkeypatch: pytest.MonkeyPatch, sources: list[Source], options: Options) -> bool:
    """Whether a process would be started."""

    class Started(Exception):
        pass

    def start(_method: str) -> None:
        raise Started

    monkeypatch.setattr(ahead, "get_context", start)
    try:
        with ahead.detecting(sources, options) as detected:
            assert detected() == {}
    except Started:
        return True
    return False


def test_it_begins_where_it_can_be_of_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "cpu_budget", lambda: 2)
    monkeypatch.setattr(ahead, "may_fork", lambda: True)
    plain, options = write_log(tmp_path, GOOD), Options()
    packed = write_log(tmp_path, gzip.compress(GOOD), "some.log.gz")
    assert _begins(monkeypatch, [plain], options)
    assert not _begins(monkeypatch, [plain, packed], options)
    assert not _begins(monkeypatch, [plain], replace(options, redaction=Redaction("network")))
    monkeypatch.setattr(ahead, "may_fork", lambda: False)
    assert not _begins(monkeypatch, [plain], options)
    monkeypatch.setattr(ahead, "may_fork", lambda: True)
    monkeypatch.setattr(ahead, "cpu_budget", lambda: 1)
    assert not _begins(monkeypatch, [plain], options)


def test_an_analysis_detects_only_what_nobody_has_detected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = write_log(tmp_path, GOOD, "known.log")
    other = write_log(tmp_path, GOOD, "other.log")
    found = detect(known)
    asked: list[str] = []

    def detection_for(source: Source, _chosen: str | None) -> Detection:
        asked.append(source.name)
        return found

    monkeypatch.setattr(planning, "detection_for", detection_for)
    watch = Watch(detected=lambda: {known.path: found})
    report = analyze([known, replace(other, index=1)], watch=watch)
    assert asked == ["other.log"]
    assert [source.format for source in report.sources] == ["combined", "combined"]


def test_who_is_told_nothing_meets_the_error(tmp_path: Path) -> None:
    with pytest.raises(NothingParsed, match="picture"):
        analyze([write_log(tmp_path, b"\x89PNG\r\n\x1a\n")], watch=Watch(detected=dict))
