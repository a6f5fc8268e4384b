"""Unique visitors: distinct (client, day, user agent), exactly, as sets of packed codes; of more
than are kept, a sample by hash."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from analyzer.aggregate.distinct import Estimate, begin, different, estimated
from analyzer.aggregate.hashing import Words, hash_keys, mixed
from analyzer.errors import LoglanesError
from analyzer.parse.columns import ABSENT, Encoded, IntArray
from analyzer.parse.dictionary import Codes

MOST_VISITORS = 1 << 20
"""Above, a sample of half as many or more is kept: 0.3 % of error or less in 95 of 100 logs."""

_BITS = 63
_WHO = ("client_ip", "user_agent")


@dataclass(frozen=True, slots=True)
class Visitors:
    """Distinct visitors as ``(client * agents + agent) * days + day - first_day``, where client
    and agent are positions in the tallies of clients and of user agents they belong to."""

    packed: IntArray
    agents: int
    first_day: int
    days: int

    def unpacked(self) -> tuple[IntArray, IntArray, IntArray]:
        """Client, agent and day of each."""
        # By one number numpy divides much faster than it finds what is left over.
        pair = self.packed // self.days
        client = pair // self.agents
        day = self.packed - pair * self.days
        return client, pair - client * self.agents, day + self.first_day


NOBODY = Visitors(np.zeros(0, np.int64), 1, 0, 1)


@dataclass(frozen=True, slots=True)
class Sample:
    """The visitors whose hashes begin with ``level`` zero bits, the lowest level at which they are
    at most MOST_VISITORS (see ``distinct``): ``hashes`` distinct and ascending, and the hash of
    each one's user agent."""

    hashes: Words
    agents: Words
    level: int = 0

    def plus(self, hashes: Words, agents: Words, level: int = 0) -> "Sample":
        """With further visitors that begin with ``level`` zero bits, perhaps known already."""
        level = max(level, self.level)
        kept, added = begin(self.hashes, level), begin(hashes, level)
        both = np.concatenate([self.hashes[kept], hashes[added]])
        union, first = np.unique(both, return_index=True)
        agents = np.concatenate([self.agents[kept], agents[added]])[first]
        while len(union) > MOST_VISITORS:
            level += 1
            few = begin(union, level)
            union, agents = union[few], agents[few]
        return Sample(union, agents, level)

    @property
    def estimate(self) -> Estimate:
        """How many visitors there are."""
        return estimated(len(self.hashes), self.level)


NOT_SAMPLED = Sample(np.zeros(0, np.uint64), np.zeros(0, np.uint64))


def sampled(some: Visitors, clients: pa.BinaryArray, agents: pa.BinaryArray) -> Sample:
    """A sample of visitors that are known exactly, over the keys that they belong to."""
    client, agent, day = some.unpacked()
    agent_hashes = hash_keys(agents)[agent]
    # Mixed one after the other, so that (a, b) is not (b, a).
    hashes = mixed(hash_keys(clients)[client] ^ day.astype(np.uint64))
    return NOT_SAMPLED.plus(mixed(hashes ^ agent_hashes), agent_hashes)


def visitors_of(text: Mapping[str, Encoded], day: Codes) -> Visitors:
    """Of one chunk."""
    known = np.flatnonzero(identified(text, len(day)))
    if not len(known):
        return NOBODY
    if len(known) == len(day):
        each = visits(text, day)
    else:
        who = {name: text[name].some(known) for name in _WHO if name in text}
        each = visits(who, day[known])
    return replace(each, packed=different(each.packed))


def identified(text: Mapping[str, Encoded], records: int) -> npt.NDArray[np.bool_]:
    """Which of so many records have a client, and so a visitor."""
    if "client_ip" not in text:
        return np.zeros(records, np.bool_)
    clients = text["client_ip"]
    nobody = pc.index(clients.values, pa.scalar(ABSENT, pa.binary())).as_py()
    return np.asarray(clients.codes != nobody)


def visits(text: Mapping[str, Encoded], day: Codes) -> Visitors:
    """The visitor of each record, of one at least: not distinct ones, as those of others are."""
    clients = text["client_ip"]
    agents = text.get("user_agent") or Encoded.constant(ABSENT, len(day))
    first_day = int(day.min())
    days = int(day.max()) - first_day + 1
    _check_room(len(clients.values), len(agents.values), days)
    pair = clients.codes.astype(np.int64) * len(agents.values) + agents.codes
    return Visitors(pair * days + (day - first_day), len(agents.values), first_day, days)


def merge_visitors(
    sets: Sequence[Visitors],
    client_places: Sequence[Codes],
    agent_places: Sequence[Codes],
    clients: int,
    agents: int,
) -> Visitors:
    """One set over merged tallies of ``clients`` and ``agents`` keys; the places say where each
    set's own positions went."""
    filled_sets = [one for one in sets if len(one.packed)]
    if not filled_sets:
        return NOBODY
    first_day = min(one.first_day for one in filled_sets)
    days = max(one.first_day + one.days for one in filled_sets) - first_day
    _check_room(clients, agents, days)
    packed = np.empty(sum(len(one.packed) for one in sets), np.int64)
    filled = 0
    # One set at a time, so that only one is unpacked in memory.
    for one, to_client, to_agent in zip(sets, client_places, agent_places, strict=True):
        client, agent, day = one.unpacked()
        part = packed[filled : filled + len(client)]
        np.multiply(to_client[client], agents, out=part, dtype=np.int64)
        part += to_agent[agent]
        part *= days
        part += day - first_day
        filled += len(client)
    return Visitors(different(packed), agents, first_day, days)


def _check_room(clients: int, agents: int, days: int) -> None:
    if (clients * agents * days).bit_length() > _BITS:
        raise LoglanesError(
            f"{clients:,} clients, {agents:,} user agents and {days:,} days are more than unique"
            " visitors can be counted for exactly. Analyse a shorter time range."
        )
