"""The details of a chunk."""

from typing import Any

from flask.testing import FlaskClient

from app.pages.chunks import chunks
from tests.app.charts.small_report import small_report


def _facts(report: Any, position: int) -> dict[str, str]:
    return dict(chunks(report)[position]["facts"])


def test_a_chunk_tells_where_it_is_and_who_worked_on_it() -> None:
    """Time is that of its worker's own phases."""
    facts = _facts(small_report(), 1)

    assert facts["byte range"] == "2,000 to 4,000"
    assert facts["bytes"] == "2,000 (2 KiB)"
    assert facts["worked on by"] == "worker 2"
    assert facts["duration"] == "80.0 ms"
    assert facts["CPU ÷ wall"] == "100.0 % of 80.0 ms"


def test_a_file_name_is_shown_in_visible_characters() -> None:
    """It comes from outside."""
    report = small_report()
    report["sources"][0]["name"] = "a\u202eb.log"

    assert _facts(report, 0)["source"] == "a\\u202eb.log"


def test_handing_a_result_over_is_not_work_on_it() -> None:
    """The parent may be busy; the chunk was not slower for it."""
    report = small_report()
    report["timing"]["spans"].append(["worker 1", 0, "transfer", 0, 10**9, 0, 0, 0])

    assert _facts(report, 0)["duration"] == "30.0 ms"


def test_the_halves_of_a_split_chunk_keep_their_own_time() -> None:
    """They share a number, and differ in bytes."""
    report = small_report()
    report["timing"]["chunks"] = [
        {**report["timing"]["chunks"][0], "end": 700},
        {**report["timing"]["chunks"][0], "start": 700},
    ]
    report["timing"]["spans"] = [
        ["worker 1", 0, "parse", 0, 7_000_000, 700, 9, 0],
        ["worker 3", 0, "parse", 0, 13_000_000, 1300, 9, 0],
    ]

    assert _facts(report, 0)["duration"] == "7.0 ms"
    assert _facts(report, 1)["worked on by"] == "worker 3"


def test_a_chunk_of_an_earlier_run_has_no_worker() -> None:
    """Its result was taken over."""
    report = small_report()
    report["timing"]["spans"] = []

    assert "an earlier run" in _facts(report, 0)["worked on by"]


def test_times_and_note_come_along_where_they_are_known() -> None:
    """Else they are empty, and no time can be chosen."""
    report = small_report()
    report["timing"]["chunks"][0] |= {
        "time_first": "2026-03-02T00:00:00Z",
        "time_last": "2026-03-02T00:30:00Z",
        "note": "slower than the median because of rejects",
    }
    timed, plain = chunks(report)[:2]

    assert (timed["from"], timed["to"]) == ("2026-03-02T00:00:00Z", "2026-03-02T00:30:00Z")
    assert timed["note"] == "slower than the median because of rejects"
    assert plain["from"] is None
    assert plain["note"] == ""


def test_the_page_asks_for_all_of_them_at_once(client: FlaskClient) -> None:
    """By the place in the log."""
    answer = client.get("/analyses/donexxxxxxxxxxxxxxxxxx/chunks.json").get_json()

    assert [chunk["chunk"] for chunk in answer["chunks"]] == [0, 1, 2]
