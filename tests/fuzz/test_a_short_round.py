"""Some thousand broken lines through every format; ``python -m tests.fuzz`` takes a million."""

from pathlib import Path
from random import Random

import pytest

from analyzer.engines.pool import PoolEngine
from analyzer.engines.serial import SerialEngine
from analyzer.formats.loader import formats
from analyzer.worker import split_task
from tests.fuzz.long_lines import slow_lines
from tests.fuzz.rounds import break_one, check

_LINES = 60


@pytest.mark.parametrize("format", formats())
def test_no_line_is_lost_and_both_readings_agree(tmp_path: Path, format: str) -> None:
    broken = break_one(Random(format), tmp_path, format, _LINES, 0)
    counts, wrong = check(SerialEngine(), [broken])
    assert wrong == []
    assert counts.lines >= _LINES - 3  # the last ones may have been cut off


def test_no_worker_fails(tmp_path: Path) -> None:
    dice = Random(2)
    names = dice.sample(list(formats()), 12)
    broken = [break_one(dice, tmp_path, name, 200, n) for n, name in enumerate(names)]
    assert check(PoolEngine(2, split_task), broken)[1] == []


@pytest.mark.parametrize("format", formats())
def test_a_long_line_is_read_in_time_that_grows_with_its_length(format: str) -> None:
    assert list(slow_lines(format, Random(format), 60)) == []
