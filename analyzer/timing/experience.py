"""What a run on this host has cost, in terms that carry over to another log of the same format: the
rates of ``costs``, and what went before and after the map."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from math import sqrt
from statistics import median
from typing import Any

from analyzer.timing.costs import Measured, Rates, measured
from analyzer.timing.prediction import Setting, cut
from analyzer.timing.simulation import Host

_TELLING_BYTES = 8 << 20
"""Of shorter logs, fixed costs hide what a byte costs."""

_STARVED = 0.5
"""Workers that stood idle longer than this share of the map waited for an upload, or were paused:
their pauses tell nothing."""


@dataclass(frozen=True, slots=True)
class Experience:
    """Of one run, or typical of several. ``linear``, ``root``, ``merge`` and ``hand_over`` as in
    ``Rates``; ``last_merge``: nanoseconds of the last merge a square root of a chunk's bytes. The
    rest in nanoseconds, as in ``Measured``; ``tail_ns`` without the last merge and the wait for
    hashes."""

    linear: float
    root: float
    merge: float
    hand_over: float
    last_merge: float
    lead_ns: float
    boot_ns: float
    next_boot_ns: float
    tail_ns: float

    def expected(self, sizes: Sequence[int], setting: Setting, cores: int) -> Measured:
        """A run over sources of ``sizes`` bytes, as if it had been measured in that setting on a
        host with nothing else to do: what others did then says nothing of now."""
        rates = Rates(self.linear, self.root, self.merge, self.hand_over)
        chunks = cut(sizes, setting.chunk_bytes)
        roots = sum(map(sqrt, chunks))
        last = self.last_merge * roots
        return Measured(
            host=Host(cores),
            workers=setting.workers,
            chunk_bytes=setting.chunk_bytes,
            pooled=True,
            wall_ns=0,
            rates=rates,
            costs=[rates.chunk(size) for size in chunks],
            sizes=sizes,
            roots=roots,
            lead_ns=self.lead_ns,
            boot_ns=self.boot_ns,
            next_boot_ns=self.next_boot_ns,
            tail_ns=self.tail_ns + last,
            final_ns=last,
            hash_ns=0.0,
        )


def learned(timing: Mapping[str, Any]) -> Experience | None:
    """From the report's timing of a finished run. None where it would mislead: a short log, a run
    without a pool, one that was resumed, or one whose workers had to wait for most of it."""
    if timing["chunks_resumed"] or timing["summary"]["idle_share"] > _STARVED:
        return None
    run = measured(timing)
    if run is None or not run.pooled or sum(run.sizes) < _TELLING_BYTES:
        return None
    return Experience(
        linear=run.rates.linear,
        root=run.rates.root,
        merge=run.rates.merge,
        hand_over=run.rates.hand_over,
        last_merge=run.final_ns / run.roots,
        lead_ns=run.lead_ns,
        boot_ns=run.boot_ns,
        next_boot_ns=run.next_boot_ns,
        tail_ns=max(run.tail_ns - run.final_ns - run.hash_ns, 0.0),
    )


def typical(runs: Sequence[Experience]) -> Experience:
    """The median of each cost, which a single disturbed run does not move."""
    return Experience(
        **{one.name: median(getattr(run, one.name) for run in runs) for one in fields(Experience)}
    )
