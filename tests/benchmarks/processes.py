"""Runs a command as its own process, from start to end, by the clock."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.memory import Memory, watching

ROOT = Path(__file__).resolve().parents[2]
"""The folder from which the packages can be imported."""

_LAST_WORDS = 300


class PeerFailed(Exception):
    """A peer ended badly; the text says how."""


@dataclass(frozen=True, slots=True)
class Played:
    """One run: seconds of wall time, where its output lies, and its memory if it was watched."""

    seconds: float
    output: Path
    memory: Memory | None = None


def play(
    command: Sequence[str],
    output: Path,
    watched: bool = False,
    settings: Mapping[str, str] | None = None,
) -> Played:
    """The command with its standard output in ``output`` and ``settings`` added to its
    environment; PeerFailed where its exit code is not 0."""
    errors = output.with_suffix(".errors")
    environment = {**os.environ, **(settings or {})}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # as by default: compiled once, then kept
    with open(output, "wb") as out, open(errors, "wb") as error:
        begun = time.perf_counter()
        with subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=error,
            cwd=ROOT,
            env=environment,
        ) as process:
            try:
                with watching(process.pid) if watched else nullcontext() as memory:
                    code = process.wait()
            except BaseException:
                process.kill()
                raise
        seconds = time.perf_counter() - begun
    if code:
        last = errors.read_text(encoding="utf-8", errors="backslashreplace").strip()
        raise PeerFailed(f"ended with code {code}: {last[-_LAST_WORDS:]}")
    return Played(seconds, output, memory)
