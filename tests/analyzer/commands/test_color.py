"""Colour is for terminals: what a real one gets, what a pipe gets, and who may say otherwise."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from analyzer import analyze

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A report with something to paint on both streams."""
    path = tmp_path_factory.mktemp("saved") / "report.json"
    report = analyze(ROOT / "sample_logs/combined/shop.log", workers=1).json
    path.write_text(json.dumps(report))
    return str(path)


def written(saved: str, color: str | None, no_color: str, *, terminal: bool) -> tuple[bytes, bytes]:
    """What a failed verdict writes to standard output and to standard error, both of which are a
    terminal, or pipes."""
    command = [sys.executable, "-m", "analyzer", "report", saved, "--fail-if", "requests > 1"]
    command += [f"--color={color}"] if color else []
    environment = {**os.environ, "NO_COLOR": no_color}
    if not terminal:
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
        return done.stdout, done.stderr
    ends = [pty.openpty() for _ in range(2)]
    out, err = (child for _, child in ends)
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=err) as process:
        os.close(out)
        os.close(err)
        texts = [_all_of(parent) for parent, _ in ends]
    assert process.returncode == 1
    return texts[0], texts[1]


def _all_of(terminal: int) -> bytes:
    """What is written to a terminal until nobody has it open; Linux says so by an error."""
    text = b""
    try:
        while data := os.read(terminal, 1 << 16):
            text += data
    except OSError:
        pass
    os.close(terminal)
    return text


@pytest.mark.parametrize(
    ("terminal", "color", "no_color", "painted"),
    [
        (True, None, "", True),
        (True, "auto", "1", False),
        (True, "never", "", False),
        (True, "always", "1", True),
        (False, None, "", False),
        (False, "always", "", True),
    ],
)
def test_colour_is_for_terminals_unless_somebody_says_otherwise(
    saved: str, terminal: bool, color: str | None, no_color: str, painted: bool
):
    out, err = written(saved, color, no_color, terminal=terminal)
    assert (b"\x1b[1mStatus codes\x1b[0m" in out) == painted
    assert (b"\x1b[31mFailed: \x1b[0m" in err) == painted
    assert b"Status codes" in out
    assert b"Failed: " in err
    if not painted:
        assert b"\x1b" not in out + err


def test_one_stream_may_be_a_terminal_and_the_other_a_file(saved: str, tmp_path: Path):
    parent, child = pty.openpty()
    with open(tmp_path / "out", "wb") as out:
        command = [sys.executable, "-m", "analyzer", "report", saved, "--fail-if", "requests > 1"]
        with subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=child):
            os.close(child)
            err = _all_of(parent)
    assert b"\x1b[31mFailed: " in err
    assert b"\x1b" not in (tmp_path / "out").read_bytes()
