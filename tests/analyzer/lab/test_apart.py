"""A job in a process of its own."""

import os
import signal
import tempfile
import threading
import time
from multiprocessing import Pipe, Process
from pathlib import Path

import pytest

from analyzer.errors import AnalysisCancelled, EngineFailed, UsageError
from analyzer.lab.apart import run_apart


def who() -> tuple[int, int]:
    return os.getpid(), threading.active_count()


def refuse() -> None:
    raise UsageError("not like this")


def stumble() -> None:
    raise ValueError("a stone")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def litter() -> str:
    return tempfile.mkdtemp()


def work_in_vain(seconds: float) -> None:
    Process(target=time.sleep, args=(seconds,), daemon=True).start()
    time.sleep(seconds)


def test_it_has_a_process_with_one_thread() -> None:
    pid, threads = run_apart(who, limit_s=20)
    assert pid != os.getpid()
    assert threads == 1


def test_an_error_of_ours_comes_through() -> None:
    with pytest.raises(UsageError, match="not like this"):
        run_apart(refuse, limit_s=20)


def test_any_other_end_is_a_failure_with_its_reason() -> None:
    with pytest.raises(EngineFailed, match="ValueError: a stone"):
        run_apart(stumble, limit_s=20)
    with pytest.raises(EngineFailed, match="was killed by SIGKILL"):
        run_apart(die, limit_s=20)


def test_it_ends_at_its_limit() -> None:
    with pytest.raises(EngineFailed, match=r"not finished after 0\.5 s"):
        run_apart(time.sleep, 60, limit_s=0.5)


def test_it_ends_when_it_is_told_to_leave() -> None:
    mine, theirs = Pipe()
    theirs.close()
    with pytest.raises(AnalysisCancelled):
        run_apart(time.sleep, 60, limit_s=60, leave=mine)
    mine.close()


def test_its_temporary_files_go_with_it() -> None:
    assert not Path(run_apart(litter, limit_s=20)).exists()
