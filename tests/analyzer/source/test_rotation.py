"""Rotated logs come in the order of time."""

import random
from pathlib import Path

import pytest

from analyzer.model import Source
from analyzer.source.rotation import in_time_order, time_order
from tests.analyzer.support.files import findings_of
from tests.analyzer.support.packing import COMPRESSIONS


@pytest.mark.parametrize(
    "names",
    [
        ["access.log.10.gz", "access.log.2.gz", "access.log.1", "access.log"],
        ["access.log-20241231.gz", "access.log-20250101.gz", "access.log-20250102", "access.log"],
        ["access.log.2024-12-31.zst", "access.log.2025-01-01", "access.log"],
        ["access-2025-01-01.1.log", "access-2025-01-01.2.log", "access-2025-01-02.log"],
        ["app.2.log", "app.1.log", "app.log"],
        ["a.log-2025010123", "a.log-2025010200"],
    ],
)
def test_the_oldest_part_of_a_rotated_log_comes_first(names: list[str]) -> None:
    for seed in range(5):
        mixed = random.Random(seed).sample(names, len(names))
        assert [mixed[index] for index in time_order(mixed)] == names


def test_other_logs_stay_where_they_are() -> None:
    names = ["b.log", "z.log", "a.log.1", "b.log.1", "a.log"]
    expected = ["b.log.1", "b.log", "z.log", "a.log.1", "a.log"]
    assert [names[index] for index in time_order(names)] == expected


def test_equal_names_are_all_kept() -> None:
    assert time_order(["a.log", "a.log", "a.log"]) == [0, 1, 2]


def test_sources_are_numbered_in_their_new_order() -> None:
    sources = [Source(0, "a.log", "/x", 1), Source(1, "a.log.1", "/y", 2)]
    ordered = in_time_order(sources)
    assert [(one.index, one.name, one.path) for one in ordered] == [
        (0, "a.log.1", "/y"), (1, "a.log", "/x"),
    ]  # fmt: skip


def test_a_rotated_set_is_one_report_of_sources_and_rejects_in_the_order_of_time(
    tmp_path: Path,
) -> None:
    line = b'1.2.3.4 - - [%02d/Oct/2025:13:55:36 +0000] "GET / HTTP/1.1" 200 5 "-" "curl"\nbad %d\n'
    (tmp_path / "access.log").write_bytes(line % (3, 3))
    (tmp_path / "access.log.1").write_bytes(line % (2, 2))
    (tmp_path / "access.log.2.gz").write_bytes(COMPRESSIONS["gzip"](line % (1, 1)))
    found = findings_of(*sorted(tmp_path.iterdir()))
    assert [one["name"] for one in found["sources"]] == [
        "access.log.2.gz", "access.log.1", "access.log",
    ]  # fmt: skip
    texts = [sample["text"] for one in found["rejects"] for sample in one["samples"]]
    assert texts == ["bad 1", "bad 2", "bad 3"]
    assert found["totals"]["first"] == "2025-10-01T13:55:36Z"
