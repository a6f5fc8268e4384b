"""``completion``: a script with which a shell completes this command line."""

import argparse

from analyzer.commands.console import Console

NAME = "completion"
HELP = 'print a completion script: eval "$(loglanes completion bash)"'
SHELLS = ("bash", "zsh", "tcsh")


def add(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("shell", choices=SHELLS)
    parser.add_argument(
        "--name",
        default="loglanes",
        help="the word you type, an alias of python -m analyzer (loglanes)",
    )


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Prints the script for the whole command line, ``chosen.whole``."""
    import shtab

    chosen.whole.prog = chosen.name
    console.put(shtab.complete(chosen.whole, chosen.shell) + "\n")
    return 0
