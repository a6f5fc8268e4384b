"""What the figures were measured on."""

import os
import platform
from collections.abc import Sequence
from pathlib import Path

_PROC = Path("/proc")


def machine_line(versions: Sequence[str]) -> str:
    """Cores, processor, memory, system and versions, in one line."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    facts = [
        f"{cores} cores",
        _field("cpuinfo", "model name") or platform.processor() or platform.machine(),
        f"{_memory_bytes() / 1e9:.0f} GB of memory",
        f"{platform.system()} {platform.release()}",
        f"Python {platform.python_version()}",
        *versions,
    ]
    return ", ".join(facts)


def load() -> float:
    """Processes that wanted a core during the last minute, on average."""
    return os.getloadavg()[0]


def _memory_bytes() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def _field(file: str, name: str) -> str:
    try:
        lines = (_PROC / file).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    values = (line.partition(":")[2].strip() for line in lines if line.startswith(name))
    return next(values, "")
