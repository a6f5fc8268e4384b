"""Loglanes in a process that lives on, as behind the web pages: nothing to import any more."""

import json
import subprocess
import sys
from contextlib import nullcontext, suppress

from tests.benchmarks.answer import Answer
from tests.benchmarks.memory import watching
from tests.benchmarks.peers.base import Task
from tests.benchmarks.peers.ours import answer_of, report_in
from tests.benchmarks.processes import ROOT, PeerFailed, Played


class WarmPeer:
    """Asks one long-lived process. A new one is asked twice, as the first time makes it warm."""

    name = "ours-warm"
    title = "Loglanes, warm"
    note = (
        "the time of one analyze() call in a process that has made one before; new worker processes"
        " each time, and no hash of the log: behind the web pages that is made while it arrives"
    )
    share = 1.0

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def missing(self) -> str:
        """Nothing."""
        return ""

    def version(self) -> str:
        """Ours."""
        return ""

    def play(self, task: Task, watched: bool = False) -> Played:
        """One call; neither what its process needs for starting nor its first call count."""
        if self._process is None:
            self._process = self._start()
            self._ask(self._process, task, watched=False)
        return self._ask(self._process, task, watched)

    def _ask(self, process: "subprocess.Popen[str]", task: Task, watched: bool) -> Played:
        output = task.scratch / f"{self.name}.out"
        question = json.dumps([str(task.log), task.workers, str(output)])
        assert process.stdin
        assert process.stdout
        with watching(process.pid) if watched else nullcontext() as memory:
            # One that has ended cannot be written to, and answers with nothing.
            with suppress(BrokenPipeError):
                process.stdin.write(question + "\n")
                process.stdin.flush()
            line = process.stdout.readline()
        if not line:
            self.close()
            raise PeerFailed("the long-lived process ended")
        return Played(float(line), output, memory)

    def answer(self, played: Played) -> Answer:
        """Read from the report it wrote."""
        return answer_of(report_in(played.output))

    def close(self) -> None:
        """Ends the process; the next question starts a new one."""
        if self._process:
            with self._process as process:
                assert process.stdin
                with suppress(BrokenPipeError):
                    process.stdin.close()
            self._process = None

    def _start(self) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.programs.warm_ours"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
