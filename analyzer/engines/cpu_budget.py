"""How many processes may run at once: what the operating system lets this one use."""

import os
from pathlib import Path

_CGROUP = Path("/sys/fs/cgroup/cpu.max")


def cpu_budget() -> int:
    """Processors by affinity and by the container's quota (cgroup v2), at least one."""
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, min(available or 1, _quota() or 1 << 16))


def _quota() -> int | None:
    try:
        quota, period = _CGROUP.read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return None
    return None if quota == "max" else -(-int(quota) // int(period))
