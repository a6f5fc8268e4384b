"""Some records of a log add up to the same however they are counted."""

from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

from analyzer.aggregate.countable import Countable, prepare
from analyzer.aggregate.partial import Aggregates, count
from analyzer.panels.build import panels, totals
from analyzer.parse.columns import NO_DURATION
from analyzer.views.counting import Counting
from tests.analyzer.views.test_equals_fresh import opened


def log_of(times: list[str]) -> bytes:
    """Some of it has no client, or another user agent."""
    dice = Random(4)
    return b"".join(
        b'{"time": "%s", "client_ip": "%s", "user_agent": "%s", "path": "/%d", "status": %d}\n'
        % (
            time.encode(),
            dice.choice([b"203.0.113.1", b"203.0.113.2", b"-"]),
            dice.choice([b"curl/8", b"Mozilla/5.0"]),
            dice.randrange(3),
            dice.choice([200, 404, 500]),
        )
        for time in times
    )


def seen(counts: Aggregates | None) -> Any:
    if counts is None:
        return None
    return totals(counts), {name: one.to_json() for name, one in panels(counts).items()}


MINUTE = [f"2025-03-01T10:00:{n % 60:02}Z" for n in range(120)]


@pytest.fixture(
    params=[
        MINUTE,
        [*MINUTE[1:], "2019-01-01T00:00:00Z"],
        [time if n % 3 else "" for n, time in enumerate(MINUTE)],
        [""] * 120,
    ],
    ids=["a minute", "a minute and a stray record", "some without a time", "without times"],
)
def records(request: pytest.FixtureRequest, tmp_path: Path) -> Countable:
    """Some of them have a duration."""
    desk = opened(tmp_path, log_of(request.param), format="json_lines")
    durations = np.random.default_rng(3).integers(-1, 3, len(request.param)) * 700
    durations[durations < 0] = NO_DURATION
    return prepare(replace(desk.entries.located.columns, duration=durations))


@pytest.mark.parametrize("timed", [True, False])
def test_most_records_are_all_less_the_others(records: Countable, timed: bool) -> None:
    if not timed:
        records = replace(records, duration=None, spent=None)
    counting = Counting(records)
    dice = np.random.default_rng(8)
    masks = [dice.random(120) < share for share in (0, 0.02, 0.3, 0.5, 0.7, 0.9, 0.99, 1, 1)]
    masks += [np.arange(120) < 119, records.time == records.time.max()]
    masks += [records.time < records.time.max(), records.time > records.time.min()]
    for mask in masks:
        rows = np.flatnonzero(mask)
        plain = count(records, rows) if len(rows) else None
        assert seen(counting.of(mask)) == seen(plain)
