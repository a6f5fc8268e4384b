"""How to make a process: by fork only where that is safe."""

from multiprocessing import get_context
from multiprocessing.context import BaseContext
from multiprocessing.forkserver import ensure_running
from pathlib import Path

_STATUS = Path("/proc/self/status")
_PRELOADED = [
    "analyzer.no_pandas",
    "analyzer.worker",
    "analyzer.engines.generation",
    "analyzer.decode.process",
]


def process_context(method: str | None = None) -> BaseContext:
    """What makes processes by ``method``; without one, by the method that fits: ``fork`` while this
    process has a single thread: nothing can be caught holding a lock, the child has everything
    imported, and it takes 2 ms. ``forkserver`` otherwise.

    A fork server is not shared with nested processes: CPython starts a new one, which imports
    everything again (measured: 0.4 s of processor time).
    """
    method = method or ("fork" if may_fork() else "forkserver")
    context = get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(_PRELOADED)
        ensure_running()
    return context


def may_fork() -> bool:
    """Whether this process has a single thread."""
    return _threads() == 1


def _threads() -> int | None:
    """Of this process, those that no Python code started included; None where none can tell."""
    try:
        status = _STATUS.read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("Threads:"))
