"""From figures to sentences. Where the rounds of two engines lie too close together, the sentence
says that they tie: a difference smaller than the noise is none."""

from collections.abc import Iterator, Sequence

from analyzer.lab.figures import BreakEven, EngineRow, Figures, Finding, MessageCost, Spread

_SMALL, _LARGE = 1 << 10, 1 << 20


def break_even(rows: Sequence[EngineRow]) -> BreakEven | None:
    """For the pool, or else the first engine, with the most workers of more than one; None where
    the lab ran none of them or not the serial engine."""
    serial = _most_workers(rows, "serial")
    several = [row for row in rows if row.figures and row.workers > 1]
    chosen = _most_workers(several, "pool") or (several[0] if several else None)
    if serial is None or chosen is None or not serial.figures or not chosen.figures:
        return None
    alone, together = serial.figures, chosen.figures
    later_ms = together.fixed_ms.median - alone.fixed_ms.median
    # Milliseconds that each megabyte gains.
    gain = 1e3 / alone.megabytes_per_s.median - 1e3 / together.megabytes_per_s.median
    size = None if gain <= 0 else max(0, round(later_ms / gain * 1e6))
    return BreakEven(
        chosen.engine,
        chosen.workers,
        size,
        not alone.megabytes_per_s.ties_with(together.megabytes_per_s),
        alone.fixed_ms.median,
        alone.megabytes_per_s.median,
        together.fixed_ms.median,
        together.megabytes_per_s.median,
    )


def findings(
    rows: Sequence[EngineRow], costs: Sequence[MessageCost], balance: BreakEven | None
) -> Iterator[Finding]:
    """One for each question that the figures can answer."""
    yield from _does_the_engine_matter(rows)
    yield from _queue_or_pipe(rows, costs)
    yield from _manager(rows, costs)
    if balance is not None:
        yield Finding("When is one process faster?", _when_one(balance))


def _does_the_engine_matter(rows: Sequence[EngineRow]) -> Iterator[Finding]:
    most = max(row.workers for row in rows)
    timed = [(row.figures.wall_ms, row) for row in rows if row.figures and row.workers == most]
    if len(timed) < 2:
        return
    timed.sort(key=lambda pair: pair[0].median)
    (best, fastest), (worst, slowest) = timed[0], timed[-1]
    ties = [row.engine for wall, row in timed[1:] if wall.ties_with(best)]
    with_workers = f"With {_workers(most)}"
    if len(ties) == len(timed) - 1:
        answer = f"{with_workers}, no: all {len(timed)} engines tie here, at {_ms(best)}."
    else:
        beside = f" (a tie with {_list(ties)})" if ties else ""
        answer = (
            f"{with_workers}, {fastest.engine}{beside} took {_ms(best)} and {slowest.engine}"
            f" {_ms(worst)}, {worst.median / best.median:.2f} times as long."
        )
    yield Finding("Does the engine matter?", answer)


def _queue_or_pipe(rows: Sequence[EngineRow], costs: Sequence[MessageCost]) -> Iterator[Finding]:
    queue, pipe = _most_workers(rows, "queue"), _most_workers(rows, "pipe")
    if queue and pipe and queue.figures and pipe.figures:
        answer = _against(("a queue", queue.figures), ("pipes", pipe.figures), queue.workers)
        yield Finding("Queue or pipe?", answer + _message_against(costs, "Queue", "Pipe.send"))


def _manager(rows: Sequence[EngineRow], costs: Sequence[MessageCost]) -> Iterator[Finding]:
    manager, pipe = _most_workers(rows, "manager"), _most_workers(rows, "pipe")
    if manager and pipe and manager.figures and pipe.figures:
        answer = _against(("a manager", manager.figures), ("pipes", pipe.figures), manager.workers)
        message = _message_against(costs, "Manager queue", "Pipe.send")
        yield Finding("What does a manager cost?", answer + message)


def _against(one: tuple[str, Figures], other: tuple[str, Figures], workers: int) -> str:
    (name, figures), (other_name, other_figures) = one, other
    wall, other_wall = figures.wall_ms, other_figures.wall_ms
    took = (
        f"The analysis with {_workers(workers)} took {_ms(wall)} through {name} and"
        f" {_ms(other_wall)} through {other_name}"
    )
    if wall.ties_with(other_wall):
        return f"They tie here. {took}: that varies more than it differs."
    faster = name if wall.median < other_wall.median else other_name
    times = max(wall.median, other_wall.median) / min(wall.median, other_wall.median)
    return f"{faster[0].upper()}{faster[1:]}, {times:.2f} times as fast. {took}."


def _message_against(costs: Sequence[MessageCost], name: str, other: str) -> str:
    by_key = {(cost.transport, cost.bytes): cost.microseconds.median for cost in costs}
    parts = [
        f"{label} costs {by_key[name, size]:,.0f} \N{MICRO SIGN}s by {name} and"
        f" {by_key[other, size]:,.0f} by {other}"
        for size, label in ((_SMALL, "A message of 1 KiB"), (_LARGE, "one of 1 MiB"))
        if (name, size) in by_key and (other, size) in by_key
    ]
    return f" {'; '.join(parts)}." if parts else ""


def _when_one(balance: BreakEven) -> str:
    together = f"{balance.engine} with {_workers(balance.workers)}"
    rates = (
        f"One process works through {balance.serial_megabytes_per_s:,.0f} MB/s, {together} through"
        f" {balance.megabytes_per_s:,.0f}"
    )
    later = balance.fixed_ms - balance.serial_fixed_ms
    if not balance.sure:
        return f"These rounds cannot tell. {rates}, and that varies more than it differs."
    if balance.bytes is None:
        return f"Here, always. {rates}."
    if not balance.bytes:
        return f"Here, never. {rates}, and starting the processes costs nothing that shows."
    return (
        f"Below {balance.bytes / 1e6:,.1f} MB. {rates}, but that takes {later:,.0f} ms to start and"
        " end its processes, and a smaller log does not make up for it."
    )


def _most_workers(rows: Sequence[EngineRow], engine: str) -> EngineRow | None:
    found = [row for row in rows if row.engine == engine and row.figures]
    return max(found, key=lambda row: row.workers, default=None)


def _workers(count: int) -> str:
    return "1 worker" if count == 1 else f"{count} workers"


def _ms(spread: Spread) -> str:
    return f"{spread.median:,.0f} ms ({spread.low:,.0f} to {spread.high:,.0f})"


def _list(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
