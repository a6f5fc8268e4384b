"""Fifty sudden deaths; ``python -m tests.faults`` plays a thousand."""

import random
from pathlib import Path

from tests.faults.rounds import game

_ROUNDS = 50


def test_every_analysis_ends_well_whatever_dies_and_nothing_is_left_behind(tmp_path: Path) -> None:
    dice = random.Random(20)
    with game(tmp_path) as playing:
        rounds = [playing.play(dice) for _ in range(_ROUNDS)]
    assert len({one.victim for one in rounds}) == 5
    assert sum(one.right for one in rounds) >= _ROUNDS * 0.9
