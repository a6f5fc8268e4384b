"""What runs in the workers of a pool: one task at a time, and nothing escapes."""

import os
import resource
import signal
import time
from dataclasses import dataclass
from multiprocessing import parent_process
from multiprocessing.connection import wait
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from threading import Thread
from typing import Any

from analyzer.engines import beacon
from analyzer.engines.base import Call, Worker
from analyzer.engines.control import Control
from analyzer.engines.recorder import IDLE, Recorder

_SLOT_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Setting:
    """What a worker needs: the call, the shared recorder and control, the folder ``spool`` for
    payloads (a file costs a sixth of a pipe for a megabyte), the number of the first lane, and the
    most memory in bytes that it may allocate (0: no limit)."""

    call: Call
    recorder: Recorder
    control: Control
    spool: str
    first_worker: int
    memory_limit: int


@dataclass(slots=True)
class _Me:
    setting: Setting
    slot: int
    worker: Worker


_me: _Me


def begin_worker(setting: Setting, taken: "Synchronized[int]", asked_ns: int) -> None:
    """The pool's initializer: takes a slot, and sees to it that this process ends with its pool."""
    global _me
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if setting.memory_limit:
        resource.setrlimit(resource.RLIMIT_DATA, (setting.memory_limit, setting.memory_limit))
    Thread(target=_end_with_parent, daemon=True).start()
    # A lock that a killed worker took with it must not hold up the others for ever.
    if not taken.get_lock().acquire(timeout=_SLOT_SECONDS):
        os._exit(1)
    try:
        slot = taken.value
        taken.value += 1
    finally:
        taken.get_lock().release()
    number = setting.first_worker + slot
    setting.recorder.begin(slot, number)
    beacon.listen(lambda phase, size: setting.recorder.beat(slot, phase, size))
    _me = _Me(setting, slot, Worker(number, os.getpid(), asked_ns, time.monotonic_ns()))


def _end_with_parent() -> None:
    parent = parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os._exit(1)


def work(position: int, task: Any, submitted_ns: int) -> tuple[Any, ...]:
    """Runs one task; returns plain values. An exception that cannot be unpickled, or an exit,
    would hang the pool."""
    me = _me
    me.setting.control.wait_while_paused()
    me.setting.recorder.take(me.slot, position)
    try:
        product = me.setting.call(task)
        file = Path(me.setting.spool) / f"{me.worker.number}-{position}"
        file.write_bytes(product.payload)
        returned = time.monotonic_ns()
        return "done", position, me.worker, str(file), product.trace, submitted_ns, returned
    except BaseException as error:
        return "failed", position, me.worker, _reason(error)
    finally:
        me.setting.recorder.take(me.slot, IDLE)


def _reason(error: BaseException) -> str:
    """The error's name and text; its name alone where it has no text to give."""
    try:
        return f"{type(error).__name__}: {error}"
    except Exception:
        return type(error).__name__
