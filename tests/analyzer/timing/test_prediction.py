"""From a measured run to other settings of the same run."""

from dataclasses import replace
from math import sqrt

import pytest

from analyzer.timing.costs import Measured, Rates, measured
from analyzer.timing.prediction import (
    SIZES,
    WORKERS,
    Setting,
    alone_ns,
    own_setting,
    predict_ns,
    recommended,
)
from tests.analyzer.timing.made_up import MIB, S, span, timing


def run(**made: float) -> Measured:
    found = measured(timing(**made))  # type: ignore[arg-type]
    assert found is not None
    return found


def predicted(one: Measured, workers: int, chunk_bytes: int = MIB) -> float:
    return round(predict_ns(one, Setting(workers, chunk_bytes)) / S, 3)


@pytest.mark.parametrize("workers", [1, 2])
def test_the_run_itself_is_predicted_as_it_was(workers: int) -> None:
    one = run(workers=workers)
    assert predict_ns(one, own_setting(one)) == pytest.approx(one.wall_ns)


def test_one_worker_is_predicted_from_two_and_two_from_one() -> None:
    assert predicted(run(workers=2), 1) == pytest.approx(run(workers=1).wall_ns / S)
    one = measured(timing(workers=1))
    assert one is not None
    # Of one worker nothing tells how long the next one takes to start: 5 ms.
    assert predicted(one, 2) == pytest.approx(run(workers=2).wall_ns / S, abs=0.006)


def test_four_workers_wait_for_the_parent_now_and_then() -> None:
    assert predicted(run(cores=5), 4) == 0.3 + 2.2 + 0.3


def test_one_process_boots_nobody_and_merges_in_turn() -> None:
    assert alone_ns(run()) / S == pytest.approx(0.2 + 8 * 1.05 + 0.3)


def test_a_wait_for_hashes_is_not_part_of_one_process() -> None:
    made = timing()
    wall = made["wall_ns"] / S
    made["spans"].append(span("parent", -1, "hash", wall, wall + 1))
    made["wall_ns"] += S
    found = measured(made)
    assert found is not None
    assert alone_ns(found) / S == pytest.approx(0.2 + 8 * 1.05 + 0.3)


def test_workers_that_had_half_a_processor_tell_of_others_on_it() -> None:
    one = run(cores=2, share=0.5, merge=0.01)
    assert one.host.foreign == pytest.approx(2, rel=0.05)
    assert predict_ns(one, own_setting(one)) == pytest.approx(one.wall_ns, rel=0.03)
    # Alone against two others on two processors: two thirds of one instead of a half.
    assert predicted(one, 1) == pytest.approx(0.6 + 8 * 0.5 * 1.5, rel=0.03)


def test_slow_workers_beside_free_processors_stay_as_slow() -> None:
    one = run(cores=16, share=0.5)
    assert (one.host.foreign, one.host.slow) == (0, 2)
    assert predict_ns(one, own_setting(one)) == pytest.approx(one.wall_ns)


def test_workers_that_crowded_each_other_out_tell_of_nobody_else() -> None:
    one = run(workers=4, cores=2, share=0.5, merge=0.001)
    assert one.host.foreign == pytest.approx(0, abs=0.05)
    assert predicted(one, 2) == pytest.approx(predicted(one, 4), rel=0.03)


def test_smaller_chunks_cost_more_of_what_grows_with_distinct_values() -> None:
    rates = Rates(linear=2.0, root=300.0, merge=100.0, hand_over=50.0)
    assert rates.chunk(10_000).work == 20_000 + 30_000 + 50
    assert rates.chunk(10_000).merge == 10_000
    one = replace(run(), rates=rates)
    whole, parts = rates.chunk(4 * MIB), rates.chunk(MIB)
    assert 4 * parts.work > whole.work
    assert 4 * parts.merge == pytest.approx(2 * whole.merge)
    assert predict_ns(one, Setting(1, MIB // 4)) > predict_ns(one, Setting(1, 2 * MIB))


def test_the_costs_of_a_chunk_are_split_by_the_law_of_their_phase() -> None:
    made = timing(workers=1, chunks=1, work=1)
    made["spans"][-2:] = [
        span("worker 1", -1, "boot", 0.2, 0.3),
        span("worker 1", 0, "read", 0.3, 0.4, MIB, 0.1),
        span("worker 1", 0, "parse", 0.4, 0.9, MIB, 0.5),
        span("worker 1", 0, "aggregate", 0.9, 1.1, MIB, 0.2),
        span("worker 1", 0, "store", 1.1, 1.2, MIB, 0.1),
        span("worker 1", 0, "transfer", 1.2, 1.3),
    ]
    found = measured(made)
    assert found is not None
    assert found.rates.linear == pytest.approx(0.6 * S / MIB)
    assert found.rates.root == pytest.approx(0.4 * S / sqrt(MIB))
    assert found.rates.merge == pytest.approx(0.05 * S / sqrt(MIB))


def test_waiting_for_the_disk_counts_as_cost_and_for_a_processor_does_not() -> None:
    made = timing(workers=1, cores=1, chunks=1)
    made["spans"][-1:] = [
        span("worker 1", 0, "read", 0.3, 0.7, MIB, 0.05),
        span("worker 1", 0, "parse", 0.7, 1.3, MIB, 0.3),
    ]
    found = measured(made)
    assert found is not None
    assert found.rates.linear * MIB == pytest.approx((0.4 / 2 + 0.3) * S)


def test_chunks_of_an_earlier_run_are_not_predicted() -> None:
    made = timing()
    made["chunks"].append({"chunk": 8, "source": 1, "start": 0, "end": 99})
    found = measured(made)
    assert found is not None
    assert list(found.sizes) == [8 * MIB]


def test_nothing_parsed_is_nothing_predicted() -> None:
    made = timing()
    made["spans"] = [row for row in made["spans"] if row[0] == "parent"]
    assert measured(made) is None


@pytest.mark.parametrize("cores", [1, 2, 4])
def test_the_advice_is_never_more_workers_than_processors(cores: int) -> None:
    assert recommended(run(cores=cores, workers=1)).workers <= cores


def test_the_advice_keeps_a_setting_that_is_as_good_as_the_best() -> None:
    one = run(workers=4, chunks=8)
    assert recommended(one) == Setting(4, MIB)


def test_of_equally_fast_settings_the_advice_is_the_one_with_the_fewest_workers() -> None:
    by_distinct_values = Rates(linear=0.0, root=S / 1024, merge=0.0, hand_over=0.0)
    one = replace(run(), rates=by_distinct_values, sizes=[MIB])
    assert recommended(one) == Setting(1, 16 * MIB)


@pytest.mark.parametrize("cores", [1, 2, 5])
def test_no_number_of_workers_above_the_processors_is_faster(cores: int) -> None:
    one = run(cores=cores, chunks=120, work=0.1, merge=0.001)
    best = min(
        predict_ns(one, Setting(count, MIB)) for count in (*WORKERS, cores) if count <= cores
    )
    above = [predict_ns(one, Setting(count, MIB)) for count in WORKERS if count > cores]
    assert min(above) > best * 0.97
    assert min(SIZES) == MIB
