"""Engines by name."""

from collections.abc import Callable, Mapping

from analyzer.engines.base import Engine
from analyzer.engines.pool import PoolEngine, Split
from analyzer.engines.serial import SerialEngine
from analyzer.errors import UsageError

ENGINES: Mapping[str, Callable[[int, Split], Engine]] = {
    "serial": lambda _workers, _split: SerialEngine(),
    "pool": PoolEngine,
}


def engine_named(name: str, workers: int, split: Split) -> Engine:
    """A new engine; UsageError naming the known ones where there is none of that name."""
    try:
        return ENGINES[name](workers, split)
    except KeyError:
        raise UsageError(f"There is no engine {name!r}. Engines: {', '.join(ENGINES)}.") from None
