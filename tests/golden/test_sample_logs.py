"""Each format has a sample log that is known as its own among all formats, and read as its golden
says."""

from functools import cache
from typing import Any

import pytest

from analyzer.formats.detection import detect
from analyzer.formats.dialect import WITHIN
from analyzer.formats.loader import formats
from analyzer.source.chunks import open_source
from tests.golden.cases import Case, cases, digest, findings

CASES = cases()
each_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


@cache
def found_in(case: Case) -> dict[str, Any]:
    """The findings in a sample, made once."""
    return findings(case.log)


@pytest.mark.parametrize("name", formats())
def test_each_format_has_a_sample_log(name: str) -> None:
    held = {case.format for case in CASES.values()}
    assert name in held, f"put a log into sample_logs/{name}/ (see sample_logs/README.md)"


@each_case
def test_a_sample_log_is_detected_as_the_format_of_its_folder(case: Case) -> None:
    found = detect(open_source(0, str(case.log)))
    assert case.format in found.format.split(WITHIN), dict(found.others)


@each_case
def test_a_sample_log_is_read_as_its_golden_says(case: Case) -> None:
    assert digest(found_in(case)) == case.expected(), (
        "if the new reading is right: python -m tests.golden --update"
    )


@each_case
def test_a_sample_log_is_read_the_same_in_small_chunks(case: Case) -> None:
    bytes_each = max(512, case.log.stat().st_size // 7)
    assert findings(case.log, chunk_bytes=bytes_each) == found_in(case)


def test_no_golden_is_left_without_its_sample() -> None:
    goldens = {case.golden for case in CASES.values()}
    (one, *_) = goldens
    assert set(one.parent.parent.glob("*/*.json")) == goldens
