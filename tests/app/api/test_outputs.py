"""A report in other forms, and the verdict on it, over REST."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from analyzer.cli import main
from analyzer.exports.saved import parse_report
from tests.app.web import Client


@pytest.fixture
def place(client: Client, shop_log: bytes) -> str:
    """Path of a finished analysis of the shop's log."""
    location: str = client.upload("shop.log", shop_log, wait=30).headers["Location"]
    return location


def test_the_report_comes_in_each_form_that_the_command_line_writes(
    client: Client, place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "report.json").write_bytes(client.get(f"{place}/report").body)
    for output in ("json", "ndjson", "csv", "markdown"):
        assert main(["report", str(tmp_path / "report.json"), "--output", output]) == 0
        printed = capsys.readouterr().out.replace("\r\n", "\n")
        answer = client.get(f"{place}/report", output=output)
        assert answer.text.replace("\r\n", "\n") == printed


def test_the_single_file_is_a_download_that_holds_the_report(client: Client, place: str):
    answer = client.get(f"{place}/report.html")
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert parse_report(answer.text) == client.get(f"{place}/report").json()


def test_a_verdict_says_passed_or_why_not(client: Client, place: str):
    good = client.get(f"{place}/verdict", fail_if="errors > 5%").json()
    assert good["passed"] is True
    path = f"{place}/verdict?fail_if=error_rate+%3E+1%25&fail_if=requests+%3C+10"
    bad = client.get(path).json()
    assert bad["passed"] is False
    assert [check["failed"] for check in bad["checks"]] == [False, True, False]
    assert "3.5833%" in bad["checks"][1]["reason"]
    suite = ElementTree.fromstring(client.get(f"{path}&output=junit").text)[0]
    assert suite.get("failures") == "1"


def test_a_verdict_compares_with_an_earlier_analysis(client: Client, place: str):
    id = place.rpartition("/")[2]
    assert client.get(f"{place}/verdict", baseline=id).json()["passed"] is True
    assert client.get(f"{place}/verdict").status == 400
    assert client.get(f"{place}/verdict", fail_if="p95(duration) > 1s").status == 400
    assert client.get(f"{place}/verdict", baseline="x" * 22).status == 404
    assert json.loads(client.get(f"{place}/verdict", fail_if="speed > 1").body)["detail"]
