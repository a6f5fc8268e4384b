"""The sentence above the lanes."""

from app.charts import lanes
from tests.app.charts.small_report import small_report, span


def test_it_counts_workers_chunks_and_time() -> None:
    """And explains the bare track."""
    assert lanes.lanes_summary(small_report()) == (
        "2 workers ran 3 chunks in 100.0 ms; bare track is idle time."
    )


def test_it_tells_how_many_workers_had_nothing_to_do() -> None:
    """A small log has fewer chunks than workers."""
    report = small_report()
    del report["timing"]["lanes"][1]
    report["timing"]["spans"] = [s for s in report["timing"]["spans"] if s[0] != "worker 2"]

    assert lanes.lanes_summary(report).startswith("1 of 2 workers ran 3 chunks")


def test_a_replaced_worker_does_not_make_more_workers() -> None:
    """After a death there are more lanes than workers at a time."""
    report = small_report()
    report["timing"]["spans"].append(span("worker 3", 2, "parse", 80, 90))

    assert lanes.lanes_summary(report).startswith("2 workers ran 3 chunks")
