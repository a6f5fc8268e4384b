"""A small report written out by hand: two workers, three chunks, a few hostile labels."""

from typing import Any

LINK = '<a href="https://evil.example/">click</a>'
LONG_PATH = "/" + "a" * 100
SERIES = ["time", "1xx", "2xx", "3xx", "4xx", "5xx", "other"]


def span(lane: str, chunk: int, phase: str, start_ms: float, end_ms: float) -> list[Any]:
    """A span of 1 MB and 100 records."""
    start, end = int(start_ms * 1e6), int(end_ms * 1e6)
    return [lane, chunk, phase, start, end, 1_000_000, 100, end - start]


def small_report() -> dict[str, Any]:
    """120 requests in two hours, ten of them errors; a fresh copy each time."""
    return {
        "schema": 1,
        "sources": [
            {
                "name": "<img src=x onerror=alert(1)>.log",
                "bytes": 5000,
                "format": "combined",
                "confidence": 0.998,
                "sha256": "ab" * 32,
                "compression": "",
                "encoding": "utf-8",
                "zone": "as written",
                "year": "as written",
            }
        ],
        "accounting": {"bytes": 5000, "records": 122, "parsed": 120, "rejected": 2, "blank": 1},
        "totals": {
            "requests": 120,
            "unique_visitors": 7,
            "bytes_sent": 4096,
            "errors": 10,
            "first": "2026-03-02T00:00:00Z",
            "last": "2026-03-02T01:59:59Z",
        },
        "panels": _panels(),
        "rejects": [
            {
                "reason": "truncated line",
                "count": 2,
                "samples": [
                    {"source": "a.log", "offset": 4990, "text": "<script>alert(1)</script>"},
                    {"source": "a.log", "offset": 4995, "text": "10.0.0.1 - \\xff"},
                ],
            }
        ],
        "coverage": {"state": "complete", "bytes_analysed": 5000, "bytes_total": 5000},
        "quarantined": [],
        "damaged": [],
        "skipped": [],
        "timing": _timing(),
    }


def _panel(columns: list[str], rows: list[list[Any]], rows_total: int | None = None) -> Any:
    total = len(rows) if rows_total is None else rows_total
    return {"title": "", "columns": columns, "rows": rows, "rows_total": total}


def _panels() -> dict[str, Any]:
    return {
        "requests_over_time": _panel(
            SERIES,
            [
                ["2026-03-02T00:00:00Z", 0, 40, 0, 5, 0, 0],
                ["2026-03-02T01:00:00Z", 0, 70, 0, 0, 5, 0],
            ],
        ),
        "bytes_over_time": _panel(
            SERIES,
            [
                ["2026-03-02T00:00:00Z", 0, 1024, 0, 0, 0, 0],
                ["2026-03-02T01:00:00Z", 0, 3072, 0, 0, 0, 0],
            ],
        ),
        "status_codes": _panel(
            ["status", "requests", "bytes"], [[200, 110, 4096], [599, 6, 0], [404, 4, 0]]
        ),
        "paths": _panel(
            ["path", "requests", "bytes", "errors"],
            [
                [LINK, 60, 2048, 0],
                [LONG_PATH + "1", 30, 1024, 10],
                [LONG_PATH + "2", 29, 1024, 0],
                ["2026", 1, 0, 0],
            ],
            rows_total=250,
        ),
        "bots": _panel(["bot", "requests", "visitors"], []),
        "weekly_pattern": _panel(
            ["weekday", "hour", "requests"],
            [[n // 24, n % 24, 75 if n == 1 else 0] for n in range(168)],
        ),
        "response_sizes": _panel(
            ["from_bytes", "to_bytes", "requests"],
            [[0, 1, 0], [1, 2, 10], [2, 4, 0], [4, 8, 100], [8, 16, 10], [16, 32, 0]],
        ),
    }


def _timing() -> dict[str, Any]:
    return {
        "workers": 2,
        "engine": "pool",
        "chunk_bytes": 1 << 20,
        "wall_ns": 100_000_000,
        "spans": [
            span("parent", -1, "plan", 0, 2),
            span("parent", -1, "wait", 2, 95),
            span("parent", -1, "merge", 95, 99),
            span("worker 1", 0, "parse", 5, 35),
            span("worker 1", 2, "parse", 40, 70),
            span("worker 2", 1, "parse", 5, 65),
            span("worker 2", 1, "store", 65, 85),
        ],
        "chunks": [_chunk(0, 0, 2000), _chunk(1, 2000, 4000), _chunk(2, 4000, 5000)],
        "chunks_resumed": 0,
        "lanes": [_lane("worker 1", 50.0), _lane("worker 2", 40.0)],
        "summary": {
            "speed_up": 1.9,
            "efficiency": 0.95,
            "imbalance": 1.05,
            "idle_share": 0.05,
            "merge_share": 0.02,
            "transfer_share": 0.01,
            "records_per_s": 12_345.6,
            "megabytes_per_s": 30.0,
            "serial_ns": 160_000_000,
        },
        "verdict": "parse-bound: 2 workers gave 1.9x",
    }


def _chunk(number: int, start: int, end: int) -> dict[str, Any]:
    return {
        "chunk": number,
        "source": 0,
        "start": start,
        "end": end,
        "records": 40,
        "rejected": 1,
    }


def _lane(name: str, speed: float) -> dict[str, Any]:
    return {
        "lane": name,
        "pid": 11,
        "busy_ns": 80_000_000,
        "idle_ns": 20_000_000,
        "boot_ns": 5_000_000,
        "chunks": 2,
        "bytes": 2_000_000,
        "records": 200,
        "records_per_s": 2500.0,
        "megabytes_per_s": speed,
        "phases": {"parse": 60_000_000, "store": 20_000_000},
    }
