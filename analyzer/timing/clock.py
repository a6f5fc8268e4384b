"""Phases measured inside one chunk: wall time on the clock that all processes share, and this
thread's processor time."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


class PhaseClock:
    """Adds up time by phase. Phases of one chunk interleave block by block; what is kept is their
    sum, never a timer per line."""

    def __init__(self) -> None:
        self.started_ns = time.monotonic_ns()
        self.wall_ns: dict[str, int] = {}
        self.cpu_ns: dict[str, int] = {}

    @contextmanager
    def measure(self, phase: str) -> Iterator[None]:
        """Counts the block's time to ``phase``."""
        wall, cpu = time.monotonic_ns(), time.thread_time_ns()
        try:
            yield
        finally:
            self.wall_ns[phase] = self.wall_ns.get(phase, 0) + time.monotonic_ns() - wall
            self.cpu_ns[phase] = self.cpu_ns.get(phase, 0) + time.thread_time_ns() - cpu
