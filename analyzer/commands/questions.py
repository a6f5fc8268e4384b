"""Logs made ready for the commands that ask a question of them."""

import argparse
import json
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from analyzer.commands.inputs import sources_of
from analyzer.model import Options, Source
from analyzer.no_collection import no_collection
from analyzer.views.view import View

if TYPE_CHECKING:
    from analyzer.views.desk import Desk
    from analyzer.watch import Watch

_DECODED = "decoded"


def question(chosen: argparse.Namespace) -> View:
    """As asked; UsageError where it cannot be read."""
    view = View(chosen.where, chosen.since, chosen.until, chosen.tz)
    if not view.is_report:
        view.tree()
    return view


@contextmanager
def desk_for(files: Sequence[str], chosen: argparse.Namespace) -> "Iterator[Desk]":
    """A desk for these logs, read as chosen; their columns, and what was decoded or masked of them,
    are removed afterwards."""
    from analyzer.analysis import analyze
    from analyzer.watch import Watch

    with _columns() as folder, sources_of(files) as sources:
        options = Options(
            format=chosen.format,
            zone=chosen.timezone,
            columns=folder,
            sha256=False,
            redaction=chosen.redact,
        )
        analyze(sources, options, Watch(decoded=os.path.join(folder, _DECODED)))
        with _desk(folder) as desk:
            yield desk


def report_through(
    view: View, sources: Sequence[Source], options: Options, watch: "Watch"
) -> dict[str, Any]:
    """The report's JSON of the sources, through the view."""
    with no_collection():
        from analyzer.analysis import analyze
        from analyzer.report import report_json

    if view.is_report:
        return report_json(analyze(sources, options, watch))
    # Imported late, so that what asks for no view does not wait for it.
    from analyzer.views.answers import view_json
    from analyzer.views.filtered import filtered

    with _columns() as folder:
        options = replace(options, columns=folder)
        watch = replace(watch, decoded=os.path.join(folder, _DECODED))
        report = report_json(analyze(sources, options, watch))
        with _desk(folder, alone=options.low_memory) as desk:
            return filtered(report, view_json(desk, view))


@contextmanager
def _columns() -> Iterator[str]:
    """A folder for columns, for as long as they are asked."""
    from analyzer.intake import roomy_folder

    with tempfile.TemporaryDirectory(prefix="loglanes-", dir=roomy_folder()) as folder:
        yield folder


@contextmanager
def _desk(folder: str, *, alone: bool = False) -> "Iterator[Desk]":
    """A desk of one process where it is to be ``alone``."""
    from analyzer.engines.cpu_budget import cpu_budget
    from analyzer.views.desk import Desk

    desk = Desk(folder, 1 if alone else cpu_budget())
    try:
        yield desk
    finally:
        desk.close()


def as_line(answer: Mapping[str, Any]) -> str:
    """JSON on one line."""
    return json.dumps(answer, separators=(",", ":")) + "\n"
