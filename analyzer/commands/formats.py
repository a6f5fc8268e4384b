"""``formats``: what can be read."""

import argparse
import json

from analyzer.commands.arguments import add_output
from analyzer.commands.console import Console

NAME = "formats"
HELP = "list the formats that can be read"


def add(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    add_output(parser, ("table", "json"))


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Prints every format with its fields and a line of it."""
    from analyzer.exports.catalogue import formats_json

    known = formats_json()
    if chosen.output == "json":
        console.put(json.dumps({"formats": known}) + "\n")
        return 0
    for format in known:
        console.put(f"{console.paint(format['name'], 'bold')}: {format['title']}\n")
        console.put(f"  fields  {', '.join(format['fields'])}\n  sample  {format['sample']}\n")
    return 0
