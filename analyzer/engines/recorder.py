"""The flight recorder: what each worker is doing, in shared memory that outlives the worker.

One slot a worker and one writer a slot, so no lock is needed and none can be lost with a killed
process. Anyone holding the array reads it without a message.
"""

import os
import time
from dataclasses import dataclass
from multiprocessing.sharedctypes import RawArray
from typing import Any

_WIDTH = 4
_PID, _TASK, _BUSY, _BEAT = range(_WIDTH)

IDLE = -1
"""The task of a worker that has none."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One worker as last seen. ``task`` is a position in the generation's tasks or IDLE;
    ``busy_ns`` is the sum of its calls so far, ``beat_ns`` when it last wrote."""

    number: int
    pid: int
    task: int
    busy_ns: int
    beat_ns: int


class Recorder:
    """Slots for ``workers`` processes and as many replacements. Travels to child processes as an
    argument; the memory behind it is shared."""

    def __init__(self, workers: int) -> None:
        self._cells: Any = RawArray("q", _WIDTH * 2 * workers)

    def begin(self, slot: int) -> None:
        """The calling process takes the slot."""
        self._cells[slot * _WIDTH + _TASK] = IDLE
        self._cells[slot * _WIDTH + _BEAT] = time.monotonic_ns()
        self._cells[slot * _WIDTH + _PID] = os.getpid()

    def note(self, slot: int, task: int) -> None:
        """The slot's worker now works on ``task``, or on none."""
        now, base = time.monotonic_ns(), slot * _WIDTH
        if task == IDLE:
            self._cells[base + _BUSY] += now - self._cells[base + _BEAT]
        self._cells[base + _TASK] = task
        self._cells[base + _BEAT] = now

    def slots(self) -> list[Slot]:
        """All slots that a process has taken."""
        cells = self._cells[:]
        rows = [cells[at : at + _WIDTH] for at in range(0, len(cells), _WIDTH)]
        return [Slot(number, *row) for number, row in enumerate(rows) if row[_PID]]
