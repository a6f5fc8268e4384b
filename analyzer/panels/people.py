"""Panels about who asked: browsers, systems, bots."""

import numpy as np
import pandas as pd

from analyzer.aggregate.partial import Aggregates
from analyzer.model import Panel
from analyzer.panels.tables import frame, panel, text, top
from analyzer.panels.user_agents import BOT, agent_of


def people(parts: Aggregates) -> dict[str, Panel]:
    """Browsers, operating systems, persons against bots, and the bots."""
    table = _agents(parts)
    bots = table[table["kind"] == BOT]
    return {
        "browsers": _grouped("Browsers", table[table["kind"] != BOT], "browser"),
        "operating_systems": _grouped("Operating systems", table[table["kind"] != BOT], "system"),
        "agents": _grouped("People and bots", table, "kind", with_bytes=True),
        "bots": _grouped("Bots and tools", bots, "browser", "bot"),
    }


def _agents(parts: Aggregates) -> pd.DataFrame:
    """One row a user agent: requests, bytes, visitors, browser, system, kind."""
    table = frame(parts.tallies["user_agent"])
    _, agents, _ = parts.visitors.unpacked()
    table["visitors"] = np.bincount(agents, minlength=len(table))
    found = [agent_of(text(key)) for key in table["key"]]
    table["kind"] = [agent.kind for agent in found]
    table["browser"] = [agent.browser for agent in found]
    table["system"] = [agent.system for agent in found]
    return table


def _grouped(
    title: str, table: pd.DataFrame, by: str, name: str | None = None, with_bytes: bool = False
) -> Panel:
    measures = ["requests", "visitors", *(["bytes"] if with_bytes else [])]
    sums = table.groupby(by)[measures].sum().reset_index().rename(columns={by: "key"})
    return panel(title, (name or by, *measures), top(sums), len(sums))
