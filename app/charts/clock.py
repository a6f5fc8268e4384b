"""Times as the clock of the report's zone shows them. A report is in UTC, a view in any zone."""

from app.charts.panel import Report


def zone_label(report: Report) -> str:
    """What people call the zone: "UTC", "Europe/Berlin", "UTC+02:00"."""
    zone: str = report.get("zone", "UTC")
    return f"UTC{zone}" if zone.startswith(("+", "-")) else zone


def shown_time(time: str) -> str:
    """ISO 8601 without its offset, for an axis that knows no zones; UTC stays as it is."""
    return time if time.endswith("Z") else time[: len("2026-03-02T14:05:09")]
