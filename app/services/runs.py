"""What is worth knowing of a run beside another one."""

from collections import Counter
from collections.abc import Mapping
from typing import Any


def run_in_short(report: Mapping[str, Any]) -> dict[str, Any]:
    """Of a report's timing: bytes of log, wall time, workers and engine, speed, and the busy time
    of all workers by phase (nanoseconds)."""
    timing = report["timing"]
    summary = timing["summary"]
    phases: Counter[str] = Counter()
    for lane in timing["lanes"]:
        phases.update(lane["phases"])
    return {
        "bytes": report["accounting"]["bytes"],
        "records": report["accounting"]["records"],
        "wall_ns": timing["wall_ns"],
        "workers": timing["workers"],
        "engine": timing["engine"],
        "records_per_s": summary["records_per_s"],
        "megabytes_per_s": summary["megabytes_per_s"],
        "speed_up": summary["speed_up"],
        "efficiency": summary["efficiency"],
        "phases_ns": dict(phases),
    }
