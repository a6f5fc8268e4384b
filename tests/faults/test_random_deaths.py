"""Fifty sudden deaths; ``python -m tests.faults`` plays a thousand."""

import random
from pathlib import Path

from tests.app.product import running_product
from tests.faults.rounds import clean_report, make_log, play

_ROUNDS = 50


def test_every_analysis_ends_well_whatever_dies_and_nothing_is_left_behind(tmp_path: Path) -> None:
    dice = random.Random(20)
    log = make_log(tmp_path)
    with running_product() as product:
        expected = clean_report(product, log)
        rounds = [play(product, log, expected, dice) for _ in range(_ROUNDS)]
    assert len(rounds) == _ROUNDS
    right = sum(one.ending == "the right report" for one in rounds)
    assert right >= _ROUNDS * 0.9
