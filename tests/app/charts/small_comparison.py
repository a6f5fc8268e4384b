"""A small comparison written out by hand: an hour before a release and an hour after it."""

from typing import Any

from tests.app.charts.small_report import LINK

COLUMNS = ["value", "a", "b", "share_a", "share_b", "z", "p", "significant"]


def small_comparison() -> dict[str, Any]:
    """100 requests of log A against 200 of a filtered log B, which ends one step earlier; a fresh
    copy each time."""
    return {
        "zone": "UTC",
        "sides": {"a": _side("before", 100, ""), "b": _side("after", 400, "not bot")},
        "method": "Shares of records; two-proportion z-test.",
        "totals": {
            "a": _totals(100, 5, 1 << 20, 2, "2026-03-02T10:00:00Z", "2026-03-02T10:59:59Z"),
            "b": _totals(200, 9, 3 << 20, 40, "2026-03-03T10:00:00Z", "2026-03-03T10:29:59Z"),
        },
        "error_share": {"a": 0.02, "b": 0.2, "z": 4.2, "p": 2e-5, "significant": True},
        "durations_ms": {"p50": [12.0, 18.0], "p95": [40.0, 40.0], "p99": [900.0, 90.0]},
        "over_time": {
            "width": 1800,
            "starts": ["2026-03-02T10:00:00Z", "2026-03-03T10:00:00Z"],
            "columns": ["seconds", "a", "b", "errors_a", "errors_b"],
            "rows": [[0, 40, 200, 0, 40], [1800, 60, None, 2, None]],
        },
        "panels": {
            "turn": _panel([["t1", 97, 200, 0.97, 1.0, 2.5, 0.013, False]], 0, rows_total=2),
            "message": _panel([["it took # ms", 100, 200, 1.0, 1.0, 0.0, 1.0, False]], 0),
            "path": _panel(
                [
                    ["/checkout", 2, 40, 0.02, 0.2, 4.2, 2e-5, True],
                    [LINK, 0, 10, 0.0, 0.05, 2.3, 0.02, False],
                    ['/say "\\hi"', 98, 150, 0.98, 0.75, -5.0, 5e-7, True],
                ],
                2,
                rows_total=250,
            ),
            "status": _panel(
                [
                    ["200", 98, 160, 0.98, 0.8, -4.2, 2e-5, True],
                    ["-", 2, 40, 0.02, 0.2, 4.2, 2e-5, True],
                ],
                2,
                rows_total=3,
            ),
        },
        "new": {
            "turn": _only(),
            "message": _only(),
            "path": _only([LINK, 10]),
            "status": _only(),
        },
        "vanished": {
            "turn": _only(["t0", 3]),
            "message": _only(),
            "path": _only(),
            "status": _only(["404", 1]),
        },
        "uncounted": ["request_id"],
    }


def _side(name: str, of: int, where: str) -> dict[str, Any]:
    return {
        "id": name.ljust(22, "x"),
        "name": f"{name}.log",
        "view": {"where": where, "since": "", "until": "", "zone": "UTC"},
        "of": of,
        "run": {
            "bytes": (1 << 20) * of // 100,
            "records": of,
            "wall_ns": 200_000_000,
            "workers": 2,
            "engine": "pool",
            "records_per_s": of * 5.0,
            "megabytes_per_s": of / 20,
            "speed_up": 1.5,
            "efficiency": 0.75,
            "phases_ns": {"parse": 20_000_000, "store": 10_000_000},
        },
    }


def _totals(
    requests: int, visitors: int, sent: int, errors: int, first: str, last: str
) -> dict[str, Any]:
    return {
        "requests": requests,
        "unique_visitors": visitors,
        "bytes_sent": sent,
        "errors": errors,
        "first": first,
        "last": last,
    }


def _panel(rows: list[list[Any]], significant: int, rows_total: int | None = None) -> Any:
    total = len(rows) if rows_total is None else rows_total
    return {"columns": COLUMNS, "rows": rows, "rows_total": total, "significant": significant}


def _only(*rows: list[Any]) -> Any:
    return {"columns": ["value", "requests"], "rows": list(rows), "rows_total": len(rows)}
