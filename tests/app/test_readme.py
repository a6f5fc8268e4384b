"""The README's examples run as they stand, and its table of calls is true."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from analyzer.exports.catalogue import formats_markdown
from app import create_app
from app.api.openapi import document
from app.config import Config
from tests.app.product import ROOT, Product

README = (ROOT / "README.md").read_text(encoding="utf-8")
SERVER = "http://127.0.0.1:8000"


def blocks(heading: str, language: str) -> list[str]:
    """The code of that language under a heading."""
    section = README.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(rf"```{language}\n(.*?)```", section, re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The logs that the examples name."""
    folder = tmp_path_factory.mktemp("readme")
    for name in ("access.log", "other.log", "before.log", "after.log"):
        log = (ROOT / "sample_logs/combined/shop.log").read_bytes()
        (folder / name).write_bytes(log)
    return folder


def run(command: list[str], folder: Path) -> "subprocess.CompletedProcess[bytes]":
    """With the library on the path and this Python first among those that a shell finds."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)


def test_the_examples_for_a_shell_run(product: Product, folder: Path):
    """All in one shell; the lab, which takes its time, has tests of its own."""
    headings = ("From a shell", "From a script", "Redaction")
    examples = "".join(block for heading in headings for block in blocks(heading, "sh"))
    lines = [line for line in examples.splitlines() if "analyzer lab" not in line]
    assert len(lines) > 12
    script = "\n".join(lines).replace(SERVER, product.url)
    done = run(["bash", "-euo", "pipefail", "-c", script], folder)
    assert done.returncode == 0, done.stderr.decode()
    assert (folder / "verdict.xml").read_text().startswith("<?xml")


def test_the_example_for_python_runs(folder: Path):
    (code,) = blocks("From Python", "python")
    (folder / "example.py").write_text(code)
    done = run([sys.executable, "example.py"], folder)
    assert done.returncode == 0, done.stderr.decode()


def test_every_call_in_the_table_is_in_the_openapi_document(tmp_path: Path):
    application: Flask = create_app(Config(data=tmp_path))
    with application.app_context():
        paths = document(application)["paths"]
    section = README.partition("\n## From a script\n")[2].partition("\n## ")[0]
    named = set(re.findall(r"`(?:[A-Z]+ )?(/api/v1/[\w/{}.-]*)`", section))
    known = {path.replace("{action}", action) for path in paths for action in ("pause",)}
    assert len(named) > 15
    assert named - {"/api/v1/openapi.json"} <= known


def test_its_table_of_formats_is_the_present_one():
    section = README.partition("\n## Formats\n")[2].partition("\n## ")[0]
    assert formats_markdown() in section, "see: python -m analyzer formats --output markdown"
