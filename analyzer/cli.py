"""The command line: which command it is, and what its end means."""

import argparse
import sys
from collections.abc import Sequence
from typing import Any

from analyzer.commands import (
    analyze,
    compare,
    completion,
    detect,
    formats,
    lab,
    lines,
    report,
    view,
)
from analyzer.commands.console import Console
from analyzer.errors import LoglanesError, UsageError

_PROGRAM = "python -m analyzer"
_COMMANDS: dict[str, Any] = {
    module.NAME: module
    for module in (analyze, view, lines, compare, report, detect, formats, lab, completion)
}


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> None:  # type: ignore[override]
        raise UsageError(f"{message}. See {_PROGRAM} --help.")


def main(arguments: Sequence[str]) -> int:
    """Runs one command; returns the exit code: 0 done, 1 the verdict is not passed, 2 bad usage or
    unreadable input, 3 nothing could be parsed, 4 cancelled, 5 the engine failed."""
    console = Console(sys.stdout, sys.stderr)
    try:
        chosen = parser().parse_args(arguments)
        console = Console(sys.stdout, sys.stderr, chosen.color)
        code: int = _COMMANDS[chosen.command].run(chosen, console)
    except LoglanesError as error:
        console.say(f"{error.title}: {_as_lines(error)}")
        return error.exit_code
    except KeyboardInterrupt:
        console.say("Cancelled.")
        return 4
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    return code


def _as_lines(error: LoglanesError) -> str:
    """Of bad usage in its lines: a caret stands under the place that it means. Whatever else a text
    holds, a file's name say, stays on one."""
    from analyzer.terminal import safe_text

    text = str(error)
    lines = text.split("\n") if isinstance(error, UsageError) else [text]
    return "\n".join(map(safe_text, lines))


def parser() -> argparse.ArgumentParser:
    """Of the whole command line."""
    whole = _Parser(prog=_PROGRAM, description="Analyses access logs on all processors.")
    commands = whole.add_subparsers(dest="command", required=True, parser_class=_Parser)
    for name, module in _COMMANDS.items():
        command = commands.add_parser(name, help=module.HELP, description=module.HELP)
        command.add_argument(
            "--color", choices=("auto", "always", "never"), default="auto", help="(auto)"
        )
        module.add(command)
        command.set_defaults(whole=whole)
    return whole
