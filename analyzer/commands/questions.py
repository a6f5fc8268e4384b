"""Logs made ready for the commands that ask a question of them."""

import argparse
import json
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from analyzer.commands.inputs import sources_of
from analyzer.views.desk import Desk
from analyzer.views.view import View


def question(chosen: argparse.Namespace) -> View:
    """As asked; UsageError where it cannot be read."""
    view = View(chosen.where, chosen.since, chosen.until, chosen.tz)
    view.tree()
    return view


@contextmanager
def desk_for(files: Sequence[str], chosen: argparse.Namespace) -> Iterator[Desk]:
    """A desk for these logs, read as chosen; their columns, and what was decoded or masked of them,
    are removed afterwards."""
    from analyzer.analysis import analyze
    from analyzer.engines.cpu_budget import cpu_budget
    from analyzer.intake import roomy_folder
    from analyzer.model import Options
    from analyzer.watch import Watch

    with (
        tempfile.TemporaryDirectory(prefix="loglanes-", dir=roomy_folder()) as folder,
        sources_of(files) as sources,
    ):
        options = Options(
            format=chosen.format,
            zone=chosen.timezone,
            columns=folder,
            sha256=False,
            redaction=chosen.redact,
        )
        decoded = os.path.join(folder, "decoded")
        analyze(sources, options, Watch(decoded=decoded))
        desk = Desk(folder, cpu_budget())
        try:
            yield desk
        finally:
            desk.close()


def as_line(answer: Mapping[str, Any]) -> str:
    """JSON on one line."""
    return json.dumps(answer, separators=(",", ":")) + "\n"
