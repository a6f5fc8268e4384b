"""Processor time of this process and of all it started, grandchildren and orphans included.

The system adds a child's time to its parent's when the parent waits for the child. A process whose
parent ended first goes to process 1, and its time with it: the workers of a pool that was killed
would seem to have worked for nothing. So this process takes the orphans in.
"""

import ctypes
import os
import resource
import time

_PR_SET_CHILD_SUBREAPER = 36
_PATIENCE_SECONDS = 1.0


def adopt_orphans() -> None:
    """From now on, descendants that lose their parent become children of this process. Only Linux
    has this; elsewhere their time is missing."""
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is not None:
        prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def processor_time_ns() -> int:
    """User and system time so far, in nanoseconds, of this process and of all descendants that
    have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return int(sum(one.ru_utime + one.ru_stime for one in used) * 1e9)


def await_descendants() -> None:
    """Waits for those that are about to end, a second at most. No process that this one still
    needs may be left."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            time.sleep(0.001)
