"""Panels about what was asked for, by whom and from where."""

import re

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from analyzer.aggregate.tally import MEASURES, Tally
from analyzer.model import Panel
from analyzer.panels.bounds import drawn_from
from analyzer.panels.tables import (
    NONE,
    frame,
    has_values,
    largest,
    once_for_keys,
    panel,
    text,
    top,
    top_panel,
)

_WIDE = ("requests", "bytes", "errors")
_TOPS = {
    "paths": ("Top paths", "path", "path", _WIDE),
    "clients": ("Top clients", "client", "client_ip", _WIDE),
    "referrers": ("Top referrers", "referrer", "referrer", ("requests", "bytes")),
    "virtual_hosts": ("Virtual hosts", "virtual_host", "virtual_host", _WIDE),
    "methods": ("Methods", "method", "method", ("requests", "bytes")),
    "protocols": ("Protocols", "protocol", "protocol", ("requests", "bytes")),
}
_SITE = re.compile(r"[a-z][a-z0-9+.-]*://(?:[^/?#@]*@)?([^/?#]*)", re.IGNORECASE)


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
    missing = paths.sums[MEASURES.index("not_found")]
    chosen = frame(paths, largest(paths.keys, missing))[["key", "not_found"]]
    total = int(np.count_nonzero(missing))
    found = panel("Paths not found", ("path", "requests"), chosen, total)
    return drawn_from(found, "path", paths)


def _sites(referrers: Tally) -> Panel:
    """Requests and bytes by host of the referrer."""
    rows = np.flatnonzero(referrers.sums[0])
    table = pd.DataFrame(dict(zip(MEASURES, referrers.sums[:, rows], strict=True)))
    table["key"] = _sites_of(referrers.keys)[rows]
    sums = pd.DataFrame(table.groupby("key")[["requests", "bytes"]].sum().reset_index())
    sites = panel("Referring sites", ("site", "requests", "bytes"), top(sums), len(sums))
    return drawn_from(sites, "referrer", referrers)


@once_for_keys
def _sites_of(keys: pa.BinaryArray) -> npt.NDArray[np.object_]:
    return np.array([_site(text(key)) for key in keys.to_pylist()], object)


def _site(referrer: str) -> str:
    match = _SITE.match(referrer)
    if match and match[1]:
        return match[1].lower()
    return NONE if referrer in ("", "-") else referrer
