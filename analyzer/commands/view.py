"""``view``: totals and panels of what a filter matches."""

import argparse

from analyzer.commands.arguments import question_arguments
from analyzer.commands.console import Console

NAME = "view"
HELP = "totals and panels of what a filter matches, as JSON"


def add(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="a log file")
    question_arguments(parser)


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Prints them as one line of JSON."""
    from analyzer.commands.questions import as_line, desk_for, question
    from analyzer.views.answers import view_json

    view = question(chosen)
    with desk_for(chosen.files, chosen) as desk:
        console.put(as_line(view_json(desk, view)))
    return 0
