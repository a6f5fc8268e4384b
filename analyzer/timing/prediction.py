"""What the same run would have taken with other workers and chunk sizes.

predicted wall = lead + map + tail. The map is played out by list scheduling (``simulation``) with
the measured costs of chunks (``costs``); lead (planning, starting the pool) and tail (last merge,
report) are as measured, the last merge growing with the number of distinct values over all chunks.

Assumed: the same log, warm or cold as it was; the same other load on the host; workers become ready
one after the other as in this run; a worker alone is as fast as beside others but for the
processors they share (their caches and memory are not modelled); reports of an unfinished run cost
nothing. Quarantined chunks and retries are not played again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import sqrt

from analyzer.sizes import show_size
from analyzer.timing.costs import Measured
from analyzer.timing.simulation import Cost, Host, map_ns

MIB = 1 << 20
WORKERS = (1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 20, 24, 32, 48, 64)
SIZES = tuple(MIB << power for power in range(9))
"""1 to 256 MiB."""

_ADVISED = tuple(size for size in SIZES if size <= 16 * MIB)
"""Larger chunks gain little and take memory; the rule of thumb has none above 24 MiB."""

_CLOSE = 1.03


@dataclass(frozen=True, slots=True)
class Setting:
    """What one may choose. One worker in a run without a pool is the parent itself."""

    workers: int
    chunk_bytes: int

    @property
    def in_words(self) -> str:
        """For a sentence."""
        workers = "1 worker" if self.workers == 1 else f"{self.workers} workers"
        return f"{workers} with chunks of {show_size(self.chunk_bytes)}"


def own_setting(run: Measured) -> Setting:
    """The one that was measured."""
    return Setting(run.workers, run.chunk_bytes)


def predict_ns(run: Measured, setting: Setting, host: Host | None = None) -> float:
    """The wall time of the run in that setting, in nanoseconds; on another host where given."""
    host = host or run.host
    costs = _costs(run, setting.chunk_bytes)
    tail = run.tail_ns + _last_merge_ns(run, setting.chunk_bytes)
    if setting.workers == 1 and not run.pooled:
        return run.lead_ns + _one_by_one(costs, host) + tail
    ready = [run.boot_ns + number * run.next_boot_ns for number in range(setting.workers)]
    return run.lead_ns + map_ns(costs, ready, host) + tail


def alone_ns(run: Measured) -> float:
    """Of one process that starts no other: chunk after chunk, each merged at once."""
    return run.lead_ns + _one_by_one(run.costs, run.host) + run.tail_ns - run.hash_ns


def advisable(cores: int) -> list[Setting]:
    """Every number of workers up to that of processors, with chunks of every size that does not
    take too much memory."""
    counts = sorted({count for count in (*WORKERS, cores) if count <= cores})
    return [Setting(count, size) for count, size in product(counts, _ADVISED)]


def recommended(run: Measured, others: Sequence[Setting] | None = None) -> Setting:
    """The run's own setting where it is within 3 % of the fastest of the ``others`` (all that are
    advisable on its host); else of those within 3 % the fewest workers, and then the largest
    chunks."""
    own = own_setting(run)
    settings = [own, *(advisable(run.host.cores) if others is None else others)]
    predicted = {one: predict_ns(run, one) for one in settings}
    good = {one for one in settings if predicted[one] <= _CLOSE * min(predicted.values())}
    return own if own in good else min(good, key=lambda one: (one.workers, -one.chunk_bytes))


def _one_by_one(costs: Sequence[Cost], host: Host) -> float:
    return sum(cost.work + cost.merge for cost in costs) / host.rate(1)


def _costs(run: Measured, chunk_bytes: int) -> Sequence[Cost]:
    """The measured chunks, or as many of the other size as the sources make."""
    if chunk_bytes == run.chunk_bytes:
        return run.costs
    return [run.rates.chunk(size) for size in cut(run.sizes, chunk_bytes)]


def cut(sizes: Sequence[int], chunk_bytes: int) -> list[int]:
    """Bytes of the chunks that sources of these sizes make, record boundaries aside."""
    chunks: list[int] = []
    for size in sizes:
        whole, rest = divmod(size, chunk_bytes)
        chunks += [chunk_bytes] * whole + [rest] * (rest > 0)
    return chunks


def _last_merge_ns(run: Measured, chunk_bytes: int) -> float:
    """How much longer it takes than in the run."""
    if chunk_bytes == run.chunk_bytes:
        return 0.0
    roots = sum(sqrt(size) for size in cut(run.sizes, chunk_bytes))
    return run.final_ns * (roots / run.roots - 1)
