"""``python -m app.engine``: the engine process. Ends with the process that started it."""

import os
import shutil
import signal
import sys
import tempfile
from logging.config import dictConfig
from pathlib import Path
from threading import Thread
from types import FrameType

_LONGEST_SOCKET = 107
"""Bytes of a unix socket's path, on Linux."""


def main() -> int:
    """Serves the registry in threads and runs the scheduler until SIGTERM."""
    from analyzer.single_thread import stay_single

    stay_single()
    from multiprocessing import get_context
    from multiprocessing.forkserver import ensure_running

    from analyzer import no_pandas as no_pandas
    from app.catalog.catalog import Catalog
    from app.config import config_from
    from app.engine.registry import serve, socket_path
    from app.engine.scheduler import Scheduler
    from app.lifeline import end_with_parent
    from app.logs import LOGGING
    from app.storage import Storage

    dictConfig(LOGGING)
    end_with_parent(int(sys.argv[1]))
    config = config_from()
    storage = Storage(config.data)
    storage.prepare()
    _put_sockets_into(storage.sockets)
    get_context("forkserver").set_forkserver_preload(["analyzer.no_pandas", "app.engine.preload"])
    ensure_running()
    scheduler = Scheduler(config, storage, Catalog(storage.catalog))

    def end(_signal: int, _frame: FrameType | None) -> None:
        Thread(target=scheduler.close).start()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=serve(scheduler.registry, storage.run), daemon=True).start()
    scheduler.run()
    os.unlink(socket_path(storage.run))
    shutil.rmtree(storage.sockets, ignore_errors=True)
    return 0


def _put_sockets_into(folder: Path) -> None:
    """Has ``multiprocessing`` put its sockets there, not into a new folder in /tmp each time: an
    engine that is killed cannot tidy up, so the next one does. Where their names would be too long
    for sockets, /tmp it is."""
    shutil.rmtree(folder, ignore_errors=True)
    folder = folder.absolute()
    if len(os.fsencode(folder / "pymp-12345678" / "listener-12345678")) <= _LONGEST_SOCKET:
        folder.mkdir(mode=0o700)
        tempfile.tempdir = str(folder)


if __name__ == "__main__":
    from analyzer.errors import LoglanesError

    # The server's thread ends the interpreter when asked to shut down: so does this one.
    try:
        code = main()
    except LoglanesError as error:
        sys.stderr.write(f"{error.title}: {error}\n")
        code = 1
    sys.stdout.flush()
    os._exit(code)
