"""A lab leaves as little behind as an engine."""

from multiprocessing import resource_tracker

import pytest

from analyzer.engines.start_method import process_context
from tests.analyzer.engines.conftest import _in_time, _nothing_left_behind


@pytest.fixture(autouse=True, scope="session")
def _helpers_of_multiprocessing() -> None:
    """As for the engines, and with a fork server that has loaded what a lab needs."""
    process_context("forkserver")
    resource_tracker.ensure_running()


__all__ = ["_in_time", "_nothing_left_behind"]
