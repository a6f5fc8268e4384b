"""A file's name is text from a stranger: it is shown, and never a path."""

import pytest

from tests.app.product import Product
from tests.app.web import Client

NAMES = {
    "/etc/passwd": "passwd",
    "../../../../escape.log": "escape.log",
    r"C:\logs\iis.log": "iis.log",
    "logs/": "upload.log",
    "..": "..",
    "": "upload.log",
    "   ": "upload.log",
    "<script>alert(1)<b>.log": "<script>alert(1)<b>.log",
    "x" * 300 + ".log": "x" * 200,
    "\u202egol.exe": "\u202egol.exe",
    "tab\there\x00nul\x1b[31mred": "tab\there\x00nul\x1b[31mred",
    "日本語 café.log": "日本語 café.log",
    "'; DROP TABLE analysis;--": "'; DROP TABLE analysis;--",
}


@pytest.mark.parametrize(("given", "kept"), NAMES.items(), ids=map(ascii, NAMES))
def test_a_name_is_kept_as_text_without_its_path(
    client: Client, product: Product, hostile_log: bytes, given: str, kept: str
):
    answer = client.upload(given, hostile_log, wait=30)
    assert answer.status == 200, answer.text
    id = answer.headers["Location"].rpartition("/")[2]
    shown = client.get(f"/api/v1/analyses/{id}").json()
    assert shown["name"] == kept
    assert [source["name"] for source in shown["sources"]] == [kept]
    assert answer.json()["sources"][0]["name"] == kept
    folder = product.data / "analyses" / id
    assert {file.name for file in folder.iterdir()} == {"0", "columns", "report.json"}
    for page in (client.get("/"), client.get(f"/analyses/{id}")):
        assert page.status == 200
        assert "<script>alert" not in page.text
        assert not set("\x00\x1b\u202e") & set(page.text)


def test_bytes_that_are_no_text_do_no_harm_as_a_name(client: Client, hostile_log: bytes):
    answer = client.ask("POST", "/api/v1/analyses?filename=%ff%fe.log&wait=30", hostile_log)
    assert answer.status == 200
    assert client.get("/").status == 200


def test_names_in_a_form_lose_their_paths_too(client: Client, hostile_log: bytes):
    files = (("/etc/passwd", hostile_log), ("../../b.log", hostile_log))
    report = client.upload_form(*files, wait=30).json()
    assert [source["name"] for source in report["sources"]] == ["passwd", "b.log"]


def test_the_same_name_twice_stays_two_files(client: Client, hostile_log: bytes):
    report = client.upload_form(("a.log", hostile_log), ("a.log", hostile_log), wait=30).json()
    assert [source["name"] for source in report["sources"]] == ["a.log", "a.log"]
    assert report["accounting"]["bytes"] == 2 * len(hostile_log)
