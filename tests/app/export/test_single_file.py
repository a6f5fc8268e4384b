"""The single-file report as a file: small, closed, and read back."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from analyzer import Report, analyze
from analyzer.cli import main
from app.assets import plotly_script
from app.export import single_file
from app.export.__main__ import main as write
from app.export.bundle import bundled
from tests.app.product import ROOT

SHOP = ROOT / "sample_logs/combined/shop.log"


@pytest.fixture(scope="module")
def report() -> Report:
    """Of the shop's log."""
    return analyze(SHOP, workers=1)


@pytest.fixture(scope="module")
def page(report: Report) -> str:
    """The file's text."""
    return single_file(report.json, datetime(2026, 3, 9, 12, tzinfo=UTC))


def test_it_is_small_enough_to_mail(page: str):
    assert len(page.encode()) < 6_000_000 / 2


def test_its_policy_names_every_script_and_style_by_hash_and_nothing_else(page: str):
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    assert page.index(policy[0]) < page.index("<style")
    rules = dict(part.split(" ", 1) for part in policy[1].replace("&#39;", "'").split("; "))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    for kind in ("script-src", "style-src"):
        assert all(source.startswith("'sha256-") for source in rules[kind].split())
        assert len(rules[kind].split()) == 2
    assert "src=" not in page.partition('<script type="module">')[0].replace("-src ", "")


def test_it_is_read_back_as_the_report_and_as_a_baseline(page: str, report: Report, tmp_path: Path):
    file = tmp_path / "report.html"
    file.write_text(page, encoding="utf-8")
    assert Report.read(file).json == report.json
    assert main(["report", str(file), "--baseline", str(file), "--output", "markdown"]) == 0


def test_the_command_line_has_it_written(
    report: Report, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    report.write(tmp_path / "report.json")
    assert main(["report", str(tmp_path / "report.json"), "--output", "html"]) == 0
    assert capsys.readouterr().out.startswith("<!doctype html>")


def test_what_is_no_report_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "odd.json").write_text("{}")
    assert write([str(tmp_path / "odd.json")]) == 2
    assert "no report of Loglanes" in capsys.readouterr().err


def test_its_manifest_says_what_it_was_made_of(page: str, report: Report):
    manifest = page.partition('id="manifest"')[2]
    source = report.json["sources"][0]
    assert source["sha256"] in manifest
    assert "2026-03-09T12:00:00Z by Loglanes" in manifest
    assert manifest.partition("</table>")[2].count("<tr><td") == len(
        report.json["timing"]["chunks"]
    )


def test_a_hostile_name_is_text(report: Report):
    sources = [{**report.json["sources"][0], "name": "</title><script>alert(1)</script>.log"}]
    page = single_file({**report.json, "sources": sources})
    assert "<script>alert" not in page


def test_modules_become_one_script_in_the_order_of_their_imports():
    modules = {
        "a.js": 'import { b, c } from "./b.js";\nimport "./d.js";\nb(c);\n',
        "b.js": "export function b() {}\nexport const c = 1;\nconst own = 2;\n",
        "d.js": 'import { b } from "./b.js";\nconst own = 3;\n',
    }
    script = bundled("a.js", modules.__getitem__)
    assert script.index("module_b =") < script.index("module_d =") < script.index("module_a =")
    assert "return { b, c };" in script
    assert "const { b, c } = module_b;" in script
    assert "export" not in script


@pytest.mark.parametrize(
    "text", ['import x from "y";\n', "export default 1;\n", 'import("./b.js");']
)
def test_a_module_it_cannot_put_into_one_script_is_refused(text: str):
    with pytest.raises(ValueError, match=r"a\.js"):
        bundled("a.js", lambda _name: text)


def test_plotly_is_the_installed_one(page: str):
    import base64
    import gzip

    packed: Any = re.search(r'id="plotly">([^<]*)<', page)
    assert gzip.decompress(base64.b64decode(packed[1])) == plotly_script().body
