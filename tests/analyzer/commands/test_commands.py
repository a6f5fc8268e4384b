"""What the commands print, in each form, and how they end."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from analyzer.cli import main
from analyzer.commands.console import Console
from analyzer.commands.progress import Lanes, Lines
from analyzer.model import Progress

ROOT = Path(__file__).resolve().parents[3]
SHOP = "sample_logs/combined/shop.log"

Captured = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report that was written earlier."""
    path = tmp_path_factory.mktemp("old") / "old.json"
    command = [sys.executable, "-m", "analyzer", "analyze", SHOP, "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    path.write_bytes(done.stdout)
    return path


def test_a_report_is_printed_in_each_form(old: Path, capsys: Captured) -> None:
    printed = {}
    for output in ("table", "json", "ndjson", "csv", "markdown"):
        assert main(["report", str(old), "--output", output]) == 0
        printed[output] = capsys.readouterr().out
    assert printed["json"] == old.read_text()
    assert "requests                   6,000" in printed["table"]
    assert json.loads(printed["ndjson"].splitlines()[1])["requests"] == 6000
    assert next(csv.reader(io.StringIO(printed["csv"]))) == ["panel", "row", "column", "value"]
    assert printed["markdown"].startswith("### shop&#46;log\n")


def test_one_panel_is_printed_alone(old: Path, capsys: Captured) -> None:
    report = json.loads(old.read_text())
    assert main(["report", str(old), "--panel", "paths", "--output", "csv"]) == 0
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert rows[0] == report["panels"]["paths"]["columns"]
    assert main(["report", str(old), "--panel", "paths", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == report["panels"]["paths"]
    assert main(["report", str(old), "--panel", "paths", "--output", "ndjson"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[0])["path"] == rows[1][0]
    assert main(["report", str(old), "--panel", "nope", "--json"]) == 2
    assert main(["report", str(old), "--panel", "paths"]) == 2


def test_a_verdict_ends_with_1_and_its_reasons(old: Path, capsys: Captured, tmp_path: Path) -> None:
    junit = tmp_path / "junit.xml"
    rules = ["--fail-if", "error_rate > 1%", "--fail-if", "requests < 10"]
    assert main(["report", str(old), *rules, "--junit", str(junit), "--output", "markdown"]) == 1
    shown = capsys.readouterr()
    assert shown.err.startswith("Failed: errors as a share of requests: 3.5833%")
    assert "**Failed: 1 of 3 checks**" in shown.out
    assert ElementTree.fromstring(junit.read_text())[0].get("failures") == "1"
    assert main(["report", str(old), "--baseline", str(old)]) == 0


def test_a_wrong_rule_is_refused_before_any_work(capsys: Captured) -> None:
    assert main(["analyze", SHOP, "--fail-if", "p97(duration) > 1s"]) == 2
    assert "no figure 'p97(duration)'" in capsys.readouterr().err
    assert main(["analyze", SHOP, "--junit", "x.xml"]) == 2
    assert main(["analyze", SHOP, "--fail-if", "errors > baseline"]) == 2


def test_stdin_and_a_pattern_are_sources(tmp_path: Path) -> None:
    pattern = "sample_logs/comb*ed/shop.log"
    command = [sys.executable, "-m", "analyzer", "analyze", "-", pattern, "--json"]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, input=(ROOT / SHOP).read_bytes(), check=True
    )
    report = json.loads(done.stdout)
    assert [one["name"] for one in report["sources"]] == ["standard input", "shop.log"]
    assert report["totals"]["requests"] == 12_000
    (tmp_path / "odd[1].log").write_bytes((ROOT / SHOP).read_bytes()[:50_000].rpartition(b"\n")[0])
    assert main(["detect", str(tmp_path / "odd[1].log")]) == 0
    assert main(["detect", str(tmp_path / "*.txt")]) == 2
    assert main(["detect", "-", "-"]) == 2


def test_formats_are_listed_and_detected(capsys: Captured) -> None:
    assert main(["formats", "--json"]) == 0
    formats = json.loads(capsys.readouterr().out)["formats"]
    assert {"combined", "common"} <= {one["name"] for one in formats}
    assert main(["formats"]) == 0
    assert "  fields  client_ip, " in capsys.readouterr().out
    assert main(["detect", str(ROOT / SHOP), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["sources"][0]
    assert found["formats"][0]["name"] == "combined"


def test_color_is_for_terminals_unless_asked_for(old: Path, capsys: Captured) -> None:
    main(["report", str(old)])
    assert "\x1b" not in capsys.readouterr().out
    main(["report", str(old), "--color", "always"])
    assert "\x1b[1mStatus codes\x1b[0m" in capsys.readouterr().out


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_a_shell_gets_a_script_that_knows_the_commands(shell: str, capsys: Captured) -> None:
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert all(word in script for word in ("loglanes", "analyze", "fail-if", "markdown"))


def progress(done: int, lane: str) -> Progress:
    """A run of four chunks of 1 MiB after ``done`` of them."""
    size = 1 << 20
    return Progress("parse", done * size, 4 * size, done * 9, done, 4, 0.5, lane, done, size)


def test_a_terminal_shows_a_lane_for_each_worker_and_draws_over_it() -> None:
    written = io.StringIO()
    lanes = Lanes(Console(io.StringIO(), written, "never"))
    lanes.show(progress(1, "worker 1"))
    lanes._due = 0.0
    lanes.show(progress(2, "worker 2"))
    lanes.show(progress(4, "worker 2"))
    last = written.getvalue().split("\x1b[3A")[-1]
    assert last.count("\n") == 3
    assert "100.0%  4.0 MiB of 4.0 MiB" in last
    assert "worker 1: 1 chunks, 1.0 MiB" in last


def test_a_pipe_gets_whole_lines_and_the_last_one() -> None:
    written = io.StringIO()
    lines = Lines(Console(io.StringIO(), written, "never"))
    for done in range(1, 5):
        lines.show(progress(done, "worker 1"))
    assert written.getvalue() == "100.0%  4.0 MiB of 4.0 MiB, 72 records/s\n"
