"""All panels and totals of a merged partial."""

from collections.abc import Mapping
from typing import Any

from analyzer.aggregate.distinct import Estimate
from analyzer.aggregate.partial import Aggregates
from analyzer.model import Panel
from analyzer.panels.content import content
from analyzer.panels.events import events
from analyzer.panels.latency import latencies
from analyzer.panels.people import people
from analyzer.panels.tables import has_values
from analyzer.panels.traffic import (
    iso,
    over_time,
    response_sizes,
    status_codes,
    weekly_pattern,
)
from analyzer.parse.columns import NO_TIME


def panels(parts: Aggregates) -> dict[str, Panel]:
    """Every panel whose fields the log has, by name."""
    tallies = dict(parts.tallies)
    web = _is_web(parts)
    timed = parts.first != NO_TIME
    return {
        **(over_time(parts) if timed else {}),
        **({"status_codes": status_codes(parts)} if web else {}),
        **content(tallies),
        **(people(parts) if has_values(tallies.get("user_agent")) else {}),
        **latencies(parts),
        **({"weekly_pattern": weekly_pattern(parts)} if timed else {}),
        **({"response_sizes": response_sizes(parts)} if web else {}),
        **events(tallies),
    }


def _is_web(parts: Aggregates) -> bool:
    """Whether any record has a status."""
    return bool(parts.statuses[0][1:].any())


def totals(parts: Aggregates) -> Mapping[str, Any]:
    """The headline figures; times are ISO 8601 in UTC, None where no record has one. Where visitors
    were sampled, ``unique_visitors_within`` is how far their number may be off."""
    requests, bytes_sent, errors, _ = parts.sums.tolist()
    visitors = (
        Estimate(len(parts.visitors.packed), 0) if parts.sample is None else parts.sample.estimate
    )
    return {
        "requests": requests,
        "unique_visitors": visitors.count,
        **({"unique_visitors_within": visitors.within} if visitors.within else {}),
        "bytes_sent": bytes_sent,
        "errors": errors,
        "first": None if parts.first == NO_TIME else iso(parts.first),
        "last": None if parts.first == NO_TIME else iso(parts.last),
    }
