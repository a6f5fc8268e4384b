"""One job in a process of its own: with a time limit, and with nothing left when it is over.

Each job starts from the same state, whatever ran before it. And its process has a single thread, so
that it may fork.
"""

import os
import shutil
import signal
import tempfile
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

from analyzer.engines.crew import cause
from analyzer.engines.start_method import process_context
from analyzer.errors import AnalysisCancelled, EngineFailed, LoglanesError

_SPARE_SECONDS = 5

T = TypeVar("T")


def run_apart(
    job: Callable[..., T], *arguments: Any, limit_s: float, leave: Connection | None = None
) -> T:
    """What ``job(*arguments)`` returns; both pickle.

    Raises what it raises, if that is an error of ours; EngineFailed for anything else, for its
    death, and when ``limit_s`` seconds have passed; AnalysisCancelled when there is something to
    read from ``leave``, or its other end is closed.
    """
    context = process_context()
    folder = tempfile.mkdtemp(prefix="loglanes-lab-")
    reader, writer = context.Pipe(duplex=False)
    process = context.Process(  # type: ignore[attr-defined]
        target=_run, args=(writer, folder, limit_s, job, arguments), name="lab run"
    )
    process.start()
    writer.close()
    try:
        ready = wait([reader, process.sentinel, *([leave] if leave else [])], limit_s)
        if not ready:
            raise EngineFailed(f"It was not finished after {limit_s:g} s.")
        if leave in ready:
            raise AnalysisCancelled("The lab was left before it was done.")
        result, error = reader.recv()
    except EOFError:
        process.join()
        raise EngineFailed(f"Its process {cause(process.exitcode)}.") from None
    finally:
        reader.close()
        process.kill()
        process.join()
        shutil.rmtree(folder, ignore_errors=True)
    if error is not None:
        raise error
    return result  # type: ignore[no-any-return]


def _run(
    writer: Connection, folder: str, limit_s: float, job: Callable[..., T], arguments: Any
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the lab decides what an interrupt means
    # Should the lab be killed, nobody else would end a job that hangs.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(int(limit_s) + _SPARE_SECONDS)
    tempfile.tempdir = folder
    result, error = None, None
    try:
        result = job(*arguments)
    except LoglanesError as known:
        error = known
    except Exception as unknown:
        error = EngineFailed(f"{type(unknown).__name__}: {unknown}")
    writer.send((result, error))
    os._exit(0)
