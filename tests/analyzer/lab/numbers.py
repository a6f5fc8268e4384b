"""Results of a lab that never ran."""

from analyzer.lab.figures import EngineRow, Figures, LabResult, MessageCost, Spread


def spread(median: float, around: float = 0.0) -> Spread:
    """Of three rounds."""
    return Spread(median, median - around, median + around, 3)


def row(
    engine: str,
    workers: int,
    wall_ms: float,
    around: float = 1.0,
    fixed_ms: float = 10.0,
    rate: float = 100.0,
) -> EngineRow:
    """An engine that took so long, ``around`` more or less."""
    figures = Figures(
        wall_ms=spread(wall_ms, around),
        cpu_ms=spread(wall_ms),
        startup_ms=spread(5.0),
        fixed_ms=spread(fixed_ms),
        transfer_ms=spread(0.5),
        records_per_s=spread(1e6),
        megabytes_per_s=spread(rate, around),
        moved_bytes=4096,
    )
    return EngineRow(engine, workers, figures, "", "a" * 64, True)


def failed(engine: str, workers: int, why: str) -> EngineRow:
    """An engine that did not finish."""
    return EngineRow(engine, workers, None, why, "", False)


COSTS = [
    MessageCost("Pipe.send", 1 << 10, spread(10.0), 102.4),
    MessageCost("Pipe.send", 1 << 20, spread(1000.0), 1048.6),
    MessageCost("Queue", 1 << 10, spread(40.0), 25.6),
    MessageCost("Queue", 1 << 20, spread(1200.0), 873.8),
]


def result(*rows: EngineRow, identical: bool = True, load: str = "0.1") -> LabResult:
    """A result with these rows."""
    return LabResult(
        source="evil\x1b[31m.log",
        size=2_000_000,
        bytes=1_000_000,
        records=5000,
        chunks=4,
        chunk_bytes=262_144,
        rounds=3,
        sha256="a" * 64,
        identical=identical,
        rows=rows,
        messages=tuple(COSTS),
        break_even=None,
        findings=(),
        machine={"processors": "2", "python": "3.11", "system": "Linux", "load": load},
    )
