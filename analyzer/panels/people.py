"""Panels about who asked: browsers, systems, bots."""

import numpy as np
import pandas as pd
import pyarrow as pa

from analyzer.aggregate.hashing import hash_keys
from analyzer.aggregate.partial import Aggregates
from analyzer.aggregate.tally import MEASURES
from analyzer.model import Panel
from analyzer.panels.bounds import drawn_from, with_visitors
from analyzer.panels.tables import once_for_keys, panel, text, top
from analyzer.panels.user_agents import BOT, agent_of
from analyzer.parse.columns import IntArray


def people(parts: Aggregates) -> dict[str, Panel]:
    """Browsers, operating systems, persons against bots, and the bots."""
    table = _agents(parts)
    bots = table[table["kind"] == BOT]
    panels = {
        "browsers": _grouped("Browsers", table[table["kind"] != BOT], "browser"),
        "operating_systems": _grouped("Operating systems", table[table["kind"] != BOT], "system"),
        "agents": _grouped("People and bots", table, "kind", with_bytes=True),
        "bots": _grouped("Bots and tools", bots, "browser", "bot"),
    }
    agents = parts.tallies["user_agent"]
    return {
        name: with_visitors(drawn_from(one, "user agent", agents), parts.sample)
        for name, one in panels.items()
    }


def _agents(parts: Aggregates) -> pd.DataFrame:
    """One row a user agent: requests, bytes, visitors, browser, system, kind."""
    tally = parts.tallies["user_agent"]
    rows = np.flatnonzero(tally.sums[0])
    table = pd.DataFrame(dict(zip(MEASURES, tally.sums[:, rows], strict=True)))
    table["visitors"] = _visitors(parts)[rows]
    for name, values in _found(tally.keys).items():
        table[name] = values[rows]
    return table


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
def _found(keys: pa.BinaryArray) -> dict[str, "pd.Categorical[str]"]:
    """Categories in the order of the alphabet, so that ties are."""
    found = [agent_of(text(key)) for key in keys.to_pylist()]
    return {
        name: pd.Categorical(np.array([getattr(agent, name) for agent in found], object))
        for name in ("kind", "browser", "system")
    }


def _grouped(
    title: str, table: pd.DataFrame, by: str, name: str | None = None, with_bytes: bool = False
) -> Panel:
    measures = ["requests", "visitors", *(["bytes"] if with_bytes else [])]
    sums = (
        table.groupby(by, observed=True)[measures].sum().reset_index().rename(columns={by: "key"})
    )
    return panel(title, (name or by, *measures), top(sums), len(sums))
