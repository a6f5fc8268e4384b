"""What runs cost, kept in a file for the next ones."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from analyzer import runs_file
from analyzer.analysis import analyze
from analyzer.model import Options
from analyzer.report import report_json
from analyzer.runs_file import RunsFile, of_this_user
from analyzer.timing import experience
from analyzer.timing.experience import Experience
from analyzer.watch import NothingRemembered, Watch
from tests.analyzer.support.files import write_log

RUN = Experience(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0)


def test_what_is_kept_is_recalled_by_format_the_latest_five(tmp_path: Path) -> None:
    runs = RunsFile(tmp_path / "folder" / "runs.json")
    assert runs.recall("combined") == []
    for number in range(7):
        runs.keep("combined", replace(RUN, linear=float(number)))
    runs.keep("common", RUN)
    assert [run.linear for run in runs.recall("combined")] == [2, 3, 4, 5, 6]
    assert runs.recall("common") == [RUN]
    assert [file.name for file in (tmp_path / "folder").iterdir()] == ["runs.json"]


def test_another_host_has_its_own_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs = RunsFile(tmp_path / "runs.json")
    runs.keep("combined", RUN)
    for number in range(20):
        monkeypatch.setattr(runs_file, "cpu_budget", lambda number=number: 100 + number)
        assert runs.recall("combined") == []
        runs.keep("combined", RUN)
    assert len(json.loads((tmp_path / "runs.json").read_text())["hosts"]) == 16


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"schema": 2, "hosts": {}}', '{"schema": 1}', '"\xff"']
)
def test_a_file_that_makes_no_sense_counts_as_none_and_is_replaced(
    tmp_path: Path, text: str
) -> None:
    file = tmp_path / "runs.json"
    file.write_bytes(text.encode("latin-1"))
    runs = RunsFile(file)
    assert runs.recall("combined") == []
    runs.keep("combined", RUN)
    assert runs.recall("combined") == [RUN]


def test_runs_that_make_no_sense_count_as_none(tmp_path: Path) -> None:
    file = tmp_path / "runs.json"
    runs = RunsFile(file)
    runs.keep("combined", RUN)
    for broken in ('"x"', "null", "-1", "NaN"):
        file.write_text(file.read_text().replace("1.0", broken))
        assert runs.recall("combined") == []
        file.write_text(file.read_text().replace(broken, "1.0"))


def test_where_nothing_can_be_written_nothing_happens(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    runs = RunsFile(tmp_path / "file" / "runs.json")
    runs.keep("combined", RUN)
    assert runs.recall("combined") == []


def test_the_command_line_remembers_in_the_users_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    of_this_user().keep("combined", RUN)
    assert (tmp_path / "cache/loglanes/runs.json").is_file()
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path))
    of_this_user().keep("combined", RUN)
    assert (tmp_path / ".cache/loglanes/runs.json").is_file()
    monkeypatch.setenv("HOME", "nowhere")
    assert isinstance(of_this_user(), NothingRemembered)


def test_what_a_run_remembers_changes_how_the_next_works_and_not_what_it_finds(
    tmp_path: Path, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(experience, "_TELLING_BYTES", 1 << 20)
    monkeypatch.setattr(experience, "_STARVED", 1.0)
    source = write_log(tmp_path, (samples / "combined/shop.log").read_bytes() * 3)
    watch = Watch(remembered=RunsFile(tmp_path / "runs.json"))
    reports = [report_json(analyze([source], Options(workers=2), watch)) for _ in range(2)]
    choices = [report.pop("timing")["choice"] for report in reports]
    assert [choice["by"] for choice in choices] == ["rule", "earlier runs"]
    assert choices[1]["why"].startswith("From 1 earlier run with this format on this host: ")
    assert reports[0] == reports[1]
