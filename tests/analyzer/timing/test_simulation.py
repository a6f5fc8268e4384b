"""List scheduling on literal chunks. Times in any unit."""

from random import Random

import pytest

from analyzer.timing.simulation import Cost, Host, map_ns

QUIET = Host(cores=64)


def even(count: int, work: float = 10.0, merge: float = 0.0) -> list[Cost]:
    return [Cost(work, merge)] * count


def test_one_worker_does_one_chunk_after_the_other() -> None:
    assert map_ns(even(8), [0], QUIET) == 80


def test_two_workers_take_half_the_time_and_four_a_quarter() -> None:
    assert map_ns(even(8), [0, 0], QUIET) == 40
    assert map_ns(even(8), [0] * 4, QUIET) == 20


def test_a_worker_without_a_chunk_gains_nothing() -> None:
    assert map_ns(even(2), [0] * 9, QUIET) == 10


def test_a_worker_takes_part_from_when_it_is_ready() -> None:
    assert map_ns(even(3), [0, 15], QUIET) == 25
    assert map_ns(even(1), [7], QUIET) == 17


def test_the_longest_chunk_at_the_end_leaves_the_others_idle() -> None:
    assert map_ns([*even(2), Cost(30, 0)], [0, 0], QUIET) == 40


def test_merging_overlaps_the_map_but_for_the_last_one() -> None:
    assert map_ns(even(4, merge=3), [0], QUIET) == 43


def test_merging_that_takes_longer_than_the_map_bounds_it() -> None:
    assert map_ns(even(10, merge=20), [0] * 5, QUIET) == 10 + 10 * 20


def test_workers_wait_where_the_parent_is_behind() -> None:
    # Of six chunks, three are out at once; the fourth comes when the first is merged.
    assert map_ns(even(6, work=1, merge=10), [0, 0], QUIET) == 61


@pytest.mark.parametrize("workers", [3, 4, 8, 64])
def test_more_workers_than_processors_gain_nothing(workers: int) -> None:
    for foreign in (0.0, 0.5, 3.0):
        host = Host(2, foreign)
        assert map_ns(even(192), [0] * workers, host) >= map_ns(even(192), [0, 0], host) - 1e-6


def test_the_parent_takes_a_processor_too() -> None:
    alone = map_ns(even(100, merge=1), [0, 0], Host(3))
    crowded = map_ns(even(100, merge=1), [0, 0], Host(2))
    assert alone < crowded <= alone * 1.1


def test_processors_are_shared_evenly_with_others() -> None:
    assert [Host(2).rate(active) for active in (1, 2, 4)] == [1, 1, 0.5]
    assert [Host(2, foreign=2).rate(active) for active in (1, 2, 4)] == [2 / 3, 0.5, 0.25]
    assert Host(4, slow=2).rate(1) == 0.5


def test_a_run_of_very_many_chunks_is_as_long_as_its_share() -> None:
    assert map_ns(even(100_000), [0] * 5, QUIET) == pytest.approx(200_000)
    assert map_ns(even(100_003), [0] * 5, QUIET) == pytest.approx(200_006)


def test_no_schedule_beats_its_bounds_and_list_scheduling_stays_below_twice_them() -> None:
    dice = Random(5)
    for _ in range(200):
        costs = [Cost(dice.uniform(1, 50), 0) for _ in range(dice.randint(1, 40))]
        workers = dice.randint(1, 12)
        work = [cost.work for cost in costs]
        least = max(max(work), sum(work) / workers)
        assert least - 1e-6 <= map_ns(costs, [0] * workers, QUIET) <= 2 * least
