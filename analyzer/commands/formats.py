"""``formats``: what can be read."""

import argparse
import json

from analyzer.commands.arguments import add_output
from analyzer.commands.console import Console

NAME = "formats"
HELP = "list the formats that can be read"


def add(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    add_output(parser, ("table", "json", "markdown"))


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Prints every format with its fields and a line of it; as Markdown, a table of names and
    titles."""
    from analyzer.exports.catalogue import formats_json, formats_markdown

    known = formats_json()
    if chosen.output == "json":
        console.put(json.dumps({"formats": known}) + "\n")
        return 0
    if chosen.output == "markdown":
        console.put(formats_markdown())
        return 0
    for format in known:
        console.put(f"{console.paint(format['name'], 'bold')}: {format['title']}\n")
        console.put(f"  fields  {', '.join(format['fields'])}\n  sample  {format['sample']}\n")
    return 0
