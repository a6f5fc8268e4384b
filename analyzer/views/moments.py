"""Times in filters: ISO 8601, as exact as they are written."""

import re
from datetime import UTC, datetime, timedelta

from analyzer.errors import UsageError
from analyzer.zones import zone_named

_FORM = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d)(?::(\d\d)(?::(\d\d))?)?)?(Z|[+-]\d\d:?\d\d)?", re.ASCII
)
_SPANS = (timedelta(days=1), timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1))


def span_of(text: str, zone: str) -> tuple[int, int]:
    """What a time written to the day, hour, minute or second covers: ``[start, end)`` in seconds
    since 1970. One without an offset is of ``zone``. UsageError for what is no time."""
    match = _FORM.fullmatch(text.strip())
    try:
        if match is None:
            raise ValueError
        day, hour, minute, second, offset = match.groups()
        written = f"{day}T{hour or '00'}:{minute or '00'}:{second or '00'}{offset or ''}"
        start = datetime.fromisoformat(written)
        length = _SPANS[sum(part is not None for part in (hour, minute, second))]
        if start.tzinfo is None:
            start = start.replace(tzinfo=zone_named(zone))
        # Wall time within the zone: a day may have 23 hours.
        end = (start + length) if hour is None else (start.astimezone(UTC) + length)
        return int(start.timestamp()), int(end.timestamp())
    except (ValueError, OverflowError):
        raise UsageError(
            f"{text!r} is no time. Write it like 2025-03-01, 2025-03-01T10:00 or"
            ' 2025-03-01T10:00:00Z; in a filter also Mon, T14 or "Mon 14".'
        ) from None


def range_of(text: str, zone: str) -> tuple[int, int]:
    """``A..B``: from the start of A up to the start of B; ``A`` alone: all that it covers."""
    first, dots, last = text.partition("..")
    if not dots:
        return span_of(first, zone)
    return span_of(first, zone)[0], span_of(last, zone)[0]
