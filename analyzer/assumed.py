"""What a report assumed where its log is silent, in words for people; and which zone a log's times
were written in."""

from collections.abc import Mapping
from typing import Any

from analyzer.model import Clocks
from analyzer.zones import offset_name

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


def own_zone(clocks: Clocks, instead: str) -> str | None:
    """The zone of a source's times (see ``zone_named``), where it is ``instead`` for those that
    name none; "" where they are of several, None where there are no times."""
    if not clocks.timed:
        return None
    if clocks.zoneless == clocks.timed:
        return instead
    if clocks.least_offset is None or clocks.least_offset != clocks.most_offset:
        return ""
    written = offset_name(clocks.least_offset)
    return written if not clocks.zoneless or instead == written else ""
