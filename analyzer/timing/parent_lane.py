"""The parent's own lane: what the conducting process did and when."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from analyzer.model import Span
from analyzer.timing.spans import PARENT


class ParentLane:
    """Collects the parent's spans. Phases do not nest."""

    def __init__(self) -> None:
        self.started_ns = time.monotonic_ns()
        self.spans: list[Span] = []

    @contextmanager
    def phase(self, name: str, chunk: int = -1) -> Iterator[None]:
        """Records the block as a span of that phase."""
        start, cpu = time.monotonic_ns(), time.thread_time_ns()
        try:
            yield
        finally:
            spent = time.thread_time_ns() - cpu
            self.spans.append(Span(PARENT, chunk, name, start, time.monotonic_ns(), cpu_ns=spent))

    @property
    def elapsed_ns(self) -> int:
        """Since the run began."""
        return time.monotonic_ns() - self.started_ns
