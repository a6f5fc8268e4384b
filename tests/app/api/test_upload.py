"""Logs go in over REST: raw or as a form, one or several, with or without waiting."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.app.product import ROOT, Product
from tests.app.web import Client, timeless


def by_command_line(*files: Path) -> dict[str, object]:
    """The report that ``python -m analyzer analyze --json`` prints."""
    command = [sys.executable, "-m", "analyzer", "analyze", "--json", *map(str, files)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    return timeless(json.loads(done.stdout))


def test_a_raw_body_is_accepted_with_an_id_and_where_to_look(client: Client, shop_log: bytes):
    answer = client.upload("shop.log", shop_log)
    assert answer.status == 202
    analysis = answer.json()
    assert answer.headers["Location"] == f"/api/v1/analyses/{analysis['id']}"
    assert analysis["state"] in ("queued", "running")
    assert analysis["links"] == {
        "self": answer.headers["Location"],
        "report": f"{answer.headers['Location']}/report",
        "timing": f"{answer.headers['Location']}/timing",
        "page": f"/analyses/{analysis['id']}",
    }
    assert client.state(analysis["id"], wait=20) == "done"


@pytest.mark.parametrize("log", ["combined/shop.log", "combined/hostile.log"])
def test_waiting_for_it_gives_the_report_that_the_command_line_prints(client: Client, log: str):
    file = ROOT / "sample_logs" / log
    answer = client.upload(file.name, file.read_bytes(), wait=30)
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "application/json"
    assert timeless(answer.json()) == by_command_line(file)
    assert client.get(answer.headers["Location"] + "/report").body == answer.body


def test_a_form_with_one_file_is_the_same_analysis(client: Client, shop_log: bytes):
    formed = client.upload_form(("shop.log", shop_log), wait=30).json()
    assert timeless(formed) == timeless(client.upload("shop.log", shop_log, wait=30).json())


def test_a_form_with_several_files_is_one_analysis(
    client: Client, shop_log: bytes, hostile_log: bytes, tmp_path: Path
):
    report = client.upload_form(("a.log", shop_log), ("b.log", hostile_log), wait=30).json()
    for name, log in (("a.log", shop_log), ("b.log", hostile_log)):
        (tmp_path / name).write_bytes(log)
    assert timeless(report) == by_command_line(tmp_path / "a.log", tmp_path / "b.log")


def test_a_body_of_unknown_length_arrives_whole(client: Client, shop_log: bytes):
    pieces = (shop_log[start : start + 70_000] for start in range(0, len(shop_log), 70_000))
    answer = client.ask("POST", "/api/v1/analyses?filename=shop.log&wait=30", pieces)  # type: ignore[arg-type]
    assert answer.json()["accounting"]["bytes"] == len(shop_log)


def test_the_format_may_be_named(client: Client):
    line = b'192.0.2.1 - - [04/Mar/2026:10:00:13 +0000] "GET / HTTP/1.1" 200 5120\n'
    report = client.upload("a.log", line, wait=30, format="common").json()
    assert report["sources"][0]["format"] == "common"
    assert client.upload("a.log", line, wait=30, format="no-such").status == 422


def test_a_sample_is_analysed_by_its_name(client: Client):
    samples = client.get("/api/v1/samples").json()["samples"]
    assert {"shop", "three-sites", "intranet", "hostile"} <= {sample["name"] for sample in samples}
    for sample in samples:
        answer = client.ask("POST", f"/api/v1/samples/{sample['name']}", wait=30)
        assert answer.status == 200, answer.text
        assert answer.json()["accounting"]["bytes"] == sample["bytes"]


def test_nothing_lies_about_after_uploads(client: Client, product: Product, shop_log: bytes):
    id = client.upload("shop.log", shop_log, wait=30).headers["Location"].rpartition("/")[2]
    assert product.leftovers() == []
    assert {file.name for file in (product.data / "analyses" / id).iterdir()} == {
        "0",
        "columns",
        "report.json",
    }
