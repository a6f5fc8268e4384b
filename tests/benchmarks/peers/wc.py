"""``wc -l``: what reading the bytes and finding the line ends costs."""

import shutil
import subprocess

from tests.benchmarks.answer import Answer
from tests.benchmarks.peers.base import CommandPeer


def _version() -> str:
    shown = subprocess.run(["wc", "--version"], capture_output=True, text=True, check=False)
    return shown.stdout.partition("\n")[0]


PEER = CommandPeer(
    name="wc",
    title="wc -l",
    note="the floor: counts line feeds and nothing else",
    command=lambda task: ["wc", "-l", str(task.log)],
    read=lambda output: Answer(requests=int(output.read_bytes().split()[0])),
    lacks=lambda: "" if shutil.which("wc") else "there is no wc command",
    versions=_version,
)
