"""``lines``, ``view`` and ``compare`` of the command line: questions to logs that are analysed for
them."""

import argparse
import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

_PAGE = 1000


def add_views(commands: Any) -> None:
    """Adds the commands and their options."""
    lines = commands.add_parser("lines", help="print the lines that a filter matches")
    lines.add_argument("files", nargs="+", metavar="FILE", help="a log file")
    lines.add_argument("--limit", type=int, metavar="N", help="at most so many lines")
    view = commands.add_parser("view", help="totals and panels of what a filter matches, as JSON")
    view.add_argument("files", nargs="+", metavar="FILE", help="a log file")
    compare = commands.add_parser("compare", help="hold two logs against each other, as JSON")
    compare.add_argument("files", nargs=2, metavar="FILE", help="before and after")
    for parser in (lines, view, compare):
        parser.add_argument("--where", default="", metavar="FILTER", help="a filter; see README")
        parser.add_argument("--since", default="", metavar="TIME", help="not before this time")
        parser.add_argument("--until", default="", metavar="TIME", help="before this time")
        parser.add_argument("--tz", default="UTC", metavar="ZONE", help="zone of such times")
        parser.add_argument("--format", metavar="NAME", help="the format, if you know better")


def run_views_command(chosen: argparse.Namespace, put: Callable[[str], None]) -> None:
    """Carries the chosen command out; ``put`` prints text as it is given."""
    # Imported late, so that help and usage errors come at once.
    from analyzer.views.answers import view_json
    from analyzer.views.compare import compare_json
    from analyzer.views.view import View

    view = View(chosen.where, chosen.since, chosen.until, chosen.tz)
    view.tree()
    if chosen.command == "compare":
        sides = []
        for file in chosen.files:
            with _desk([file], chosen.format) as desk:
                sides.append(desk.counted(view))
        put(_text(compare_json(*sides)))
        return
    with _desk(chosen.files, chosen.format) as desk:
        if chosen.command == "view":
            put(_text(view_json(desk, view)))
        else:
            _put_lines(desk, view, chosen.limit, put)


def _put_lines(desk: Any, view: Any, limit: int | None, put: Callable[[str], None]) -> None:
    from analyzer.terminal import safe_text
    from analyzer.views.answers import lines_json

    cursor: int | None = 0
    end = len(desk.rows(view)) if limit is None else limit
    while cursor is not None and cursor < end:
        page = lines_json(
            desk,
            view,
            cursor=cursor,
            limit=min(_PAGE, end - cursor),
            newest=False,
            rejected=False,
        )
        put("".join(safe_text(line["text"]) + "\n" for line in page["lines"]))
        cursor = page["next"]


@contextmanager
def _desk(files: Sequence[str], format: str | None) -> Iterator[Any]:
    """A desk for these logs, whose columns are removed afterwards."""
    from analyzer.analysis import analyze
    from analyzer.engines.cpu_budget import cpu_budget
    from analyzer.model import Options
    from analyzer.source.chunks import open_source
    from analyzer.views.desk import Desk

    with tempfile.TemporaryDirectory(prefix="loglanes-") as folder:
        sources = [open_source(index, path) for index, path in enumerate(files)]
        analyze(sources, Options(format=format, columns=folder))
        desk = Desk(folder, cpu_budget())
        try:
            yield desk
        finally:
            desk.close()


def _text(answer: dict[str, Any]) -> str:
    return json.dumps(answer, separators=(",", ":")) + "\n"
