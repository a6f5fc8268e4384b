"""The command line: the only place of the library that prints and exits."""

import argparse
import sys
from collections.abc import Sequence

from analyzer.errors import LoglanesError, UsageError
from analyzer.lab.command import add_lab, run_lab_command
from analyzer.sizes import parse_size, show_size
from analyzer.views.command import add_views, run_views_command

_PROGRAM = "python -m analyzer"


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> None:  # type: ignore[override]
        raise UsageError(f"{message}. See {_PROGRAM} --help.")


def main(arguments: Sequence[str]) -> int:
    """Runs one command; returns the exit code: 0 done, 2 bad usage or unreadable input, 3 nothing
    could be parsed, 4 cancelled, 5 the engine failed."""
    try:
        return _run(arguments)
    except LoglanesError as error:
        from analyzer.terminal import safe_text

        print(f"{error.title}: {safe_text(str(error))}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("Cancelled.", file=sys.stderr)
        return 4
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog=_PROGRAM, description="Analyses access logs on all processors.")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
    analyze = commands.add_parser("analyze", help="analyse log files together")
    analyze.add_argument("files", nargs="+", metavar="FILE", help="a log file")
    analyze.add_argument("--workers", type=_workers, metavar="N", help="processes that parse")
    analyze.add_argument(
        "--chunk-size", type=_size, metavar="SIZE", help="bytes a task, for example 16MiB"
    )
    analyze.add_argument("--format", metavar="NAME", help="the format, if you know better")
    analyze.add_argument("--engine", metavar="NAME", help="how work reaches processes")
    analyze.add_argument("--json", action="store_true", help="print the report as JSON")
    add_views(commands)
    add_lab(commands)
    return parser


def _size(text: str) -> int:
    try:
        return parse_size(text)
    except UsageError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _workers(text: str) -> int:
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 256:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a number of workers from 1 to 256")


def _put(text: str) -> None:
    print(text, end="")


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _run(arguments: Sequence[str]) -> int:
    chosen = _parser().parse_args(arguments)
    if chosen.command == "lab":
        run_lab_command(chosen, _put, _say)
        return 0
    if chosen.command in ("lines", "view", "compare"):
        run_views_command(chosen, _put)
        return 0
    # Imported late, so that help and usage errors come at once.
    from analyzer.analysis import analyze
    from analyzer.model import Options, Progress
    from analyzer.report import report_json, report_text
    from analyzer.source.chunks import open_source
    from analyzer.terminal import render
    from analyzer.watch import Watch

    def show(progress: Progress) -> None:
        share = progress.bytes_done / progress.bytes_total
        line = (
            f"{share:6.1%}  {show_size(progress.bytes_done)} of {show_size(progress.bytes_total)},"
            f" {progress.records / progress.elapsed_s:,.0f} records/s"
        )
        ending = "\r" if sys.stderr.isatty() and share < 1 else "\n"
        if sys.stderr.isatty() or share == 1:
            print(line, end=ending, file=sys.stderr, flush=True)

    sources = [open_source(index, path) for index, path in enumerate(chosen.files)]
    options = Options(chosen.workers, chosen.chunk_size, chosen.format, chosen.engine)
    report = analyze(sources, options, Watch(on_progress=show))
    print(report_text(report) if chosen.json else render(report_json(report)), end="")
    return 0
