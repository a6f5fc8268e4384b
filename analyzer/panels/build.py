"""All panels and totals of a merged partial."""

from collections.abc import Mapping
from typing import Any

from analyzer.aggregate.distinct import Estimate
from analyzer.aggregate.partial import Aggregates
from analyzer.aggregate.wall_clock import ByClock
from analyzer.model import Panel
from analyzer.panels.content import content
from analyzer.panels.events import events
from analyzer.panels.latency import latencies
from analyzer.panels.people import people
from analyzer.panels.tables import has_values
from analyzer.panels.traffic import (
    in_utc,
    iso,
    over_time,
    response_sizes,
    status_codes,
    weekly_pattern,
)
from analyzer.parse.columns import NO_TIME
from analyzer.zones import UTC_NAME


def panels(parts: Aggregates, clock: ByClock | None = None) -> dict[str, Panel]:
    """Every panel whose fields the log has, by name; those of times by the ``clock``, in UTC where
    there is none."""
    tallies = dict(parts.tallies)
    web = _is_web(parts)
    if clock is None and parts.first != NO_TIME:
        clock = in_utc(parts)
    return {
        **(over_time(clock) if clock else {}),
        **({"status_codes": status_codes(parts)} if web else {}),
        **content(tallies),
        **(people(parts) if has_values(tallies.get("user_agent")) else {}),
        **latencies(parts),
        **({"weekly_pattern": weekly_pattern(clock)} if clock else {}),
        **({"response_sizes": response_sizes(parts)} if web else {}),
        **events(tallies),
    }


def _is_web(parts: Aggregates) -> bool:
    """Whether any record has a status."""
    return bool(parts.statuses[0][1:].any())


def totals(parts: Aggregates, zone: str = UTC_NAME) -> Mapping[str, Any]:
    """The headline figures; times are ISO 8601 in ``zone``, None where no record has one. Where
    visitors were sampled, ``unique_visitors_within`` is how far their number may be off."""
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
        "first": None if parts.first == NO_TIME else iso(parts.first, zone),
        "last": None if parts.first == NO_TIME else iso(parts.last, zone),
    }
