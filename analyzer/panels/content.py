"""Panels about what was asked for, by whom and from where."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analyzer.aggregate.tally import MEASURES, Tally, regrouped
from analyzer.model import Panel
from analyzer.panels.tables import (
    NONE,
    chosen,
    frame,
    has_values,
    leaders,
    panel,
    text,
    top,
    top_panel,
)
from analyzer.parse.columns import Encoded

_WIDE = ("requests", "bytes", "errors")
_TOPS = {
    "paths": ("Top paths", "path", "path", _WIDE),
    "clients": ("Top clients", "client", "client_ip", _WIDE),
    "referrers": ("Top referrers", "referrer", "referrer", ("requests", "bytes")),
    "virtual_hosts": ("Virtual hosts", "virtual_host", "virtual_host", _WIDE),
    "methods": ("Methods", "method", "method", ("requests", "bytes")),
    "protocols": ("Protocols", "protocol", "protocol", ("requests", "bytes")),
}
_SITE = r"(?is)^[a-z][a-z0-9+.-]*://(?:[^/?#@]*@)?([^/?#]+).*$"


def content(tallies: dict[str, Tally]) -> dict[str, Panel]:
    """The top panels of the fields that the log has."""
    panels = {
        name: top_panel(title, column, tallies[field], measures)
        for name, (title, column, field, measures) in _TOPS.items()
        if has_values(tallies.get(field))
    }
    if "path" in tallies:
        panels["not_found"] = _not_found(tallies["path"])
    if has_values(tallies.get("referrer")):
        panels["referring_sites"] = _sites(tallies["referrer"])
    return panels


def _not_found(paths: Tally) -> Panel:
    missing = chosen(paths, np.flatnonzero(paths.sums[MEASURES.index("not_found")]))
    table = frame(leaders(missing, "not_found"))[["key", "not_found"]]
    return panel("Paths not found", ("path", "requests"), table, len(missing))


def _sites(referrers: Tally) -> Panel:
    """Requests and bytes by host of the referrer; what has none stands for itself."""
    hosts = pc.replace_substring_regex(referrers.keys, pattern=_SITE, replacement=r"\1")
    lengths = pc.binary_length(hosts).to_numpy(), pc.binary_length(referrers.keys).to_numpy()
    is_site = lengths[0] < lengths[1]
    sites = frame(
        regrouped(
            chosen(referrers, np.flatnonzero(is_site)),
            Encoded.of(hosts.filter(pa.array(is_site))),
        )
    )
    sites["key"] = [text(host).lower() for host in sites["key"]]
    others = frame(chosen(referrers, np.flatnonzero(~is_site)))
    others["key"] = [NONE if key in (b"", b"-") else text(key) for key in others["key"]]
    table = pd.concat([sites, others])
    sums = pd.DataFrame(table.groupby("key")[["requests", "bytes"]].sum().reset_index())
    return panel("Referring sites", ("site", "requests", "bytes"), top(sums), len(sums))
