"""Panels about who asked: browsers, systems, bots."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from analyzer.aggregate.hashing import hash_keys
from analyzer.aggregate.partial import Aggregates
from analyzer.aggregate.tally import MEASURES
from analyzer.model import Panel
from analyzer.panels.bounds import drawn_from, with_visitors
from analyzer.panels.tables import Groups, grouped_panel, once_for_keys, text
from analyzer.panels.user_agents import BOT, agent_of
from analyzer.parse.columns import IntArray

_FEW = ("requests", "visitors")
_ALL = ("requests", "visitors", "bytes")


def people(parts: Aggregates) -> dict[str, Panel]:
    """Browsers, operating systems, persons against bots, and the bots."""
    agents = parts.tallies["user_agent"]
    kinds, browsers, systems = _found(agents.keys)
    measured = {
        "requests": agents.sums[MEASURES.index("requests")],
        "visitors": _visitors(parts),
        "bytes": agents.sums[MEASURES.index("bytes")],
    }
    bots = kinds.codes == kinds.names.index(BOT).as_py()
    persons, everyone = ~bots, np.ones(len(bots), bool)
    panels = {
        "browsers": _panel("Browsers", "browser", browsers, measured, persons),
        "operating_systems": _panel("Operating systems", "system", systems, measured, persons),
        "agents": _panel("People and bots", "kind", kinds, measured, everyone, _ALL),
        "bots": _panel("Bots and tools", "bot", browsers, measured, bots),
    }
    return {
        name: with_visitors(drawn_from(one, "user agent", agents), parts.sample)
        for name, one in panels.items()
    }


def _visitors(parts: Aggregates) -> IntArray:
    """Of each user agent; an estimate where visitors were sampled."""
    keys, sample = parts.tallies["user_agent"].keys, parts.sample
    _, agents, _ = parts.visitors.unpacked()
    counts = np.bincount(agents, minlength=len(keys))
    if sample is None or not len(keys):
        return counts
    hashes = hash_keys(keys)
    order = np.argsort(hashes)
    place = np.minimum(np.searchsorted(hashes, sample.agents, sorter=order), len(keys) - 1)
    known = hashes[order[place]] == sample.agents
    return counts + (np.bincount(order[place[known]], minlength=len(keys)) << sample.level)


@once_for_keys
def _found(keys: pa.BinaryArray) -> tuple[Groups, Groups, Groups]:
    """The kind, browser and system of each user agent."""
    found = [agent_of(text(key)) for key in keys.to_pylist()]
    return (
        _groups([one.kind for one in found]),
        _groups([one.browser for one in found]),
        _groups([one.system for one in found]),
    )


def _groups(names: Sequence[str]) -> Groups:
    encoded = pa.array(names, pa.string()).dictionary_encode()
    return Groups(encoded.dictionary, encoded.indices.to_numpy())


def _panel(
    title: str,
    name: str,
    groups: Groups,
    measured: Mapping[str, IntArray],
    among: npt.NDArray[np.bool_],
    measures: Sequence[str] = _FEW,
) -> Panel:
    """Of the user agents ``among`` all."""
    chosen = Groups(groups.names, groups.codes[among])
    amounts = [measured[measure][among] for measure in measures]
    return grouped_panel(title, (name, *measures), chosen, amounts)
