"""What the lab found, as tables and sentences for people at a terminal."""

from collections.abc import Iterator, Sequence

from analyzer.lab.figures import EngineRow, LabResult, MessageCost, Spread
from analyzer.sizes import show_size
from analyzer.terminal import safe_text

_HEAD = (
    "engine", "workers", "wall ms", "CPU ms", "start ms", "transfer ms", "moved", "records/s",
    "report",
)  # fmt: skip


def render_lab(result: LabResult) -> str:
    """The result as text of several sections."""
    return "\n".join(_lines(result)) + "\n"


def _lines(result: LabResult) -> Iterator[str]:
    part = "" if result.bytes == result.size else f" of {show_size(result.size)}"
    yield (
        f"{safe_text(result.source)}: {show_size(result.bytes)}{part}, {result.records:,} records,"
        f" {result.chunks} chunks; processors: {result.machine['processors']}, Python"
        f" {result.machine['python']}"
    )
    yield f"Medians of {result.rounds} rounds, with the lowest and the highest."
    if float(result.machine["load"]) > 1:
        yield (
            f"The machine was at work on something else (load {result.machine['load']}): do not"
            " trust small differences."
        )
    yield ""
    yield from _aligned([_HEAD, *(_cells(row) for row in result.rows if row.figures)])
    for row in result.rows:
        if row.failure:
            yield f"{row.engine}, workers: {row.workers}: failed. {safe_text(row.failure)}"
    yield ""
    if result.identical:
        yield f"All reports are the same: sha256 {result.sha256[:16]}…"
    else:
        yield f"NOT all reports are the same as that of one process: sha256 {result.sha256[:16]}…"
    yield ""
    yield from _messages(result.messages)
    for finding in result.findings:
        yield ""
        yield finding.question
        yield f"  {finding.answer}"


def _cells(row: EngineRow) -> tuple[str, ...]:
    figures = row.figures
    assert figures is not None
    return (
        row.engine,
        str(row.workers),
        _spread(figures.wall_ms),
        _spread(figures.cpu_ms),
        _spread(figures.startup_ms),
        f"{figures.transfer_ms.median:,.1f}",
        show_size(figures.moved_bytes),
        f"{figures.records_per_s.median:,.0f}",
        "same" if row.same else f"DIFFERS: {row.sha256[:16]}…",
    )


def _spread(spread: Spread) -> str:
    return f"{spread.median:,.0f} ({spread.low:,.0f}-{spread.high:,.0f})"


def _messages(costs: Sequence[MessageCost]) -> Iterator[str]:
    sizes = sorted({cost.bytes for cost in costs})
    by_key = {(cost.transport, cost.bytes): cost for cost in costs}
    head = ("one message, \N{MICRO SIGN}s", *(show_size(size) for size in sizes), "MB/s")
    rows = [
        (
            name,
            *(f"{by_key[name, size].microseconds.median:,.0f}" for size in sizes),
            f"{by_key[name, sizes[-1]].megabytes_per_s:,.0f}",
        )
        for name in dict.fromkeys(cost.transport for cost in costs)
    ]
    yield from _aligned([head, *rows])


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Columns as wide as their widest cell; the first to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (
            f"{cell:<{width}}" if at == 0 else f"{cell:>{width}}"
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()
