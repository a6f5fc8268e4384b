"""A report's JSON as each of the outputs of the command line."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Any

from analyzer.commands.console import Console
from analyzer.errors import LoglanesError, UsageError
from analyzer.exports.csv_table import panel_csv, report_csv
from analyzer.exports.markdown import markdown_summary
from analyzer.exports.ndjson import panel_ndjson, report_ndjson
from analyzer.gate.verdict import Verdict
from analyzer.terminal import render

HTML_WRITER = "app.export"
"""The program that draws charts. It is part of the application and reads the report's JSON from its
standard input, so that this library needs to know no charts."""

Report = Mapping[str, Any]


class NoHtml(LoglanesError):
    """The program that writes HTML is missing or failed."""

    exit_code = 2
    title = "No HTML report was written"


def written(
    report: Report, output: str, console: Console, panel: str | None, verdict: Verdict | None
) -> str:
    """The text to print. UsageError for a panel that there is not, or that the output cannot show
    alone."""
    if panel is not None:
        return _panel(report, output, panel)
    if output == "table":
        return render(report, lambda text: console.paint(text, "bold"))
    if output == "markdown":
        return markdown_summary(report, verdict.to_json()["checks"] if verdict else ())
    return _WRITERS[output](report)


def _json(report: Report) -> str:
    return json.dumps(report, separators=(",", ":"))


def _html(report: Report) -> str:
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", HTML_WRITER],
        input=_json(report),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last = done.stderr.strip().rpartition("\n")[2]
        raise NoHtml(f"python -m {HTML_WRITER} said: {last}")
    return done.stdout


_WRITERS: Mapping[str, Callable[[Report], str]] = {
    "json": _json,
    "ndjson": report_ndjson,
    "csv": report_csv,
    "html": _html,
}


def _panel(report: Report, output: str, name: str) -> str:
    writers: Mapping[str, Callable[[Report], str]] = {
        "json": _json,
        "ndjson": panel_ndjson,
        "csv": panel_csv,
    }
    if output not in writers:
        raise UsageError(f"--panel goes with --output {', '.join(writers)}, not {output}.")
    if name not in report["panels"]:
        raise UsageError(f"There is no panel {name!r}. Panels: {', '.join(report['panels'])}.")
    return writers[output](report["panels"][name])
