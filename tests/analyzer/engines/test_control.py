"""Pause, resume and cancel: one shared byte."""

import time
from threading import Timer

from analyzer.engines.control import Control
from analyzer.engines.pool import PoolEngine
from tests.analyzer.support.calls import call, split

TASKS = [(f"task {number}",) for number in range(6)]


def test_a_cancelled_run_ends_early_without_an_error() -> None:
    control = Control()
    outcomes = PoolEngine(2, split, control=control).run(call, [("quick",), ("hang",), ("hang",)])
    next(outcomes)
    began = time.monotonic()
    control.cancel()
    assert list(outcomes) == []
    assert time.monotonic() - began < 2


def test_a_run_cancelled_before_it_began_does_nothing() -> None:
    control = Control()
    control.cancel()
    assert list(PoolEngine(2, split, control=control).run(call, TASKS)) == []


def test_a_paused_run_goes_on_when_resumed_and_loses_nothing() -> None:
    control = Control()
    control.pause()
    began = time.monotonic()
    timer = Timer(0.4, control.resume)
    timer.start()
    outcomes = list(PoolEngine(2, split, control=control).run(call, TASKS))
    timer.join()
    assert time.monotonic() - began >= 0.4
    assert sorted(one.task for one in outcomes) == TASKS


def test_a_paused_run_can_be_cancelled() -> None:
    control = Control()
    control.pause()
    timer = Timer(0.2, control.cancel)
    timer.start()
    assert list(PoolEngine(2, split, control=control).run(call, TASKS)) == []
    timer.join()


def test_a_cancelled_run_stays_cancelled() -> None:
    control = Control()
    control.cancel()
    control.pause()
    control.resume()
    assert control.cancelled
    assert not control.paused
