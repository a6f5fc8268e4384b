"""GoAccess, the analyzer in C that most people know, with JSON output."""

import json
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

from tests.benchmarks.answer import Answer
from tests.benchmarks.peers.base import CommandPeer, Task

_JOBS = re.compile(r"--jobs=<\d+-(\d+)>")


@cache
def _said(option: str) -> str:
    shown = subprocess.run(["goaccess", option], capture_output=True, text=True, check=False)
    return shown.stdout


def _command(task: Task) -> list[str]:
    """It takes the format of its output file from the name. Clients with 4xx answers are counted
    as visitors, as ours are."""
    command = [
        "goaccess",
        str(task.log),
        "--log-format=COMBINED",
        "--no-global-config",
        "--no-progress",
        "--4xx-to-unique-count",
        f"--output={task.scratch / 'goaccess.json'}",
    ]
    if jobs := _JOBS.search(_said("--help")):
        command.append(f"--jobs={min(task.workers, int(jobs[1]))}")
    return command


def _read(output: Path) -> Answer:
    """Status codes are listed in groups by their first digit."""
    found = json.loads(output.with_suffix(".json").read_bytes())
    statuses = {
        item["data"][:3]: int(item["hits"]["count"])
        for group in found["status_codes"]["data"]
        for item in group["items"]
    }
    general = found["general"]
    return Answer(
        requests=general["valid_requests"],
        bytes_sent=general["bandwidth"],
        errors=sum(count for status, count in statuses.items() if status >= "400"),
        visitors=general["unique_visitors"],
        statuses=statuses,
    )


def _version() -> str:
    return _said("--version").partition("\n")[0].strip().rstrip(".").replace(" - ", " ")


PEER = CommandPeer(
    name="goaccess",
    title="GoAccess",
    note="panels of its own, not compared row by row: paths keep their queries, static files are"
    " apart, time is by day without the class of the status; visitors are ours (client, day, user"
    " agent), as it is told to count those with 4xx answers; one thread unless its version knows"
    " --jobs",
    command=_command,
    read=_read,
    lacks=lambda: "" if shutil.which("goaccess") else "there is no goaccess command",
    versions=_version,
)
