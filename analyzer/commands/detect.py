"""``detect``: which format a log is of."""

import argparse
import json

from analyzer.commands.arguments import add_output
from analyzer.commands.console import Console
from analyzer.percent import percent

NAME = "detect"
HELP = "say which format a log is of"


def add(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="a log file, a pattern in quotes, or - for stdin"
    )
    add_output(parser, ("table", "json"))


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Prints the formats that fit each file, the likeliest first."""
    from analyzer.commands.inputs import sources_of
    from analyzer.exports.catalogue import detection_json
    from analyzer.formats.detection import detect
    from analyzer.terminal import safe_text

    with sources_of(chosen.files) as sources:
        found = [{"name": one.name, **detection_json(detect(one))} for one in sources]
    if chosen.output == "json":
        console.put(json.dumps({"sources": found}) + "\n")
        return 0
    for one in found:
        name = safe_text(one["name"])
        console.put(f"{console.paint(name, 'bold')}  ({one['sampled']:,} records sampled)\n")
        for format in one["formats"]:
            console.put(f"  {format['share']:>6.1%}  {format['name']}: {format['title']}\n")
        second = one["runner_up"]
        runner_up = f"; runner-up {second['name']}, {percent(second['share'], 1)}" if second else ""
        console.put(f"  why: {one['why']}{runner_up}\n")
    return 0
