"""``analyze``: log files in, a report out."""

import argparse
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from analyzer.commands.arguments import (
    add_limits,
    add_output,
    add_panel,
    add_reading,
    add_redaction,
    add_verdict,
    add_view,
    size,
    workers,
)
from analyzer.commands.console import Console
from analyzer.no_collection import no_collection

if TYPE_CHECKING:
    from analyzer.model import Progress
    from analyzer.views.view import View

NAME = "analyze"
HELP = "analyse log files together"


def add(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="a log file, a pattern in quotes, or - for stdin"
    )
    parser.add_argument("--workers", type=workers, metavar="N", help="processes that parse")
    parser.add_argument(
        "--chunk-size", type=size, metavar="SIZE", help="bytes a task, for example 16MiB"
    )
    parser.add_argument(
        "--low-memory",
        action="store_true",
        help="at most 600 MB for all processes together: two workers, small chunks",
    )
    add_reading(parser)
    add_redaction(parser)
    add_view(parser)
    parser.add_argument("--engine", metavar="NAME", help="how work reaches processes")
    add_limits(parser)
    parser.add_argument(
        "--no-sha256", dest="sha256", action="store_false", help="spare the files' hashes"
    )
    parser.add_argument(
        "--server",
        metavar="URL",
        help="let a running server do it, for example http://host:8000; where it has a token, that"
        " is taken from LOGLANES_TOKEN",
    )
    add_output(parser)
    add_panel(parser)
    add_verdict(parser)


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Analyses, prints, judges."""
    # Imported late, so that help and usage errors come at once.
    with no_collection():
        from analyzer.commands.judging import Gate, pronounce
        from analyzer.commands.questions import question

    gate, view = Gate(chosen), question(chosen)
    work = _by_server if chosen.server else _here
    report = work(chosen, view, console)
    from analyzer.commands.outputs import written  # see _here

    verdict = gate.judge(report)
    console.put(written(report, chosen.output, console, chosen.panel, verdict))
    return pronounce(verdict, console)


def _here(chosen: argparse.Namespace, view: "View", console: Console) -> Mapping[str, Any]:
    from analyzer.ahead import detecting
    from analyzer.commands.inputs import sources_of
    from analyzer.decode.limits import decode_limits
    from analyzer.model import Options

    options = Options(
        chosen.workers,
        chosen.chunk_size,
        chosen.format,
        chosen.engine,
        chosen.timezone,
        sha256=chosen.sha256,
        redaction=chosen.redact,
        low_memory=chosen.low_memory,
    )
    limits = decode_limits(chosen.max_decoded, chosen.max_ratio, chosen.max_members)
    with sources_of(chosen.files) as sources, detecting(sources, options) as detected:
        with no_collection():
            from analyzer.commands.progress import progress_view
            from analyzer.commands.questions import report_through
            from analyzer.runs_file import of_this_user
            from analyzer.watch import Watch

        show = progress_view(console).show

        def on_progress(progress: "Progress") -> None:
            import analyzer.commands.outputs  # noqa: F401 - while workers go on

            show(progress)

        watch = Watch(
            on_progress=on_progress,
            decode_limits=limits,
            remembered=of_this_user(),
            detected=detected,
        )
        return report_through(view, sources, options, watch)


def _by_server(chosen: argparse.Namespace, view: "View", console: Console) -> Mapping[str, Any]:
    from analyzer.commands.inputs import sources_of
    from analyzer.errors import UsageError
    from analyzer.formats.dialect import is_definition
    from analyzer.redact.choice import as_text
    from analyzer.remote import Server

    if chosen.workers or chosen.chunk_size or chosen.engine or chosen.low_memory:
        raise UsageError("With --server, the server decides on workers, chunks and engine.")
    if is_definition(chosen.format or ""):
        raise UsageError("With --server, the format is one that the server knows by name.")
    with sources_of(chosen.files) as sources:
        server = Server(chosen.server, os.environ.get("LOGLANES_TOKEN"))
        wanted = {
            "format": chosen.format,
            "timezone": chosen.timezone,
            "redact": as_text(chosen.redact) if chosen.redact else None,
        }
        return server.analyze(sources, wanted, console.say, view)
