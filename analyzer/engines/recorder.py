"""The flight recorder: what each worker is doing, in shared memory that outlives the worker.

One slot a worker and one writer a slot, so no lock is needed and none can be lost with a killed
process. Anyone holding the array reads it without a message.
"""

import os
import resource
import time
from collections.abc import Iterable
from dataclasses import dataclass
from multiprocessing.sharedctypes import RawArray
from typing import Any

_WIDTH = 8
_PID, _TASK, _SINCE, _BEAT, _PHASE, _BYTES, _PEAK, _NUMBER = range(_WIDTH)

IDLE = -1
"""The task of a worker that has none."""

PHASES = ("idle", "read", "parse", "aggregate", "store")
"""What a worker may say that it does; anything else is shown as idle."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One worker as last seen: its lane's number, the task it is on (IDLE: none) and since when,
    when it last wrote, its phase, the bytes it has read of its task, and its peak memory in bytes.
    Times are monotonic nanoseconds."""

    index: int
    pid: int
    task: int
    since_ns: int
    beat_ns: int
    phase: str
    bytes: int
    peak_bytes: int
    number: int


class Recorder:
    """Slots for ``workers`` processes and as many replacements. Travels to child processes as an
    argument; the memory behind it is shared."""

    def __init__(self, workers: int) -> None:
        self._cells: Any = RawArray("q", _WIDTH * 2 * workers)

    def clear(self) -> None:
        """Before a generation: all slots are free."""
        self._cells[:] = [0] * len(self._cells)

    def begin(self, slot: int, number: int) -> None:
        """The calling process takes the slot for lane ``number``."""
        self._write(slot, {_TASK: IDLE, _NUMBER: number, _BEAT: time.monotonic_ns()})
        self._cells[slot * _WIDTH + _PID] = os.getpid()

    def take(self, slot: int, task: int) -> None:
        """The slot's worker now works on ``task``, or on none."""
        now = time.monotonic_ns()
        # Linux counts in KiB.
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10
        values = {_TASK: task, _SINCE: now, _BEAT: now, _PHASE: 0, _BYTES: 0, _PEAK: peak}
        self._write(slot, values)

    def beat(self, slot: int, phase: str, bytes_read: int) -> None:
        """The slot's worker is alive, in ``phase``, with so many bytes of its task read."""
        number = PHASES.index(phase) if phase in PHASES else 0
        self._write(slot, {_PHASE: number, _BYTES: bytes_read, _BEAT: time.monotonic_ns()})

    def _write(self, slot: int, values: dict[int, int]) -> None:
        for field, value in values.items():
            self._cells[slot * _WIDTH + field] = value

    def slots(self) -> list[Slot]:
        """All slots that a process has taken."""
        return list(self._slots())

    def _slots(self) -> Iterable[Slot]:
        cells = self._cells[:]
        for index in range(len(cells) // _WIDTH):
            row = cells[index * _WIDTH : (index + 1) * _WIDTH]
            if row[_PID]:
                yield Slot(
                    index,
                    row[_PID],
                    row[_TASK],
                    row[_SINCE],
                    row[_BEAT],
                    PHASES[row[_PHASE]],
                    row[_BYTES],
                    row[_PEAK],
                    row[_NUMBER],
                )
