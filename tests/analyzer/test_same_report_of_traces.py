"""Records of several lines stay whole, however their log is cut."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analyzer.support.files import findings_of
from tests.analyzer.support.traces import FORMATS, log_of_traces

MIB = 1 << 20


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("traces") / "traces.log"


def write(log: Path, dice: Random, format: str) -> None:
    """One record that can surely be read goes first: a log without any has no report."""
    good = {
        "log4j": b"2026-03-02 08:00:00,123 INFO  [main] shop.Main - started\n",
        "python_logging": b"2026-03-02 08:00:00,123 - shop.main - INFO - started\n",
    }
    log.write_bytes(good[format] + log_of_traces(dice, format))


@settings(max_examples=1 + settings().max_examples // 3)
@given(
    dice=st.randoms(use_true_random=False),
    format=st.sampled_from(FORMATS),
    size=st.integers(1, 900),
)
def test_a_log_of_traces_gives_the_same_report_at_any_chunk_size(
    log: Path, dice: Random, format: str, size: int
) -> None:
    write(log, dice, format)
    whole = findings_of(log, engine="serial", chunk_bytes=MIB, format=format)
    assert findings_of(log, engine="serial", chunk_bytes=size, format=format) == whole


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(("workers", "size"), [(1, 500), (2, 90), (3, 1_700)])
def test_and_at_any_number_of_workers(log: Path, format: str, workers: int, size: int) -> None:
    write(log, Random(f"{format} {workers}"), format)
    whole = findings_of(log, engine="serial", chunk_bytes=MIB, format=format)
    found = findings_of(log, engine="pool", workers=workers, chunk_bytes=size, format=format)
    assert found == whole
    assert whole["accounting"]["continued"] > 0


@settings(max_examples=1 + settings().max_examples // 3)
@given(dice=st.randoms(use_true_random=False), format=st.sampled_from(FORMATS))
def test_every_line_is_of_a_record_continues_one_or_is_blank(
    log: Path, dice: Random, format: str
) -> None:
    write(log, dice, format)
    counted = findings_of(log, engine="serial", chunk_bytes=100, format=format)["accounting"]
    lines = log.read_bytes().splitlines()
    assert counted["records"] + counted["continued"] + counted["blank"] == len(lines)
