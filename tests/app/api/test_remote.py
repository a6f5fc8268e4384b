"""The command line has a running server do the work, with the same report."""

import json
from pathlib import Path
from typing import Any

import pytest

from analyzer import analyze
from analyzer.cli import main
from tests.app.product import ROOT, Product, free_port, running_product
from tests.app.web import timeless

FILES = ["sample_logs/combined/shop.log", "sample_logs/combined/hostile.log"]


def by_server(product: Product, capsys: pytest.CaptureFixture[str], *files: str) -> dict[str, Any]:
    """What ``analyze --json --server`` prints."""
    assert main(["analyze", *files, "--json", "--server", product.url]) == 0
    return timeless(json.loads(capsys.readouterr().out))


@pytest.mark.parametrize("files", [FILES[:1], FILES], ids=["one", "two"])
def test_the_report_is_the_one_that_is_made_here(
    product: Product, capsys: pytest.CaptureFixture[str], files: list[str]
):
    paths = [str(ROOT / file) for file in files]
    here = timeless(analyze(paths, workers=1).json)
    assert by_server(product, capsys, *paths) == here


def test_names_that_would_break_a_form_arrive(
    product: Product, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    log = (ROOT / FILES[1]).read_bytes()
    names = ['a"; filename="b.log', "c\r\nd.log", "ü€.log"]
    for name in names:
        (tmp_path / name).write_bytes(log)
    sent = by_server(product, capsys, *(str(tmp_path / name) for name in names))
    assert sent["sources"][2]["name"] == "ü€.log"
    assert len(sent["sources"]) == 3


def test_what_the_server_says_is_said(
    product: Product, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "odd.log").write_bytes(b"\0\1\2\3 no log\n" * 9)
    assert main(["analyze", str(tmp_path / "odd.log"), "--server", product.url]) == 3
    assert "odd.log" in capsys.readouterr().err
    nobody = f"http://127.0.0.1:{free_port()}"
    assert main(["analyze", str(ROOT / FILES[0]), "--server", nobody]) == 2
    assert "Is Loglanes running there?" in capsys.readouterr().err
    assert main(["analyze", str(ROOT / FILES[0]), "--server", "here"]) == 2
    assert main(["analyze", str(ROOT / FILES[0]), "--server", product.url, "--workers", "2"]) == 2


def test_a_server_that_has_a_token_gets_it_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    file = str(ROOT / FILES[0])
    with running_product(web_workers=1, token="a-token-of-our-own-choice") as guarded:
        assert main(["analyze", file, "--server", guarded.url]) == 2
        assert "Authorization: Bearer" in capsys.readouterr().err
        monkeypatch.setenv("LOGLANES_TOKEN", "a-token-of-our-own-choice")
        assert main(["analyze", file, "--server", guarded.url]) == 0
