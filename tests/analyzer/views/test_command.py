"""Questions from a shell."""

import json
from pathlib import Path

import pytest

from analyzer.cli import main

LOG = b"".join(
    b'203.0.113.%d - - [10/Oct/2025:13:55:36 +0000] "GET /%d HTTP/1.1" %d 5 "-" "curl/8"\n'
    % (n, n, 500 if n % 4 == 0 else 200)
    for n in range(40)
)


@pytest.fixture
def log(tmp_path: Path) -> str:
    path = tmp_path / "some.log"
    path.write_bytes(LOG)
    return str(path)


def test_lines_prints_what_the_filter_matches(log: str, capsys: pytest.CaptureFixture[str]):
    assert main(["lines", log, "--where", "status=5xx", "--limit", "7"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) == 7
    assert all('" 500 5 ' in line for line in printed)


def test_a_view_counts_them(log: str, capsys: pytest.CaptureFixture[str]):
    assert main(["view", log, "--where", "status=5xx"]) == 0
    assert json.loads(capsys.readouterr().out)["matched"] == 10


def test_a_log_compared_with_itself_has_not_changed(log: str, capsys: pytest.CaptureFixture[str]):
    assert main(["compare", log, log]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["new"]["path"]["rows_total"] == answer["vanished"]["path"]["rows_total"] == 0


def test_a_log_with_nothing_to_compare_is_named(log: str, capsys: pytest.CaptureFixture[str]):
    assert main(["compare", log, log, "--where", "path=/nowhere"]) == 2
    assert f"{log}: No record is left" in capsys.readouterr().err


def test_a_wrong_filter_is_shown_with_its_place(log: str, capsys: pytest.CaptureFixture[str]):
    assert main(["lines", log, "--where", "status ="]) == 2
    said = capsys.readouterr().err
    assert "(column 9 of the filter)\n  status =\n          ^\n" in said
    assert main(["view", log, "--where", 'path~"\udcff"']) == 2
    assert "no UTF-8" in capsys.readouterr().err
