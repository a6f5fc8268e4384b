"""Arguments that several commands take."""

import argparse
from pathlib import Path

from analyzer.errors import UsageError
from analyzer.model import Redaction
from analyzer.sizes import parse_size

OUTPUTS = ("table", "json", "ndjson", "csv", "html", "markdown")


def size(text: str) -> int:
    """Bytes of ``16MiB`` and the like."""
    try:
        return parse_size(text)
    except UsageError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def workers(text: str) -> int:
    """A number of processes."""
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 256:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a number of workers from 1 to 256")


def count(text: str) -> int:
    """A number of things."""
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 10**9:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to a billion")


def add_limits(parser: argparse.ArgumentParser) -> None:
    """The limits of what compressed logs and archives may become."""
    parser.add_argument(
        "--max-decoded", type=size, metavar="SIZE", help="bytes of decoded logs together (64GiB)"
    )
    parser.add_argument(
        "--max-ratio", type=count, metavar="N", help="bytes decoded from one of a file (300)"
    )
    parser.add_argument(
        "--max-members", type=count, metavar="N", help="entries of one archive (1000)"
    )


def add_output(parser: argparse.ArgumentParser, outputs: tuple[str, ...] = OUTPUTS) -> None:
    """--output, and --json for its most used value."""
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--output", choices=outputs, default="table", help="what to print (table)")
    choice.add_argument(
        "--json", action="store_const", const="json", dest="output", help="--output json"
    )


def add_panel(parser: argparse.ArgumentParser) -> None:
    """--panel, for tables of one panel."""
    parser.add_argument("--panel", metavar="NAME", help="this panel alone")


def add_verdict(parser: argparse.ArgumentParser) -> None:
    """--fail-if, --baseline and --junit."""
    parser.add_argument(
        "--fail-if",
        action="append",
        default=[],
        metavar="RULE",
        help="end with 1 where it holds, for example 'error_rate > 1%%'; may be given again",
    )
    parser.add_argument(
        "--baseline", metavar="FILE", help="an earlier report (JSON or HTML) for rules to compare"
    )
    parser.add_argument("--junit", metavar="FILE", help="write the verdict there as JUnit XML")


def _definition_in(path: str) -> str:
    from analyzer.formats.dialect import format_named

    try:
        text = Path(path).read_text(encoding="utf-8")
        if "=" not in text:
            raise UsageError("There is no definition in it.")
        format_named(text)
    except (UsageError, OSError, UnicodeDecodeError) as error:
        raise argparse.ArgumentTypeError(f"{path}: {error}") from error
    return text


def _translated(text: str) -> str:
    from analyzer.formats.dialect import format_named
    from analyzer.formats.strings.translate import translated

    try:
        definition = translated(text)
        format_named(definition)
    except UsageError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return definition


def add_reading(parser: argparse.ArgumentParser) -> None:
    """--format, --format-file, --log-format and --timezone: how a log is to be read."""
    format = parser.add_mutually_exclusive_group()
    format.add_argument("--format", metavar="NAME", help="the format, if you know better")
    format.add_argument(
        "--format-file",
        dest="format",
        type=_definition_in,
        metavar="FILE",
        help="a format of your own: a definition in TOML",
    )
    format.add_argument(
        "--log-format",
        dest="format",
        type=_translated,
        metavar="STRING",
        help="the log format string of Apache, nginx or GoAccess that the log was written by",
    )
    parser.add_argument(
        "--timezone",
        metavar="ZONE",
        help="how the log is read: the zone of its times that name none, like Europe/Berlin or"
        " +02:00 (UTC)",
    )


def _redaction(text: str) -> Redaction:
    from analyzer.redact.choice import redaction_named

    try:
        return redaction_named(text)
    except UsageError as error:
        raise argparse.ArgumentTypeError(str(error).rstrip(".")) from error


def add_redaction(parser: argparse.ArgumentParser) -> None:
    """--redact: what is masked before anything is counted or printed."""
    parser.add_argument(
        "--redact",
        type=_redaction,
        metavar="WHAT",
        help="mask addresses=network, =pseudonym or =hidden, and secrets, for example"
        " addresses=network,secrets",
    )


def add_view(parser: argparse.ArgumentParser) -> None:
    """--where, --since, --until and --tz: which records are asked about, and by which clock."""
    parser.add_argument("--where", default="", metavar="FILTER", help="a filter; see README")
    parser.add_argument("--since", default="", metavar="TIME", help="not before this time")
    parser.add_argument("--until", default="", metavar="TIME", help="before this time")
    parser.add_argument(
        "--tz",
        default="UTC",
        metavar="ZONE",
        help="how you ask: the zone of times in --where, --since and --until, and of the answer's;"
        " it moves no record (UTC)",
    )


def question_arguments(parser: argparse.ArgumentParser) -> None:
    """A view, and how the log is to be read."""
    add_view(parser)
    add_reading(parser)
    add_redaction(parser)
