"""A lab leaves as little behind as an engine."""

from tests.analyzer.engines.conftest import (
    _helpers_of_multiprocessing,
    _in_time,
    _nothing_left_behind,
)

__all__ = ["_helpers_of_multiprocessing", "_in_time", "_nothing_left_behind"]
