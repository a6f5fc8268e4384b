"""What a running product holds, and how long its pages take."""

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.app.product import Product


@dataclass(frozen=True)
class Footprint:
    """Of all processes at rest: open descriptors, resident memory in bytes that is not shared,
    processes, files in the data directory, and in TMPDIR, which should be its own."""

    descriptors: int
    memory: int
    processes: int
    files: int
    temporary: int

    def __str__(self) -> str:
        return (
            f"{self.processes} processes, {self.descriptors} descriptors,"
            f" {self.memory / (1 << 20):.0f} MiB, {self.files} files in the data directory,"
            f" {self.temporary} temporary"
        )


def footprint(product: Product) -> Footprint:
    """As it is now."""
    pids = product.processes()
    return Footprint(
        sum(_descriptors(pid) for pid in pids),
        sum(_memory(pid) for pid in pids),
        len(pids),
        sum(file.is_file() for file in product.data.rglob("*")),
        sum(file.is_file() for file in Path(os.environ["TMPDIR"]).rglob("*")),
    )


def page_times(product: Product, seconds: float) -> list[float]:
    """Milliseconds of one start page after another, for so long."""
    times, end = [], time.monotonic() + seconds
    while time.monotonic() < end:
        began = time.monotonic()
        assert product.client.get("/").status == 200
        times.append((time.monotonic() - began) * 1000)
    return times


def quantiles(times: Sequence[float]) -> str:
    """p50, p99 and the longest."""
    ordered = sorted(times)
    p50, p99 = (ordered[int(len(ordered) * share)] for share in (0.5, 0.99))
    return f"p50 {p50:.1f} ms, p99 {p99:.1f} ms, longest {ordered[-1]:.0f} ms, n {len(times):,}"


def _descriptors(pid: int) -> int:
    try:
        return len(os.listdir(f"/proc/{pid}/fd"))
    except OSError:
        return 0


def _memory(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) << 10 for line in lines if line.startswith("Private_"))
