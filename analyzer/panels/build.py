"""All panels and totals of a merged partial."""

from collections.abc import Mapping
from typing import Any

from analyzer.aggregate.partial import Aggregates
from analyzer.model import Panel
from analyzer.panels.content import content
from analyzer.panels.people import people
from analyzer.panels.tables import has_values
from analyzer.panels.traffic import (
    iso,
    over_time,
    response_sizes,
    status_codes,
    weekly_pattern,
)


def panels(parts: Aggregates) -> dict[str, Panel]:
    """Every panel whose fields the log has, by name."""
    tallies = dict(parts.tallies)
    return {
        **over_time(parts),
        "status_codes": status_codes(parts),
        **content(tallies),
        **(people(parts) if has_values(tallies["user_agent"]) else {}),
        "weekly_pattern": weekly_pattern(parts),
        "response_sizes": response_sizes(parts),
    }


def totals(parts: Aggregates) -> Mapping[str, Any]:
    """The headline figures; times are ISO 8601 in UTC."""
    return {
        "requests": int(parts.statuses[0].sum()),
        "unique_visitors": len(parts.visitors.packed),
        "bytes_sent": sum(parts.statuses[1].tolist()),
        "errors": int(parts.statuses[0][400:].sum()),
        "first": iso(parts.first),
        "last": iso(parts.last),
    }
