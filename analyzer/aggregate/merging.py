"""Partials become one.

Laws, which a test holds for every field: merging is associative and commutative (up to the order
of keys, which no panel shows), and a chunk split in two and merged equals the chunk.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from heapq import nsmallest

from analyzer.aggregate.accumulator import merge_aggregates
from analyzer.aggregate.partial import MOST_SAMPLES, Partial
from analyzer.model import NO_TIMES, Accounting, Reject, RejectSample


def merge(partials: Sequence[Partial]) -> Partial:
    """One partial; of none, the neutral one."""
    accounting = sum((one.accounting for one in partials), Accounting())
    filled = [one.aggregates for one in partials if one.aggregates is not None]
    rejects = merge_rejects(reject for one in partials for reject in one.rejects)
    clocks = sum((one.clocks for one in partials), NO_TIMES)
    return Partial(accounting, rejects, merge_aggregates(filled) if filled else None, clocks)


def merge_rejects(rejects: Iterable[Reject]) -> tuple[Reject, ...]:
    """One entry a reason, most frequent first, with the first samples of all."""
    by_reason: dict[str, list[Reject]] = defaultdict(list)
    for reject in rejects:
        by_reason[reject.reason].append(reject)
    merged = [
        Reject(reason, sum(one.count for one in same), _first_samples(same))
        for reason, same in by_reason.items()
    ]
    return tuple(sorted(merged, key=lambda one: (-one.count, one.reason)))


def _first_samples(rejects: Sequence[Reject]) -> tuple[RejectSample, ...]:
    samples = (sample for reject in rejects for sample in reject.samples)
    return tuple(nsmallest(MOST_SAMPLES, samples, key=lambda s: (s.source, s.offset)))
