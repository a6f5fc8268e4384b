"""``python -m app``: starts the web server and the engine, keeps the engine running, ends both."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import FrameType

from analyzer.errors import LoglanesError
from analyzer.kernels.library import are_made
from app.access import secret_in, token_of
from app.catalog.catalog import Catalog
from app.config import Config, config_from
from app.engine.registry import socket_path
from app.storage import Storage

_ENGINE = [sys.executable, "-m", "app.engine"]
_WEB = [sys.executable, "-m", "gunicorn", "--config", "python:app.gunicorn_settings"]
_KERNELS = [sys.executable, "-m", "analyzer.kernels"]
_SETTLE_SECONDS = 0.2
_LONGEST_PAUSE = 10.0
_STEADY_SECONDS = 5.0
"""An engine that has lived so long can start."""

_GRACE_SECONDS = 15.0


class Launcher:
    """Two child processes. If the web server ends, so does everything; the engine is started again,
    with a growing pause while it keeps ending at once."""

    def __init__(self, socket: Path) -> None:
        self._socket = socket
        self._me = str(os.getpid())
        self._ending = False
        self._pause = _SETTLE_SECONDS
        self._engine = self._start_engine()
        self._web = subprocess.Popen(  # noqa: S603 - our own command
            [*_WEB, "app:create_app()"], env={**os.environ, "LAUNCHER_PID": self._me}
        )

    def _start_engine(self) -> "subprocess.Popen[bytes]":
        self._engine_started = time.monotonic()
        return subprocess.Popen([*_ENGINE, self._me])  # noqa: S603 - our own command

    def end(self, _signal: int, _frame: FrameType | None) -> None:
        """Signal handler: asks both to end."""
        self._ending = True

    def run(self) -> int:
        """Until asked to end, or the web server ended by itself; returns the exit code."""
        while not self._ending and self._web.poll() is None:
            if self._engine.poll() is not None:
                self._revive_engine()
            time.sleep(_SETTLE_SECONDS)
        for process in (self._web, self._engine):
            process.terminate()
        for process in (self._web, self._engine):
            try:
                process.wait(_GRACE_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._socket.unlink(missing_ok=True)  # of an engine that was killed
        return 0 if self._ending else self._web.returncode or 1

    def _revive_engine(self) -> None:
        lived = time.monotonic() - self._engine_started
        again = lived < _STEADY_SECONDS
        self._pause = min(self._pause * 2, _LONGEST_PAUSE) if again else _SETTLE_SECONDS
        print(f"The engine ended ({self._engine.returncode}); starting it again.", file=sys.stderr)
        time.sleep(self._pause)
        self._engine = self._start_engine()


def _on_access(config: Config, storage: Storage, *, made: bool) -> str:
    """What to say about the token at the start: the token itself only when it is new."""
    if config.token or config.is_local:
        return ""
    if config.open:
        return "It asks for no token: all who reach it may read and delete logs.\n"
    if made:
        return f"Its token: {secret_in(storage.token)}\n{storage.token} keeps it for you.\n"
    return f"Its token is in {storage.token}.\n"


def _have_temporary_files(storage: Storage) -> None:
    """Where all else is read-only, as in a container it may be, they lie in the data directory."""
    try:
        tempfile.gettempdir()
    except FileNotFoundError:
        os.environ["TMPDIR"] = str(storage.temporary())


def main() -> int:
    """Checks the settings and the data directory, then runs until SIGTERM or Ctrl-C."""
    os.umask(0o077)  # logs and reports are this user's alone, wherever the data directory lies
    try:
        config = config_from()
        storage = Storage(config.data)
        storage.prepare()
        Catalog(storage.catalog).check()
        made = not storage.token.exists()
        token_of(config, storage)
        _have_temporary_files(storage)
    except LoglanesError as error:
        print(f"{error.title}: {error}", file=sys.stderr)
        return error.exit_code
    if not are_made():
        print("Compiling what reads logs: once, some seconds.", flush=True)
        subprocess.run(_KERNELS, check=False)  # noqa: S603 - our own command
    launcher = Launcher(Path(socket_path(storage.run)))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, launcher.end)
    print(f"Loglanes is at http://{config.host}:{config.port}  (Ctrl-C ends it)")
    print(_on_access(config, storage, made=made), end="", flush=True)
    return launcher.run()


if __name__ == "__main__":
    sys.exit(main())
