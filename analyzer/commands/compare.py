"""``compare``: two logs held against each other."""

import argparse

from analyzer.commands.arguments import question_arguments
from analyzer.commands.console import Console

NAME = "compare"
HELP = "hold two logs against each other, as JSON"


def add(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("files", nargs=2, metavar="FILE", help="before and after")
    question_arguments(parser)


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Prints what differs as one line of JSON."""
    from analyzer.commands.questions import as_line, desk_for, question
    from analyzer.views.compare import compare_json
    from analyzer.views.side import naming, side_of

    view = question(chosen)
    sides = []
    for file in chosen.files:
        with desk_for([file], chosen) as desk, naming(file):
            sides.append(side_of(desk, view))
    before, after = sides
    console.put(as_line(compare_json(before, after)))
    return 0
