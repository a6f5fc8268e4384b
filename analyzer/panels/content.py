"""Panels about what was asked for, by whom and from where."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analyzer.aggregate.tally import MEASURES, Tally
from analyzer.model import Panel
from analyzer.panels.bounds import drawn_from
from analyzer.panels.tables import (
    NONE,
    Groups,
    grouped_panel,
    has_values,
    largest,
    once_for_keys,
    rows_of,
    text,
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
_SITE_MEASURES = ("requests", "bytes")
_URL = r"(?is)\A[a-z][a-z0-9+.-]*://(?:[^/?#@]*@)?(?P<host>[^/?#]*)"


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
    rows = rows_of(paths, largest(paths.keys, missing), ["not_found"])
    total = int(np.count_nonzero(missing))
    return drawn_from(Panel("Paths not found", ("path", "requests"), rows, total), "path", paths)


def _sites(referrers: Tally) -> Panel:
    """Requests and bytes by host of the referrer."""
    amounts = [referrers.sums[MEASURES.index(name)] for name in _SITE_MEASURES]
    columns = ("site", *_SITE_MEASURES)
    found = grouped_panel("Referring sites", columns, _sites_of(referrers.keys), amounts)
    return drawn_from(found, "referrer", referrers)


@once_for_keys
def _sites_of(keys: pa.BinaryArray) -> Groups:
    """The sites, and which one each key names; a key that is no URL is one itself."""
    hosts = pc.struct_field(pc.extract_regex(keys, pattern=_URL), [0])
    hosts = pc.if_else(pc.equal(hosts, b""), pa.scalar(None, pa.binary()), hosts)
    named = hosts.is_valid().to_numpy(zero_copy_only=False)
    known = pc.coalesce(hosts, keys).dictionary_encode()
    # A host and a key may be spelt alike and still be two: the case of a host does not count.
    names: dict[str, int] = {}
    values = [text(value) for value in known.dictionary.to_pylist()]
    lower = [names.setdefault(value.lower(), len(names)) for value in values]
    own = [names.setdefault(NONE if v in ("", "-") else v, len(names)) for v in values]
    codes = known.indices.to_numpy()
    chosen = np.where(named, *(np.array(one, np.int64)[codes] for one in (lower, own)))
    return Groups(pa.array(names, pa.string()), chosen)
