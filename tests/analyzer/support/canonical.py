"""Partials in a form that can be compared: without the order of keys, which no law promises."""

from collections.abc import Sequence
from typing import Any

from analyzer.aggregate.partial import Aggregates, Partial
from analyzer.aggregate.tally import Tally
from analyzer.aggregate.timeline import for_report
from analyzer.aggregate.visitors import Visitors
from analyzer.formats.dialect import Dialect
from analyzer.model import Accounting, Chunk
from analyzer.panels.tables import has_values
from analyzer.parse.chunk import ChunkParser
from analyzer.source.reading import Block, LongLine
from analyzer.worker import _partial


def partial_of(
    formats: Sequence[str],
    pieces: Sequence[Block | LongLine],
    fast: bool,
    source: int = 0,
    header: bytes = b"",
) -> Partial:
    """What a worker makes of the pieces of one chunk, with the fast reading or without."""
    return partial_in(Dialect(tuple(formats), header), pieces, fast, source)


def partial_in(
    dialect: Dialect, pieces: Sequence[Block | LongLine], fast: bool, source: int = 0
) -> Partial:
    """The same in a dialect."""
    parser = ChunkParser(dialect, fast)
    for piece in pieces:
        parser.add(piece)
    columns = parser.finish()
    lengths = [one.length if isinstance(one, LongLine) else len(one.data) for one in pieces]
    return _partial(Chunk(0, source, 0, sum(lengths)), parser, columns)


def canonical(partial: Partial) -> dict[str, Any]:
    """Everything of a partial that a report can show."""
    rejects = sorted(
        (one.reason, one.count, [(s.source, s.offset, s.text) for s in one.samples])
        for one in partial.rejects
    )
    return {
        "accounting": partial.accounting,
        "clocks": partial.clocks,
        "rejects": rejects,
        **(_aggregates(partial.aggregates) if partial.aggregates else {}),
    }


def _aggregates(parts: Aggregates) -> dict[str, Any]:
    # How fine a timeline is depends on the chunking; what the report makes of it does not.
    line = for_report(parts.timeline, parts.first, parts.last)
    return {
        "first": parts.first,
        "last": parts.last,
        # A field that no record has is not shown, whether or not a rejected line had it.
        "tallies": {
            name: tally_dict(one) for name, one in parts.tallies.items() if has_values(one)
        },
        "timeline": (line.width, line.starts.tolist(), line.sums.tolist()),
        "visitors": visitor_set(parts.visitors, parts.tallies),
        "latency": (parts.latency.counts.tolist(), parts.latency.total, parts.latency.longest),
        "statuses": parts.statuses.tolist(),
        "sizes": parts.sizes.tolist(),
        "hours": parts.hours.tolist(),
    }


def tally_dict(tally: Tally) -> dict[bytes, list[int]]:
    """Sums by key, of those that some record has; the keys of a tally are distinct."""
    keys = tally.keys.to_pylist()
    assert len(set(keys)) == len(keys)
    rows = zip(keys, tally.sums.T.tolist(), strict=True)
    return dict(sorted(row for row in rows if row[1][0]))


def visitor_set(visitors: Visitors, tallies: Any) -> set[tuple[bytes, bytes, int]]:
    """Visitors as (client, user agent, day)."""
    clients, agents = (
        tallies[name].keys.to_pylist() if name in tallies else [b"-"]
        for name in ("client_ip", "user_agent")
    )
    decoded = [
        (clients[client], agents[agent], day)
        for client, agent, day in zip(*(one.tolist() for one in visitors.unpacked()), strict=True)
    ]
    assert len(set(decoded)) == len(decoded)
    return set(decoded)


def counted(partial: Partial) -> Accounting:
    """The accounting, after the checks that hold for every partial."""
    one = partial.accounting
    assert one.records == one.parsed + one.rejected
    assert one.rejected == sum(reject.count for reject in partial.rejects)
    if partial.aggregates is None:
        assert one.parsed == 0
    else:
        assert one.parsed == partial.aggregates.statuses[0].sum() == partial.aggregates.sums[0]
    return one
