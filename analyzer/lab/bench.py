"""The bench: the process in which the lab runs one engine after the other.

It has imported everything and has a single thread, so each run is a fork of it and begins in the
same warm state.
"""

import os
import platform
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from random import Random

from analyzer.engines.cpu_budget import cpu_budget
from analyzer.errors import AnalysisCancelled, LoglanesError
from analyzer.lab.apart import run_apart
from analyzer.lab.conclusions import break_even, findings
from analyzer.lab.figures import EngineRow, Figures, LabResult, Spread
from analyzer.lab.measure import Measured, measure
from analyzer.lab.transport import message_costs
from analyzer.model import Options, Source
from analyzer.panels.user_agents import agent_of
from analyzer.planning import make_plan
from analyzer.watch import Watch

_SEED = 7


@dataclass(frozen=True, slots=True)
class Cell:
    """An engine with a number of workers."""

    engine: str
    workers: int


@dataclass(frozen=True, slots=True)
class LabProgress:
    """``done`` of ``total`` steps are over; the next one is ``step``."""

    done: int
    total: int
    step: str


@dataclass(frozen=True, slots=True)
class Protocol:
    """What the bench is to do: every cell ``rounds`` times on the source in chunks of
    ``chunk_bytes``, with ``limit_s`` seconds for each run."""

    source: Source
    cells: Sequence[Cell]
    chunk_bytes: int
    rounds: int
    limit_s: float

    @property
    def steps(self) -> int:
        """How many steps of progress there are."""
        return 2 + len(self.cells) * self.rounds


def run_bench(caller: Connection, protocol: Protocol) -> None:
    """Sends a LabProgress before each step, and at the end the LabResult or the LoglanesError that
    ended the lab. Ends at once when the caller closes its end."""
    try:
        caller.send(_Bench(caller, protocol).run())
    except AnalysisCancelled:
        return
    except LoglanesError as error:
        caller.send(error)


class _Bench:
    def __init__(self, caller: Connection, protocol: Protocol) -> None:
        self._caller, self._protocol = caller, protocol
        self._done = 0
        self._load = os.getloadavg()[0]

    def run(self) -> LabResult:
        protocol = self._protocol
        self._step("one run to warm up")
        _warm_up(protocol.source)
        first = self._measure(Cell("serial", 1))
        runs = {cell: _CellRuns(cell) for cell in protocol.cells}
        for number, cell in self._schedule():
            self._step(f"round {number}: {cell.engine}, workers: {cell.workers}")
            runs[cell].add(self._measure)
        self._step("one message by each transport")
        costs = run_apart(message_costs, limit_s=protocol.limit_s, leave=self._caller)
        rows = [runs[cell].row(protocol.source, first) for cell in protocol.cells]
        balance = break_even(rows)
        return LabResult(
            source=protocol.source.name,
            size=os.path.getsize(protocol.source.path),
            bytes=protocol.source.size,
            records=first.records,
            chunks=first.chunks,
            chunk_bytes=protocol.chunk_bytes,
            rounds=protocol.rounds,
            sha256=first.sha256,
            identical=all(row.same for row in rows if row.figures),
            rows=tuple(rows),
            messages=tuple(costs),
            break_even=balance,
            findings=tuple(findings(rows, costs, balance)),
            machine={
                "processors": str(cpu_budget()),
                "python": platform.python_version(),
                "system": platform.platform(),
                "load": f"{self._load:.1f}",
            },
        )

    def _schedule(self) -> Iterator[tuple[int, Cell]]:
        """Every cell once a round, each round in another order: what warms up, cools down or drifts
        must not always hit the same engine."""
        dice = Random(_SEED)  # noqa: S311  the same order every time
        for number in range(1, self._protocol.rounds + 1):
            for cell in dice.sample(self._protocol.cells, len(self._protocol.cells)):
                yield number, cell

    def _step(self, step: str) -> None:
        self._caller.send(LabProgress(self._done, self._protocol.steps, step))
        self._done += 1

    def _measure(self, cell: Cell) -> Measured:
        protocol = self._protocol
        arguments = protocol.source, cell.engine, cell.workers, protocol.chunk_bytes
        return run_apart(measure, *arguments, limit_s=protocol.limit_s, leave=self._caller)


def _warm_up(source: Source) -> None:
    """What the first analysis of a process builds once: formats, and patterns of user agents, which
    take longer than a small log. Nothing that starts a thread."""
    make_plan([source], Options(), Watch())
    agent_of("any")


class _CellRuns:
    """All rounds of one cell."""

    def __init__(self, cell: Cell) -> None:
        self._cell = cell
        self._runs: list[Measured] = []
        self._failure = ""

    def add(self, run: Callable[[Cell], Measured]) -> None:
        """One more round, unless an earlier one has failed."""
        if self._failure:
            return
        try:
            self._runs.append(run(self._cell))
        except AnalysisCancelled:
            raise
        except LoglanesError as error:
            self._failure = str(error)

    def row(self, source: Source, first: Measured) -> EngineRow:
        cell = self._cell
        if self._failure:
            return EngineRow(cell.engine, cell.workers, None, self._failure, "", False)
        other = next((run for run in self._runs if run.sha256 != first.sha256), None)
        return EngineRow(
            cell.engine,
            cell.workers,
            _figures(self._runs, source.size),
            "",
            other.sha256 if other else first.sha256,
            other is None,
        )


def _figures(runs: Sequence[Measured], size: int) -> Figures:
    return Figures(
        wall_ms=Spread.of(run.wall_ns / 1e6 for run in runs),
        cpu_ms=Spread.of(run.cpu_ns / 1e6 for run in runs),
        startup_ms=Spread.of(run.startup_ns / 1e6 for run in runs),
        fixed_ms=Spread.of(run.fixed_ns / 1e6 for run in runs),
        transfer_ms=Spread.of(run.transfer_ns / 1e6 for run in runs),
        records_per_s=Spread.of(run.records * 1e9 / run.wall_ns for run in runs),
        megabytes_per_s=Spread.of(size * 1e3 / (run.wall_ns - run.fixed_ns) for run in runs),
        moved_bytes=runs[0].moved_bytes,
    )
