"""What a report assumed where its log is silent, in words for people."""

from collections.abc import Mapping
from typing import Any

WRITTEN = "as written"
_ELSE = f"{WRITTEN}, else "


def assumed_times(source: Mapping[str, Any]) -> str:
    """Of one of the report's sources: what was taken for the zone and the year where times name
    none; empty where they all do, or the report is of an earlier version, which does not tell."""
    zone, year = (source.get(name, "") for name in ("zone", "year"))
    assumed = []
    if zone not in ("", WRITTEN):
        assumed.append(f"times without a zone, read as {zone.removeprefix(_ELSE)}")
    if year not in ("", WRITTEN):
        assumed.append("years that are not written, inferred")
    return "; ".join(assumed)
