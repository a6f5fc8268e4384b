"""What bound the run, in one plain sentence."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from analyzer.percent import percent
from analyzer.timing.figures import Summary
from analyzer.timing.lanes import Lane

_SECOND = 1e9
_PAID = 1.05
"""Sharing has paid where one process would have taken at least this times as long."""

_LARGE = 0.3
"""A share of the run that is worth naming."""

_READING = 0.4
_WAITED = 0.5
_OWNED = 0.75
"""Workers with less of a processor than this while they parsed had to wait for one."""

_ENOUGH = 4
"""Chunks a worker: with fewer, the last ones leave others idle."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What lanes do not show: how many workers there were to be, the host's processors, the
    nanoseconds that one process would have taken, the parent's processor time as a share of the
    run, None where it is not known; and whether the run is ``over``."""

    planned: int | None = None
    cores: int | None = None
    alone_ns: float | None = None
    parent_cpu_share: float | None = None
    over: bool = True


def verdict(
    summary: Summary,
    workers: Sequence[Lane],
    wall_ns: int,
    around: Circumstances = Circumstances(),
) -> str:
    """The sentence, without its full stop. That sharing did not pay goes before why."""
    phases: dict[str, int] = defaultdict(int)
    for lane in workers:
        for phase, taken in lane.phases.items():
            phases[phase] += taken
    if not phases:
        return "nothing to do: no chunk was parsed"
    seconds = wall_ns / _SECOND
    longest = max(phases, key=lambda phase: phases[phase])
    if not around.over:
        share = phases[longest] / sum(phases.values())
        return f"still running: workers spent {percent(share)} of their time so far on {longest}"
    if len(workers) == 1:
        done = f"one worker did it all in {seconds:.2f} s"
        if around.planned == 1:
            share = phases[longest] / sum(phases.values())
            return f"{done}, {percent(share)} of its work was {longest}"
        return f"{done}; the log is too small to share"
    count = min(len(workers), around.planned or len(workers))
    if _starved(summary, workers, around):
        return (
            f"nothing to do for {percent(summary.idle_share)} of the workers' time: the log was"
            " still arriving, or the run was paused"
        )
    if around.alone_ns is not None and around.alone_ns < _PAID * wall_ns:
        return (
            f"sharing did not pay: one process would have taken about"
            f" {around.alone_ns / _SECOND:.2f} s; {count} workers took {seconds:.2f} s"
            f" ({_why_not(summary, workers, wall_ns, around)})"
        )
    gave = f"{count} workers gave {summary.speed_up:.1f}x"
    if summary.merge_share > _LARGE:
        return f"merge-bound: {gave}, and merging took {percent(summary.merge_share)} of the run"
    if summary.idle_share > _LARGE:
        return f"{gave} and stood idle {percent(summary.idle_share)} of the time: {_idle(workers)}"
    reading = phases.get("read", 0) / sum(phases.values())
    if reading > _READING and 0 < summary.cpu_share < _WAITED:
        return f"disk-bound: {gave}, and reading took {percent(reading)} of their time"
    if 0 < summary.cpu_share < _OWNED:
        return f"{gave} and {_short_of_processors(summary, count, around)}"
    if summary.cpu_share:
        share = phases[longest] / sum(phases.values())
        return f"CPU-bound: {gave}, and {longest} took {percent(share)} of their time"
    return f"{longest}-bound: {gave}"


def _why_not(summary: Summary, workers: Sequence[Lane], wall_ns: int, around: Circumstances) -> str:
    boot = max(lane.boot_ns for lane in workers)
    if boot > _LARGE * wall_ns:
        return "the log is too small: starting the workers took most of what they saved"
    if summary.merge_share > _LARGE:
        return (
            f"merging, which one process does alone, took {percent(summary.merge_share)} of the run"
        )
    if summary.idle_share > _LARGE:
        return f"the workers stood idle {percent(summary.idle_share)} of the time: {_idle(workers)}"
    if 0 < summary.cpu_share < _OWNED:
        return f"they {_short_of_processors(summary, len(workers), around)}"
    return "the log is too small to share"


def _idle(workers: Sequence[Lane]) -> str:
    if _few(workers):
        return "too few chunks"
    return "they waited for the parent or for each other"


def _starved(summary: Summary, workers: Sequence[Lane], around: Circumstances) -> bool:
    """Workers and parent idle, though there were chunks enough: those were not there yet."""
    if around.parent_cpu_share is None or around.parent_cpu_share > _LARGE:
        return False
    return summary.idle_share > _WAITED and not _few(workers)


def _few(workers: Sequence[Lane]) -> bool:
    return sum(lane.chunks for lane in workers) < _ENOUGH * len(workers)


def _short_of_processors(summary: Summary, count: int, around: Circumstances) -> str:
    if around.cores is not None and count > around.cores:
        return f"shared {around.cores} processor{'' if around.cores == 1 else 's'}"
    return (
        f"had a processor for only {percent(summary.cpu_share)} of their time: other programs used"
        " them"
    )
