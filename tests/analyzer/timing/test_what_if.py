"""What the report and REST hold of predictions."""

import json
from typing import Any

import pytest

from analyzer.timing.prediction import SIZES, WORKERS
from analyzer.timing.what_if import what_if, what_if_grid
from tests.analyzer.timing.made_up import MIB, timing


def told(**made: Any) -> dict[str, Any]:
    predicted = what_if(timing(**made))
    assert predicted is not None
    return predicted


def test_the_part_in_the_report_is_small_even_of_a_large_run() -> None:
    predicted = told(workers=37, cores=64, chunks=2000, work=20)
    assert len(json.dumps(predicted)) < 4096


def test_it_names_the_measured_run_the_curves_and_the_advice() -> None:
    predicted = told(workers=2, cores=2)
    assert predicted["measured"] == {"workers": 2, "chunk_bytes": MIB, "seconds": 4.7}
    assert predicted["one_process_s"] == 8.9
    assert [count for count, _ in predicted["curve"]] == list(WORKERS)
    assert [count for count, _ in predicted["more_processors"]] == list(WORKERS)
    assert predicted["recommended"]["workers"] <= predicted["cores"] == 2


def test_more_processors_help_where_those_of_this_host_are_all_in_use() -> None:
    predicted = told(workers=2, cores=2, chunks=64)
    here, elsewhere = dict(predicted["curve"]), dict(predicted["more_processors"])
    assert elsewhere[8] < 0.5 * here[8]
    assert here[1] == pytest.approx(elsewhere[1])


def test_the_curve_has_the_number_of_workers_that_was_measured() -> None:
    assert 9 in dict(told(workers=9, cores=16)["curve"])


def test_the_advice_says_when_nothing_is_better() -> None:
    advice = told(workers=4, cores=5)["recommendation"]
    assert advice == (
        "4 workers with chunks of 1.0 MiB are as good as any other choice on this host:"
        " about 2.80 s."
    )


def test_the_advice_says_what_is_better_and_by_how_much() -> None:
    advice = told(workers=1, cores=4)["recommendation"]
    assert advice.startswith("4 workers with chunks of ")
    assert advice.endswith(", against 8.65 s with 1 worker with chunks of 1.0 MiB.")


def test_the_grid_has_every_chunk_size_by_every_number_of_workers() -> None:
    predicted = what_if_grid(timing())
    assert predicted is not None
    grid = predicted["grid"]
    assert (grid["workers"], grid["chunk_bytes"]) == (list(WORKERS), list(SIZES))
    assert [len(row) for row in grid["seconds"]] == [len(WORKERS)] * len(SIZES)
    assert dict(zip(grid["workers"], grid["seconds"][0], strict=True)) == dict(predicted["curve"])
    assert predicted["costs"]["chunk_ms"] == 1000
    assert predicted["costs"]["merge_ms_per_chunk"] == 50


def test_the_same_spans_give_the_same_answer() -> None:
    assert what_if_grid(timing(chunks=300)) == what_if_grid(timing(chunks=300))


def test_a_run_without_work_has_no_what_if() -> None:
    made = {**timing(), "spans": []}
    assert what_if(made) is None
    assert what_if_grid(made) is None


def test_a_report_that_does_not_tell_its_processors_had_as_many_as_workers() -> None:
    made = timing(workers=3)
    del made["cores"]
    predicted = what_if(made)
    assert predicted is not None
    assert predicted["cores"] == 3
