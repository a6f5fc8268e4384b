"""``python -m analyzer lab`` and its table."""

import json
from pathlib import Path
from typing import Any

import pytest

from analyzer.cli import main
from analyzer.lab import compare
from analyzer.lab.bench import LabProgress
from analyzer.lab.figures import LabResult
from analyzer.lab.table import render_lab
from tests.analyzer.lab.numbers import failed, result, row


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the command asks of the lab, which answers with ``asked["result"]``."""
    asked: dict[str, Any] = {"result": result(row("serial", 1, 100.0))}

    def lab(*arguments: Any, on_progress: Any) -> LabResult:
        asked["arguments"] = arguments
        on_progress(LabProgress(0, 2, "one run to warm up"))
        found: LabResult = asked["result"]
        return found

    monkeypatch.setattr(compare, "run_lab", lab)
    return asked


def test_its_options_reach_the_lab(asked: dict[str, Any]) -> None:
    options = ["--engines", "pool, pipe", "--workers", "1,2", "--rounds", "5"]
    assert main(["lab", "some.log", *options]) == 0
    assert asked["arguments"] == ("some.log", ["pool", "pipe"], [1, 2], 5)


def test_it_shows_a_table_and_progress_apart(
    asked: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lab", "some.log"]) == 0
    assert asked["arguments"] == ("some.log", None, None, 3)
    shown = capsys.readouterr()
    assert "serial" in shown.out
    assert shown.err == "  0 of 2  one run to warm up\n"


@pytest.mark.usefixtures("asked")
def test_it_prints_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lab", "some.log", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rows"][0]["engine"] == "serial"


def test_reports_that_differ_are_shown_and_are_a_failure(
    asked: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    asked["result"] = result(row("serial", 1, 100.0), identical=False)
    assert main(["lab", "some.log"]) == 5
    shown = capsys.readouterr()
    assert "NOT all reports are the same" in shown.out
    assert "Not all engines gave the same report" in shown.err


@pytest.mark.parametrize(
    "options", [["--workers", "0"], ["--workers", "two"], ["--rounds", "x"], ["--engines", "steam"]]
)
def test_a_choice_that_cannot_be_is_bad_usage(options: list[str], samples: Path) -> None:
    assert main(["lab", str(samples / "combined/shop.log"), *options]) == 2


def test_the_table_has_a_line_for_each_engine_and_a_reason_for_each_failure() -> None:
    rows = [row("serial", 1, 1234.0), row("pool", 2, 100.0), failed("queue", 2, "lost a worker")]
    text = render_lab(result(*rows))
    assert "1,234 (1,233-1,235)" in text
    assert "queue, workers: 2: failed. lost a worker" in text
    assert "Pipe.send" in text


def test_the_table_cannot_write_to_the_terminal() -> None:
    text = render_lab(result(row("serial", 1, 1.0)))
    assert "\x1b" not in text
    assert "evil\\x1b[31m.log: 976.6 KiB of 1.9 MiB" in text


def test_the_table_warns_of_a_busy_machine() -> None:
    assert "do not trust small differences" in render_lab(result(row("serial", 1, 1.0), load="3.5"))
    assert "do not trust" not in render_lab(result(row("serial", 1, 1.0)))
