"""A report as JSON lines, for jq, for log shippers and for tables of other programs."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any


def report_ndjson(report: Mapping[str, Any]) -> str:
    """A line a source, a line for the view where there is one, a line for the totals, a line a
    panel's row, a line a reason of rejects; ``kind`` says which it is. ASCII alone, as in the
    report's JSON."""
    return _lines(_items(report))


def panel_ndjson(panel: Mapping[str, Any]) -> str:
    """A line a row of one panel, by column."""
    return _lines(dict(zip(panel["columns"], row, strict=True)) for row in panel["rows"])


def _lines(items: Iterable[Mapping[str, Any]]) -> str:
    return "".join(json.dumps(one, separators=(",", ":")) + "\n" for one in items)


def _items(report: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for source in report["sources"]:
        yield {"kind": "source", **source}
    if "view" in report:
        yield {"kind": "view", **report["view"]}
    yield {"kind": "totals", **report["totals"], **report["accounting"]}
    for name, panel in report["panels"].items():
        for row in panel["rows"]:
            yield {
                "kind": "row",
                "panel": name,
                "values": dict(zip(panel["columns"], row, strict=True)),
            }
    for reject in report["rejects"]:
        yield {"kind": "reject", **reject}
