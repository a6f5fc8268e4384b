"""Panels of how long things took, of logs that can be counted by hand."""

import itertools
from pathlib import Path
from typing import Any

import pytest

from tests.analyzer.support.files import findings_of


def panels_of(folder: Path, *lines: str) -> dict[str, Any]:
    log = folder / "latency.log"
    log.write_text("".join(lines))
    options = {"engine": "serial", "format": "combined_microseconds"}
    panels: dict[str, Any] = findings_of(log, **options)["panels"]
    return panels


def spent(path: str, *milliseconds: float) -> list[str]:
    return [line(path, f"{one * 1000:.0f}") for one in milliseconds]


def line(path: str, microseconds: str) -> str:
    request = f"GET {path} HTTP/1.1"
    start = f'1.2.3.4 - - [10/Oct/2025:13:55:36 +0000] "{request}" 200 5 "-" "curl"'
    return f"{start} {microseconds}\n"


def row_of(panel: dict[str, Any], row: int = 0) -> dict[str, Any]:
    return dict(zip(panel["columns"], panel["rows"][row], strict=True))


def test_percentiles_are_within_their_bound_and_extremes_exact(tmp_path: Path) -> None:
    panel = panels_of(tmp_path, *spent("/", *range(1, 101)))["durations"]
    row = row_of(panel)
    assert (row["requests"], row["max_ms"], row["mean_ms"]) == (100, 100.0, 50.5)
    for name, exact in {"p50_ms": 50, "p90_ms": 90, "p95_ms": 95, "p99_ms": 99}.items():
        assert row[name] == pytest.approx(exact, rel=0.011)
    assert "within 1 %" in panel["title"]


def test_the_distribution_has_doubling_ranges_without_gaps(tmp_path: Path) -> None:
    panel = panels_of(tmp_path, *spent("/", 1, 1.5, 9, 100))["duration_distribution"]
    assert sum(row[2] for row in panel["rows"]) == 4
    edges = [(row[0], row[1]) for row in panel["rows"]]
    assert all(before[1] == after[0] for before, after in itertools.pairwise(edges))
    assert edges[0][0] <= 1
    assert edges[-1][1] >= 100


def test_paths_come_by_the_time_they_took_altogether(tmp_path: Path) -> None:
    panel = panels_of(tmp_path, *spent("/often", *[10] * 50), *spent("/slow", 200))["slow_paths"]
    assert [row[0] for row in panel["rows"]] == ["/often", "/slow"]
    assert row_of(panel)["requests"] == 50
    assert row_of(panel)["total_ms"] == pytest.approx(500, rel=0.011)
    assert panel["rows_total"] == 2


def test_records_without_a_duration_are_not_counted(tmp_path: Path) -> None:
    panels = panels_of(tmp_path, *spent("/", 5), line("/", "-"))
    assert row_of(panels["durations"])["requests"] == 1


def test_no_durations_no_panels(tmp_path: Path) -> None:
    panels = panels_of(tmp_path, line("/", "-"))
    assert not {"durations", "duration_distribution", "slow_paths"} & set(panels)


def test_durations_of_nothing_are_durations(tmp_path: Path) -> None:
    panels = panels_of(tmp_path, *spent("/", 0, 0))
    assert row_of(panels["durations"])["p99_ms"] == 0
    assert panels["duration_distribution"]["rows"][0][2] == 2
