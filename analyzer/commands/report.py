"""``report``: a report that was written earlier, in another form or before other rules."""

import argparse

from analyzer.commands.arguments import add_output, add_panel, add_verdict
from analyzer.commands.console import Console

NAME = "report"
HELP = "print or judge a report that was written earlier"


def add(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("file", metavar="FILE", help="a report as JSON, or a single-file HTML one")
    add_output(parser)
    add_panel(parser)
    add_verdict(parser)


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Reads, prints, judges."""
    from analyzer.commands.judging import Gate, pronounce
    from analyzer.commands.outputs import written
    from analyzer.exports.saved import read_report

    gate = Gate(chosen)
    report = read_report(chosen.file)
    verdict = gate.judge(report)
    console.put(written(report, chosen.output, console, chosen.panel, verdict))
    return pronounce(verdict, console)
