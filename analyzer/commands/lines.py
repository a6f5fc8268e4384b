"""``lines``: the lines that a filter matches."""

import argparse

from analyzer.commands.arguments import count, question_arguments
from analyzer.commands.console import Console

NAME = "lines"
HELP = "print the lines that a filter matches"
_PAGE = 1000


def add(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="a log file")
    parser.add_argument("--limit", type=count, metavar="N", help="at most so many lines")
    question_arguments(parser)


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Prints them as they are in the log, control characters as escapes."""
    from analyzer.commands.questions import desk_for, question
    from analyzer.terminal import safe_text
    from analyzer.views.answers import lines_json

    view = question(chosen)
    with desk_for(chosen.files, chosen) as desk:
        cursor: int | None = 0
        end = len(desk.rows(view)) if chosen.limit is None else chosen.limit
        while cursor is not None and cursor < end:
            limit = min(_PAGE, end - cursor)
            page = lines_json(desk, view, cursor=cursor, limit=limit, newest=False, rejected=False)
            console.put("".join(safe_text(line["text"]) + "\n" for line in page["lines"]))
            cursor = page["next"]
    return 0
