"""Time zones by name."""

import re
from datetime import UTC, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from analyzer.errors import UsageError

UTC_NAME = "UTC"

_OFFSET = re.compile(r"([+-])([01]\d|2[0-3]):?([0-5]\d)", re.ASCII)


def zone_named(name: str) -> tzinfo:
    """The time zone of an IANA name, or of an offset from UTC like ``+02:00``; UsageError where
    there is none."""
    if name == UTC_NAME:
        return UTC
    if match := _OFFSET.fullmatch(name):
        sign, hours, minutes = match.groups()
        offset = timedelta(hours=int(hours), minutes=int(minutes))
        return timezone(-offset if sign == "-" else offset)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        problem = (
            f"There is no time zone {name!r}; they are named like Europe/Berlin, or by their"
            " offset, like +02:00."
        )
        raise UsageError(problem) from None


def offset_name(seconds: int) -> str:
    """What ``zone_named`` calls a zone that always adds so many seconds to UTC, whole minutes."""
    if not seconds:
        return UTC_NAME
    hours, minutes = divmod(abs(seconds) // 60, 60)
    return f"{'-' if seconds < 0 else '+'}{hours:02}:{minutes:02}"


@cache
def zone_names() -> tuple[str, ...]:
    """All that this host knows, in the order of the alphabet."""
    return tuple(sorted(available_timezones() - {"localtime"}))
