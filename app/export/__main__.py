"""``python -m app.export [FILE]``: reads a report's JSON from a file or standard input, writes the
single-file HTML report to standard output."""

import sys

from analyzer.errors import LoglanesError, UnreadableSource
from analyzer.exports.saved import parse_report, read_report
from analyzer.terminal import safe_text
from app.export.page import single_file


def main(arguments: list[str]) -> int:
    """Returns the exit code."""
    try:
        report = read_report(arguments[0]) if arguments else _from_stdin()
        sys.stdout.write(single_file(report))
    except LoglanesError as error:
        sys.stderr.write(f"{error.title}: {safe_text(str(error))}\n")
        return error.exit_code
    return 0


def _from_stdin() -> dict[str, object]:
    try:
        return parse_report(sys.stdin.read())
    except ValueError as error:
        raise UnreadableSource(f"Standard input is no report of Loglanes: {error}.") from error


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
