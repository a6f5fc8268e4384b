"""A log and a file name full of attacks, analysed at a terminal: it shows them and does nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.payloads import hostile_log

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("command", ["analyze", "analyze missing"])
def test_neither_a_table_nor_an_error_steers_the_terminal(tmp_path: Path, command: str):
    log = tmp_path / "\x1b[31m\u202e\x07.log"
    if "missing" not in command:
        log.write_bytes(hostile_log())
    done = subprocess.run(
        [sys.executable, "-m", "analyzer", "analyze", str(log)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    shown = done.stdout + done.stderr
    assert r"\x1b[31m" in shown
    assert all(one.isprintable() or one == "\n" for one in shown)
