"""Peers that are a small Python program of ours around someone else's tool."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.answer import Answer
from tests.benchmarks.peers.base import Task


def command(module: str) -> Callable[[Task], list[str]]:
    """``python -m tests.benchmarks.programs.MODULE LOG WORKERS``."""
    name = f"tests.benchmarks.programs.{module}"
    return lambda task: [sys.executable, "-m", name, str(task.log), str(task.workers)]


def read(output: Path) -> Answer:
    """Such a program prints an answer as JSON."""
    found = json.loads(output.read_bytes())
    # What only peers answer, not we, cannot be compared.
    found["panels"].pop("agents", None)
    return Answer(**found)
