"""The lab: the same analysis through every engine, on the user's own log and machine."""

from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from analyzer.engines.cpu_budget import cpu_budget
from analyzer.engines.crew import cause
from analyzer.engines.registry import ENGINES
from analyzer.engines.start_method import process_context
from analyzer.errors import EngineFailed, LoglanesError, UsageError
from analyzer.lab.bench import Cell, LabProgress, Protocol, run_bench
from analyzer.lab.figures import LabResult
from analyzer.lab.sample import sample
from analyzer.model import Source
from analyzer.source.chunks import chunk_bytes_for, open_source

MOST_BYTES = 256 << 20
"""More of a log teaches nothing new."""

MOST_ROUNDS = 50

_LIMIT_SECONDS = 120.0
_PATIENCE_SECONDS = 2.0


def _ignore(_progress: LabProgress) -> None:
    """Nobody watches."""


def run_lab(
    log: str | Source,
    engines: Sequence[str] | None = None,
    workers: Sequence[int] | None = None,
    rounds: int = 3,
    max_bytes: int = MOST_BYTES,
    on_progress: Callable[[LabProgress], None] = _ignore,
    limit_s: float = _LIMIT_SECONDS,
) -> LabResult:
    """Compares ``engines`` (all) with each number of ``workers`` (one, and what the machine has) on
    the first ``max_bytes`` of ``log``, cut after a record; of a compressed log or an archive, on
    those of the first log in it.

    The file is read once, so that all find it in the page cache. The first run, of one process, is
    thrown away but for its report, which the others must match. Then come the rounds, each with
    its own order from a fixed seed. Every run has a process of its own and ``limit_s`` seconds; an
    engine that fails or is late is a row that says so. What ``on_progress`` raises ends the lab.

    Raises UsageError for a choice that cannot be, and what an analysis raises where one process
    cannot analyse the log.
    """
    cells = _cells(engines or list(ENGINES), workers or sorted({1, cpu_budget()}), rounds)
    whole = open_source(0, log) if isinstance(log, str) else log
    with sample(whole, max_bytes) as source:
        chunk_bytes = chunk_bytes_for(source.size, max(cell.workers for cell in cells))
        return _bench(Protocol(source, cells, chunk_bytes, rounds, limit_s), on_progress)


def _bench(protocol: Protocol, on_progress: Callable[[LabProgress], None]) -> LabResult:
    """Runs it in a process of its own."""
    context = process_context()
    mine, theirs = context.Pipe()
    process: BaseProcess = context.Process(  # type: ignore[attr-defined]
        target=run_bench, args=(theirs, protocol), name="lab"
    )
    process.start()
    theirs.close()
    try:
        return _attend(mine, process, on_progress)
    finally:
        mine.close()  # tells the bench to leave
        process.join(_PATIENCE_SECONDS)
        process.kill()
        process.join()


def _attend(
    bench: Connection, process: BaseProcess, on_progress: Callable[[LabProgress], None]
) -> LabResult:
    while True:
        wait([bench, process.sentinel])
        try:
            message = bench.recv() if bench.poll() else None
        except (EOFError, ConnectionResetError):
            message = None
        if isinstance(message, LabProgress):
            on_progress(message)
        elif isinstance(message, LoglanesError):
            raise message
        elif isinstance(message, LabResult):
            return message
        else:
            process.join(_PATIENCE_SECONDS)
            raise EngineFailed(f"The lab's process {cause(process.exitcode)}.")


def _cells(engines: Sequence[str], workers: Sequence[int], rounds: int) -> list[Cell]:
    for name in engines:
        if name not in ENGINES:
            raise UsageError(f"There is no engine {name!r}. Engines: {', '.join(ENGINES)}.")
    if min(workers) < 1:
        raise UsageError("An engine needs at least one worker.")
    if not 1 <= rounds <= MOST_ROUNDS:
        raise UsageError(f"{rounds} rounds make no sense. Choose 1 to {MOST_ROUNDS}.")
    counts = sorted(set(workers))
    return [
        Cell(name, count)
        for name in dict.fromkeys(engines)
        for count in (counts if ENGINES[name].parallel else [1])
    ]
