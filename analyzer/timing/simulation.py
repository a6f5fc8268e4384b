"""List scheduling: chunks on workers, one parent that merges, a host of so many processors."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

_ROUNDS = 8
_FEWEST = 256
"""Chunks that are played out; beyond, time grows as it did over the second half of them."""


@dataclass(frozen=True, slots=True)
class Host:
    """``cores`` processors, shared evenly with ``foreign`` other processes that want one all the
    time (a fraction where they want one at times); and everything takes ``slow`` times as long."""

    cores: int
    foreign: float = 0.0
    slow: float = 1.0

    def rate(self, active: int) -> float:
        """The share of a processor that each of ``active`` processes gets. At most ``cores`` of
        them count against the foreign ones: more workers than processors gain nothing."""
        within = min(active, self.cores)
        share = min(1.0, self.cores / (within + self.foreign)) / self.slow
        return share * min(1.0, self.cores / active)


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one chunk, in nanoseconds of a processor of one's own: the worker's and the parent's."""

    work: float
    merge: float


def map_ns(costs: Sequence[Cost], ready_ns: Sequence[float], host: Host) -> float:
    """Nanoseconds until the last chunk is merged, on workers that are ready at ``ready_ns``
    (ascending). A run of very many chunks is played out for its first ones only."""
    workers = len(ready_ns)
    rounds = max(_ROUNDS, -(-_FEWEST // workers))
    most = workers * (rounds + rounds % 2)
    if len(costs) <= most:
        return _play(costs, ready_ns, host)
    mean = Cost(
        sum(one.work for one in costs) / len(costs), sum(one.merge for one in costs) / len(costs)
    )
    whole = _play([mean] * most, ready_ns, host)
    half = _play([mean] * (most // 2), ready_ns, host)
    return whole + (len(costs) - most) * (whole - half) / (most - most // 2)


def _play(costs: Sequence[Cost], ready_ns: Sequence[float], host: Host) -> float:
    """Event by event. All running processes advance at the same rate, so one clock of work done
    since the beginning tells when each of them ends."""
    rates = [0.0, *(host.rate(active) for active in range(1, len(ready_ns) + 2))]
    now = done = 0.0
    running: list[tuple[float, int, bool]] = []
    to_merge: deque[int] = deque()
    arrived = idle = begun = merged = 0
    merging = False
    while merged < len(costs):
        # As the engine does: one chunk more than there are workers is handed out before its
        # turn, and none while the parent is behind.
        while idle and begun < min(len(costs), merged + len(ready_ns) + 1):
            heappush(running, (done + costs[begun].work, begun, False))
            begun, idle = begun + 1, idle - 1
        if to_merge and not merging:
            chunk = to_merge.popleft()
            heappush(running, (done + costs[chunk].merge, chunk, True))
            merging = True
        rate = rates[len(running)]
        ends = now + (running[0][0] - done) / rate if running else float("inf")
        if arrived < len(ready_ns) and ready_ns[arrived] <= ends:
            done += max(ready_ns[arrived] - now, 0) * rate
            now = max(now, ready_ns[arrived])
            arrived, idle = arrived + 1, idle + 1
            continue
        now = ends
        done, chunk, was_merge = heappop(running)
        if was_merge:
            merged, merging = merged + 1, False
        else:
            to_merge.append(chunk)
            idle += 1
    return now
