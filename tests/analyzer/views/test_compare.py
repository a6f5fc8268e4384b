"""Two views held against each other."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analyzer.aggregate.tally import MOST_VALUES
from analyzer.errors import UsageError
from analyzer.views.compare import compare_json, rejected_at, z_scores
from analyzer.views.side import Side, side_of
from analyzer.views.view import View
from tests.analyzer.views.test_equals_fresh import opened

LOG = b"".join(
    b'203.0.113.%d - - [10/Oct/2025:%02d:%02d:00 +0000] "GET /%s HTTP/1.1" %d 5 "-" "curl/8"\n'
    % (n % 7, 10 + n // 60, n % 60, b"new" if n >= 90 else b"old", 500 if n % 10 == 0 else 200)
    for n in range(180)
)
"""One record a minute for three hours from 10:00 on; after 90 of them another path."""


@pytest.fixture
def compared(tmp_path: Path) -> Any:
    """Compares two views of LOG, the second through bytes, as another process has it."""
    desk = opened(tmp_path, LOG)

    def compare(a: View, b: View) -> dict[str, Any]:
        return compare_json(side_of(desk, a), Side.from_bytes(side_of(desk, b).to_bytes()))

    return compare


def counts(found: dict[str, Any], column: str) -> list[int]:
    at = found["over_time"]["columns"].index(column)
    return [row[at] for row in found["over_time"]["rows"]]


def test_a_range_begins_where_it_was_said_to_and_not_with_its_first_record(compared: Any):
    morning = View("status=500", "2025-10-10T10:05", "2025-10-10T11:05")
    found = compared(morning, View("", "2025-10-10T11:05", "2025-10-10T12:05"))
    assert found["over_time"]["starts"] == ["2025-10-10T10:05:00Z", "2025-10-10T11:05:00Z"]
    assert (found["over_time"]["width"], len(found["over_time"]["rows"])) == (15, 240)
    assert counts(found, "a")[::4] == [int(minute % 10 == 5) for minute in range(60)]
    assert counts(found, "b")[::4] == [1] * 60
    assert counts(found, "errors_b") == counts(found, "a")


def test_a_part_of_a_log_lies_over_the_whole_at_the_same_time(compared: Any):
    found = compared(View(), View("path=/new", since="1999-01-01"))
    assert found["over_time"]["starts"] == ["2025-10-10T10:00:00Z"] * 2
    assert counts(found, "a")[90:] == counts(found, "b")[90:]
    assert sum(counts(found, "b")[:90]) == 0


def test_behind_the_end_of_the_shorter_side_is_nothing_and_not_nought(compared: Any):
    found = compared(View(until="2025-10-10T10:10"), View(since="2025-10-10T10:10"))
    assert counts(found, "a") == [1] * 10 + [None] * 160
    assert counts(found, "b") == [1] * 170


def test_a_range_beyond_all_dates_is_drawn_within_them(compared: Any):
    found = compared(View("", "0001-01-02", "2026-01-01"), View("", "2025-01-01", "9999-12-30"))
    assert found["over_time"]["starts"][0] == "1970-01-01T00:00:00Z"
    assert sum(count or 0 for count in counts(found, "a")) == 180
    assert sum(count or 0 for count in counts(found, "b")) == 180
    assert len(found["over_time"]["rows"]) < 240


def test_what_is_new_has_vanished_the_other_way_round(compared: Any):
    first, second = View("path=/old"), View("path=/new")
    there, back = compared(first, second), compared(second, first)
    assert there["new"]["path"]["rows"] == back["vanished"]["path"]["rows"] == [["/new", 90]]
    assert there["vanished"]["path"]["rows"] == back["new"]["path"]["rows"] == [["/old", 90]]


def test_a_field_that_one_log_does_not_have_is_no_change_within_chance(tmp_path: Path):
    """Each record of that log is one without the value."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    lines = b"".join(b'{"level": "info", "msg": "x", "turn": "t%d"}\n' % (n % 2) for n in range(60))
    web, own = opened(tmp_path / "a", LOG), opened(tmp_path / "b", lines)
    found = compare_json(side_of(web, View()), side_of(own, View()))
    for field, values in ("path", 2), ("turn", 2):
        assert found["panels"][field]["significant"] == values, field
    [first, *_] = found["panels"]["path"]["rows"]
    assert first[1:5] == [90, 0, 0.5, 0.0]


def test_errors_are_tested_as_a_share(compared: Any):
    same = compared(View("path=/old"), View("path=/new"))["error_share"]
    assert (same["a"], same["b"], same["significant"]) == (0.1, 0.1, False)
    apart = compared(View(), View("status=500"))["error_share"]
    assert (apart["a"], apart["b"], apart["significant"]) == (0.1, 1.0, True)


def test_a_side_without_a_record_cannot_be_compared(compared: Any):
    with pytest.raises(UsageError, match="No record is left"):
        compared(View(), View("path=/nowhere"))


def test_logs_without_a_status_or_a_time_have_none_to_compare(tmp_path: Path):
    desk = opened(
        tmp_path, b'{"level": "info", "message": "so it goes"}\n' * 5, format="json_lines"
    )
    found = compare_json(side_of(desk, View()), side_of(desk, View()))
    assert "status" not in found["panels"]
    assert found["over_time"]["rows"] == found["over_time"]["starts"] == []


def test_a_field_of_too_many_values_is_named_as_not_compared(tmp_path: Path):
    log = b"".join(b'{"level": "info", "turn": "t%d"}\n' % n for n in range(MOST_VALUES + 1))
    desk = opened(tmp_path, log, format="json_lines")
    found = compare_json(side_of(desk, View()), side_of(desk, View()))
    assert (found["uncounted"], list(found["panels"])) == (["turn"], ["level"])


def test_the_z_test_is_that_of_a_textbook_and_sees_no_change_in_none():
    z = z_scores(np.array([15, 0]), np.array([30, 0]), 100, 100)
    assert z.tolist() == pytest.approx([2.540, 0.0], abs=0.001)  # p = 45 / 200
    found = rejected_at(np.array([0.009, 0.04, 0.001, 0.9]), 0.02)
    assert found.tolist() == [True, False, True, False]
