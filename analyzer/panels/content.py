"""Panels about what was asked for, by whom and from where."""

import re

import pandas as pd

from analyzer.aggregate.tally import Tally
from analyzer.model import Panel
from analyzer.panels.tables import NONE, frame, has_values, panel, text, top, top_panel

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
    table = frame(paths)
    missing = table[table["not_found"] > 0]
    chosen = top(missing, "not_found")[["key", "not_found"]]
    return panel("Paths not found", ("path", "requests"), chosen, len(missing))


def _sites(referrers: Tally) -> Panel:
    """Requests and bytes by host of the referrer."""
    table = frame(referrers)
    table["key"] = [_site(text(key)) for key in table["key"]]
    sums = pd.DataFrame(table.groupby("key")[["requests", "bytes"]].sum().reset_index())
    return panel("Referring sites", ("site", "requests", "bytes"), top(sums), len(sums))


def _site(referrer: str) -> str:
    match = _SITE.match(referrer)
    if match and match[1]:
        return match[1].lower()
    return NONE if referrer in ("", "-") else referrer
