"""``python -m analyzer lab``: its arguments, and what it says."""

import argparse
import json
from collections.abc import Callable
from typing import Any

from analyzer.errors import EngineFailed

_MOST_WORKERS = 64


def add_lab(commands: Any) -> None:
    """Adds the command to the parsers of an ``argparse`` program."""
    lab = commands.add_parser("lab", help="compare the engines on one of your logs")
    lab.add_argument("file", metavar="FILE", help="a log file")
    lab.add_argument("--engines", type=_names, metavar="A,B", help="which (all)")
    lab.add_argument(
        "--workers", type=_counts, metavar="N,M", help="how many (one, and the machine's)"
    )
    lab.add_argument("--rounds", type=int, default=3, metavar="N", help="runs of each (3)")
    lab.add_argument("--json", action="store_true", help="print the result as JSON")


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",")]


def _counts(text: str) -> list[int]:
    parts = _names(text)
    if all(one.isascii() and one.isdigit() and 1 <= int(one) <= _MOST_WORKERS for one in parts):
        return [int(one) for one in parts]
    raise argparse.ArgumentTypeError(f"{text!r} is no list of numbers from 1 to {_MOST_WORKERS}")


def run_lab_command(
    chosen: argparse.Namespace, out: Callable[[str], None], say: Callable[[str], None]
) -> None:
    """Runs the lab: the result goes to ``out``, progress line by line to ``say``. EngineFailed,
    after that, where the engines did not all give the same report."""
    # Imported late, so that help and usage errors come at once.
    from analyzer.lab.compare import run_lab
    from analyzer.lab.table import render_lab

    result = run_lab(
        chosen.file,
        chosen.engines,
        chosen.workers,
        chosen.rounds,
        on_progress=lambda at: say(f"{at.done:>3} of {at.total}  {at.step}"),
    )
    text = json.dumps(result.to_json(), ensure_ascii=False) if chosen.json else render_lab(result)
    out(text)
    if not result.identical:
        raise EngineFailed("Not all engines gave the same report. This is a fault of the program.")
