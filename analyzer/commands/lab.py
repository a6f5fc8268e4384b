"""``lab``: the same work over every engine."""

import argparse
import json

from analyzer.commands.arguments import add_output
from analyzer.commands.console import Console

NAME = "lab"
HELP = "compare the engines on one of your logs"
_MOST_WORKERS = 64


def add(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("file", metavar="FILE", help="a log file")
    parser.add_argument("--engines", type=_names, metavar="A,B", help="which (all)")
    parser.add_argument(
        "--workers", type=_counts, metavar="N,M", help="how many (one, and the machine's)"
    )
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="runs of each (3)")
    add_output(parser, ("table", "json"))


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",")]


def _counts(text: str) -> list[int]:
    parts = _names(text)
    if all(one.isascii() and one.isdigit() and 1 <= int(one) <= _MOST_WORKERS for one in parts):
        return [int(one) for one in parts]
    raise argparse.ArgumentTypeError(f"{text!r} is no list of numbers from 1 to {_MOST_WORKERS}")


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Runs the lab, progress line by line. EngineFailed, after the result, where the engines did
    not all give the same report."""
    # Imported late, so that help and usage errors come at once.
    from analyzer.errors import EngineFailed
    from analyzer.lab.compare import run_lab
    from analyzer.lab.table import render_lab

    result = run_lab(
        chosen.file,
        chosen.engines,
        chosen.workers,
        chosen.rounds,
        on_progress=lambda at: console.say(f"{at.done:>3} of {at.total}  {at.step}"),
    )
    as_json = chosen.output == "json"
    console.put(json.dumps(result.to_json()) + "\n" if as_json else render_lab(result))
    if not result.identical:
        raise EngineFailed("Not all engines gave the same report. This is a fault of the program.")
    return 0
