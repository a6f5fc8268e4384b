"""Time zones by name."""

from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from analyzer.errors import UsageError


def zone_named(name: str) -> ZoneInfo:
    """The time zone of an IANA name; UsageError where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        problem = f"There is no time zone {name!r}; they are named like Europe/Berlin."
        raise UsageError(problem) from None


@cache
def zone_names() -> tuple[str, ...]:
    """All that this host knows, in the order of the alphabet."""
    return tuple(sorted(available_timezones() - {"localtime"}))
