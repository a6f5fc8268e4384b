"""Memory of a process and all its descendants, by sampling.

What is counted is the proportional set size: a page that several processes share is divided among
them, so that the sum over a tree counts each page once. (Resident sizes would count what a forked
worker shares with its parent twice.)
"""

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

_INTERVAL_S = 0.01
_PROC = Path("/proc")


@dataclass(slots=True)
class Memory:
    """Peaks in bytes: of each process by its id, and of the sum over all at one moment."""

    by_process: dict[int, int] = field(default_factory=dict)
    together: int = 0

    @property
    def largest(self) -> int:
        """Of the process with the highest peak."""
        return max(self.by_process.values(), default=0)

    def take(self, sample: Mapping[int, int]) -> None:
        """One look at all processes."""
        for process, size in sample.items():
            self.by_process[process] = max(size, self.by_process.get(process, 0))
        self.together = max(self.together, sum(sample.values()))


@contextmanager
def watching(root: int) -> Iterator[Memory]:
    """Samples the process ``root`` and its descendants until the block ends; all zero where the
    system does not tell. It costs the watched ones time, so a watched run is never a timed one."""
    memory, over = Memory(), threading.Event()

    def watch() -> None:
        while not over.is_set():
            begun = time.monotonic()
            memory.take(sizes(root))
            # Reading the figures of large processes takes a while: never more than half the time.
            over.wait(max(_INTERVAL_S, time.monotonic() - begun))

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield memory
    finally:
        over.set()
        thread.join()


def sizes(root: int) -> dict[int, int]:
    """Bytes of each living process of the tree."""
    found: dict[int, int] = {}
    left = [root]
    while left:
        process = left.pop()
        size = _proportional(process)
        if size:
            found[process] = size
        left += _children(process)
    return found


def _proportional(process: int) -> int:
    try:
        lines = (_PROC / str(process) / "smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) << 10 for line in lines if line.startswith("Pss:")), 0)


def _children(process: int) -> list[int]:
    found: list[int] = []
    try:
        for thread in (_PROC / str(process) / "task").iterdir():
            found += map(int, (thread / "children").read_text(encoding="ascii").split())
    except OSError:
        pass
    return found
