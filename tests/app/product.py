"""The real product, started as a person starts it, and what of it lives."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from app.lifeline import end_with_parent
from tests.app.web import Client

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 15.0


@dataclass
class Product:
    """``python -m app`` under way: where it answers, its data directory and its launcher, and how
    that was started."""

    url: str
    data: Path
    launcher: "subprocess.Popen[bytes]"
    start: Callable[[], "subprocess.Popen[bytes]"]

    def die(self) -> None:
        """Kills the launcher; everything else must end by itself."""
        kill(self.launcher.pid)
        self.launcher.wait()
        until(lambda: not self.processes(), PATIENCE_SECONDS, "no process is left")

    def start_again(self) -> None:
        """On the same data directory, as somebody would after ``die``."""
        self.launcher = self.start()
        until(lambda: _is_ready(self), 20, "the product answers again and its engine, too")

    @property
    def client(self) -> Client:
        """Asks it."""
        return Client(self.url)

    def hold(self, log: Path) -> str:
        """Id of an analysis of ``log`` that is paused in the middle of its run."""
        client = self.client
        id: str = client.upload_form((log.name, log.read_bytes())).json()["id"]
        until(lambda: client.progress(id)["bytes_done"] > 0, 15, "the first chunk is finished")
        assert client.steer(id, "pause").status == 200
        return id

    def processes(self) -> dict[int, str]:
        """Everything alive that this product started, however far down: pid -> command line."""
        return _processes_with(f"LOGLANES_DATA={self.data}")

    def pids(self, part: str) -> list[int]:
        """The processes whose command line holds ``part``."""
        return [pid for pid, command in self.processes().items() if part in command]

    def engines(self) -> list[int]:
        """Pid of the engine, if it lives."""
        return [pid for pid in self.pids("-m app.engine") if _parent(pid) == self.launcher.pid]

    def web_workers(self) -> list[int]:
        """Pids of the processes that answer requests."""
        masters = [pid for pid in self.pids("gunicorn") if _parent(pid) == self.launcher.pid]
        return [pid for pid in self.pids("gunicorn") if _parent(pid) in masters]

    def of_analyses(self) -> list[int]:
        """Pids of supervisors, and of what they started."""
        at_rest = {self.launcher.pid, *self.pids("gunicorn"), *self.pids("resource_tracker")}
        engines = set(self.pids("-m app.engine"))
        return sorted(self.processes().keys() - at_rest - engines - self._fork_servers())

    def supervisors(self) -> list[int]:
        """Pids of the processes that run one analysis each: children of a fork server. (What a
        killed supervisor leaves behind has another parent, for the moment it still lives.)"""
        servers = self._fork_servers()
        return [pid for pid in self.of_analyses() if _parent(pid) in servers]

    def _fork_servers(self) -> set[int]:
        engines = set(self.pids("-m app.engine"))
        return {pid for pid in self.processes() if _parent(pid) in engines}

    def leftovers(self) -> list[str]:
        """What nobody should find when nothing runs: uploads on their way, drafts, scratch."""
        files = (str(path.relative_to(self.data)) for path in self.data.rglob("*"))
        marks = ("incoming/", "scratch", "draft")
        return sorted(file for file in files if any(mark in file for mark in marks))


@contextmanager
def running_product(**settings: object) -> Iterator[Product]:
    """A product of its own, ready to analyse; afterwards it is asked to end, and must leave no
    process, socket or half-made file."""
    with started_product(**settings) as product:
        yield product
        product.launcher.terminate()
        assert product.launcher.wait(PATIENCE_SECONDS) == 0
        until(lambda: not product.processes(), 5, "every process is gone")
        assert not list(product.data.rglob("*.sock"))
        assert not product.leftovers(), product.leftovers()


@contextmanager
def started_product(**settings: object) -> Iterator[Product]:
    """The same for tests that end it themselves; what still lives afterwards is killed."""
    folder = Path(tempfile.mkdtemp(prefix="loglanes-test-"))
    data = Path(str(settings.get("data", folder / "data")))
    port = free_port()
    names = {"data": data, "port": port, "workers": 2, **settings}
    foreign = {name: text for name, text in os.environ.items() if "LOGLANES_" not in name}
    own = {f"LOGLANES_{name.upper()}": str(value) for name, value in names.items()}

    def start() -> "subprocess.Popen[bytes]":
        with open(folder / "output", "ab") as output:
            return subprocess.Popen(
                [sys.executable, "-m", "app"],
                cwd=ROOT,
                env={**foreign, **own},
                stdout=output,
                stderr=subprocess.STDOUT,
                preexec_fn=partial(end_with_parent, os.getpid()),
            )

    product = Product(f"http://127.0.0.1:{port}", data, start(), start)
    try:
        until(lambda: _is_ready(product), 20, "the product answers and its engine, too")
        yield product
    except BaseException:
        print((folder / "output").read_text(errors="replace"))
        raise
    finally:
        for pid in product.processes():
            kill(pid)
        product.launcher.wait()
        shutil.rmtree(folder)


def until(holds: Callable[[], object], seconds: float, what: str) -> None:
    """Waits until ``holds()`` is true. Fails, saying ``what`` was expected."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.02)


def free_port() -> int:
    """A TCP port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _is_ready(product: Product) -> bool:
    assert product.launcher.poll() is None, "the product ended by itself"
    try:
        return bool(product.client.get("/api/v1/health").json()["engine"])
    except OSError:
        return False


def kill(pid: int) -> None:
    """SIGKILL; nothing where it is already gone."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _processes_with(setting: str) -> dict[int, str]:
    """Found by an environment variable, which every descendant inherits and no other has."""
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                environment = (folder / "environ").read_bytes().split(b"\0")
                command = os.fsdecode((folder / "cmdline").read_bytes().replace(b"\0", b" "))
            except OSError:
                continue
            if setting.encode() in environment:
                found[int(folder.name)] = command
    return found


def _parent(pid: int) -> int | None:
    try:
        status = Path("/proc", str(pid), "status").read_text()
    except OSError:
        return None
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("PPid"))
