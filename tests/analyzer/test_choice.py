"""How many workers and how large chunks, and why."""

from dataclasses import replace

import pytest

from analyzer import choice as module
from analyzer.choice import choose
from analyzer.model import Options
from analyzer.source.chunks import chunk_bytes_for
from analyzer.timing.experience import Experience

MIB = 1 << 20
SLOW_START = Experience(
    linear=8.0,
    root=0.0,
    merge=0.0,
    hand_over=0.0,
    last_merge=0.0,
    lead_ns=1e6,
    boot_ns=300e6,
    next_boot_ns=5e6,
    tail_ns=10e6,
)
"""8 ms a MiB, and workers that take long to start."""

DEAR_CHUNKS = Experience(
    linear=1.0,
    root=10_000.0,
    merge=10.0,
    hand_over=1e6,
    last_merge=100.0,
    lead_ns=1e6,
    boot_ns=20e6,
    next_boot_ns=5e6,
    tail_ns=10e6,
)
"""Whose cost is mostly that of each chunk."""


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "cpu_budget", lambda: 2)


def test_what_the_caller_says_goes() -> None:
    made = choose([100 * MIB], Options(3, 5 * MIB), [DEAR_CHUNKS])
    assert (made.workers, made.chunk_bytes, made.by) == (3, 5 * MIB, "caller")


def test_without_earlier_runs_a_rule_of_thumb_decides_and_says_so() -> None:
    made = choose([100 * MIB], Options(), [])
    assert (made.workers, made.chunk_bytes) == (2, chunk_bytes_for(100 * MIB, 2))
    assert (made.engine, made.by) == ("pool", "rule")
    assert "no earlier run" in made.why


def test_a_tiny_log_starts_no_workers_whatever_is_remembered() -> None:
    for earlier in ([], [DEAR_CHUNKS]):
        made = choose([1000, 2000], Options(), earlier)
        assert (made.engine, made.by) == ("serial", "size")
    assert choose([1000], Options(engine="pool"), []).engine == "pool"
    assert choose([1000], Options(workers=1), []).engine == "pool"


def test_where_chunks_were_dear_they_become_larger() -> None:
    made = choose([100 * MIB], Options(), [DEAR_CHUNKS] * 3)
    assert made.by == "earlier runs"
    assert made.chunk_bytes > chunk_bytes_for(100 * MIB, 2)
    assert made.why.startswith("From 3 earlier runs with this format on this host: 2 workers with")
    assert "would take about" in made.why


def test_there_are_always_chunks_enough_to_go_round() -> None:
    for size in (20, 50, 100, 1000):
        made = choose([size * MIB], Options(), [DEAR_CHUNKS])
        assert size * MIB >= 4 * made.workers * made.chunk_bytes


def test_where_starting_workers_took_long_a_log_of_some_size_starts_none() -> None:
    made = choose([8 * MIB], Options(), [SLOW_START])
    assert (made.engine, made.by) == ("serial", "earlier runs")
    assert made.why.startswith("From 1 earlier run with this format on this host: one process")


def test_a_large_log_is_never_parsed_where_no_death_can_be_survived() -> None:
    costly = [replace(SLOW_START, boot_ns=1e12)]
    assert choose([100 * MIB], Options(), costly).engine == "pool"


def test_what_the_caller_has_fixed_stays_and_the_rest_is_chosen() -> None:
    made = choose([100 * MIB], Options(workers=1), [DEAR_CHUNKS])
    assert (made.workers, made.by) == (1, "earlier runs")
    assert made.chunk_bytes > chunk_bytes_for(100 * MIB, 1)
    made = choose([100 * MIB], Options(chunk_bytes=3 * MIB), [DEAR_CHUNKS])
    assert (made.workers, made.chunk_bytes) == (2, 3 * MIB)


def test_where_the_rule_is_as_good_as_anything_it_stays() -> None:
    cheap = Experience(8.0, 0.0, 0.0, 0.0, 0.0, 1e6, 2e6, 1e6, 10e6)
    made = choose([100 * MIB], Options(), [cheap])
    assert (made.workers, made.chunk_bytes) == (2, chunk_bytes_for(100 * MIB, 2))
    assert "nothing is better than 2 workers" in made.why


def test_an_analysis_that_goes_on_keeps_the_chunks_it_began_with() -> None:
    made = choose([100 * MIB], Options(), [])
    assert made.begun_with(made.chunk_bytes) == made
    resumed = made.begun_with(3 * MIB)
    assert (resumed.chunk_bytes, resumed.by) == (3 * MIB, "checkpoints")
    assert resumed.why == "It goes on with chunks of 3.0 MiB, with which it had begun."


def test_to_spare_memory_few_workers_take_small_chunks_whatever_was_faster(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "cpu_budget", lambda: 16)
    made = choose([1000 * MIB], Options(low_memory=True), [SLOW_START])
    assert (made.workers, made.chunk_bytes, made.by) == (2, 4 * MIB, "caller")
    assert made.sparing
    made = choose([1000 * MIB], Options(3, 8 * MIB, low_memory=True), [])
    assert (made.workers, made.chunk_bytes) == (3, 8 * MIB)
