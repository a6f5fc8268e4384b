"""How many workers on chunks of which size: what the caller says, what earlier runs on this host
measured, or a rule of thumb."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analyzer.engines.cpu_budget import cpu_budget
from analyzer.engines.pool import PoolEngine
from analyzer.engines.serial import SerialEngine
from analyzer.model import Options
from analyzer.sizes import show_size
from analyzer.source.chunks import chunk_bytes_for
from analyzer.timing.costs import Measured
from analyzer.timing.experience import Experience, typical
from analyzer.timing.prediction import (
    Setting,
    advisable,
    alone_ns,
    own_setting,
    predict_ns,
    recommended,
)

_ALONE = 256 << 10
"""Sources of fewer bytes together are parsed in the calling process: starting others takes longer
(measured: about 60 ms against 10 ms)."""

_MOST_ALONE = 16 << 20
"""Whatever was measured, no more: a process that works alone survives nothing that a pool would."""


_ENOUGH = 4
"""Chunks a worker."""

_FEW_WORKERS, _SMALL_CHUNK = 2, 4 << 20
"""What is left where memory is to be spared."""

_SPARING = "At most two workers on chunks of 4 MiB, as asked for to spare memory."

_RULE = "By rule of thumb, eight chunks a worker: no earlier run with this format is remembered."


@dataclass(frozen=True, slots=True)
class Choice:
    """``by`` whom or what it was made: caller, size, rule, earlier runs, or checkpoints; ``why`` is
    a sentence. ``sparing`` says that memory comes before speed."""

    workers: int
    chunk_bytes: int
    engine: str
    by: str
    why: str
    sparing: bool = False

    def to_json(self) -> dict[str, str]:
        """{"by", "why"}: the rest the report tells anyway."""
        return {"by": self.by, "why": self.why}

    def preceded_by(self, source: str) -> "Choice":
        """The same with ``source`` before the reason."""
        return replace(self, why=source + self.why)

    def begun_with(self, chunk_bytes: int) -> "Choice":
        """The choice for an analysis that began with chunks of that size."""
        if chunk_bytes == self.chunk_bytes:
            return self
        why = f"It goes on with chunks of {show_size(chunk_bytes)}, with which it had begun."
        return replace(self, chunk_bytes=chunk_bytes, by="checkpoints", why=why)


def choose(sizes: Sequence[int], options: Options, earlier: Sequence[Experience]) -> Choice:
    """For sources of ``sizes`` bytes; ``earlier`` are runs on this host over the same format."""
    if options.low_memory:
        return _sparing(sum(sizes), options)
    workers = options.workers or cpu_budget()
    chunk_bytes = options.chunk_bytes or chunk_bytes_for(sum(sizes), workers)
    usual = Choice(workers, chunk_bytes, options.engine or PoolEngine.name, "rule", _RULE)
    if options.workers and options.chunk_bytes:
        return replace(usual, by="caller", why="Workers and chunk size are as asked for.")
    if _may_be_alone(options) and sum(sizes) < _ALONE:
        why = f"Below {show_size(_ALONE)}, starting workers takes longer than the work."
        return replace(usual, engine=SerialEngine.name, by="size", why=why)
    if not earlier or not sum(sizes) or usual.engine != PoolEngine.name:
        return usual
    run = typical(earlier).expected(sizes, Setting(workers, chunk_bytes), cpu_budget())
    return replace(_best(run, options, usual), by="earlier runs").preceded_by(
        f"From {len(earlier)} earlier run{'s' * (len(earlier) > 1)} with this format on this host: "
    )


def _sparing(total: int, options: Options) -> Choice:
    workers = options.workers or min(cpu_budget(), _FEW_WORKERS)
    chunk_bytes = options.chunk_bytes or min(chunk_bytes_for(total, workers), _SMALL_CHUNK)
    engine = options.engine or PoolEngine.name
    return Choice(workers, chunk_bytes, engine, "caller", _SPARING, sparing=True)


def _may_be_alone(options: Options) -> bool:
    return options.workers is None and options.engine is None


def _best(run: Measured, options: Options, usual: Choice) -> Choice:
    """Of what the caller left open."""
    own = own_setting(run)
    best = recommended(run, list(_open_to(options, sum(run.sizes))))
    expected, alone = predict_ns(run, best), alone_ns(run)
    if _may_be_alone(options) and sum(run.sizes) <= _MOST_ALONE and alone <= expected:
        why = f"one process alone takes {_seconds(alone)}, {best.in_words} {_seconds(expected)}."
        return replace(usual, engine=SerialEngine.name, why=why)
    if best == own:
        why = f"nothing is better than {own.in_words}, {_seconds(expected)}."
        return replace(usual, why=why)
    why = (
        f"{best.in_words} take {_seconds(expected)},"
        f" {own.in_words} would take {_seconds(predict_ns(run, own))}."
    )
    return replace(usual, workers=best.workers, chunk_bytes=best.chunk_bytes, why=why)


def _open_to(options: Options, total: int) -> Iterator[Setting]:
    """Other settings that the caller allows, and that leave chunks enough to go round: the model
    knows nothing of the one that takes longer than all others."""
    for one in advisable(cpu_budget()):
        workers = options.workers or one.workers
        chunk_bytes = options.chunk_bytes or one.chunk_bytes
        if workers * _ENOUGH * chunk_bytes <= total:
            yield Setting(workers, chunk_bytes)


def _seconds(nanoseconds: float) -> str:
    return f"about {nanoseconds / 1e9:.2f} s"
