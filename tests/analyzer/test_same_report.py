"""The same report, byte for byte, however the work was cut and carried."""

import gzip
import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.engines.registry import ENGINES
from tests.analyzer.support.files import findings_of, lines_of
from tests.analyzer.support.lines import FORMATS, good_line, hostile_text_log
from tests.analyzer.support.wrapping import WRAPPERS

KIB, MIB = 1 << 10, 1 << 20


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory, samples: Path, request: Any) -> list[Path]:
    """About 4 MB: two sample logs, and a real one where there is a corpus."""
    paths = [samples / "combined/shop.log", samples / "combined/hostile.log"]
    try:
        corpus: Path = request.getfixturevalue("corpus")
    except pytest.skip.Exception:
        return paths
    real = tmp_path_factory.mktemp("real") / "real.log"
    packed = corpus / "access/apache_combined_semicomplete.log.gz"
    real.write_bytes(gzip.decompress(packed.read_bytes()))
    return [*paths, real]


def as_text(findings: dict[str, Any]) -> str:
    return json.dumps(findings)


@pytest.fixture(scope="module")
def expected(logs: list[Path]) -> str:
    return as_text(findings_of(*logs, engine="serial", workers=1, chunk_bytes=64 * MIB))


@pytest.mark.parametrize(
    ("engine", "workers", "chunk_bytes"),
    [
        ("serial", 1, 64 * KIB),
        ("serial", 1, 1_000_003),
        ("pool", 1, 64 * MIB),
        ("pool", 1, 300 * KIB),
        ("pool", 2, 64 * KIB),
        ("pool", 2, 1_000_003),
        ("pool", 4, 64 * KIB),
        ("pool", 4, 64 * MIB),
        (None, None, None),
        *((name, 2, 500 * KIB) for name in ENGINES),
    ],
)
def test_any_engine_any_workers_and_any_chunk_size_give_the_same_report(
    logs: list[Path], expected: str, engine: str, workers: int, chunk_bytes: int
) -> None:
    found = findings_of(*logs, engine=engine, workers=workers, chunk_bytes=chunk_bytes)
    assert as_text(found) == expected


def test_the_report_of_three_logs_holds_each_byte_and_record_once(
    logs: list[Path], expected: str
) -> None:
    found = json.loads(expected)
    data = [path.read_bytes() for path in logs]
    counted = found["accounting"]
    assert counted["bytes"] == sum(len(one) for one in data)
    assert counted["records"] + counted["blank"] == sum(len(lines_of(one)) for one in data)
    assert counted["records"] == counted["parsed"] + counted["rejected"]
    assert found["totals"]["requests"] == counted["parsed"]
    assert counted["rejected"] == sum(reject["count"] for reject in found["rejects"])


def test_each_line_of_the_hostile_sample_as_a_chunk_of_its_own_gives_the_same(
    samples: Path,
) -> None:
    hostile = samples / "combined/hostile.log"
    whole = findings_of(hostile, engine="serial", chunk_bytes=64 * MIB)
    assert as_text(findings_of(hostile, engine="serial", chunk_bytes=1)) == as_text(whole)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("same")


@settings(max_examples=1 + settings().max_examples // 3)
@given(
    dice=st.randoms(use_true_random=False),
    format=st.sampled_from(FORMATS),
    size=st.integers(1, 400),
)
def test_hostile_logs_give_the_same_report_at_any_chunk_size(
    folder: Path, dice: Random, format: str, size: int
) -> None:
    path = folder / "hostile.log"
    path.write_bytes(hostile_text_log(dice, format))
    whole = findings_of(path, engine="serial", chunk_bytes=MIB)
    assert as_text(findings_of(path, engine="serial", chunk_bytes=size)) == as_text(whole)


@pytest.mark.parametrize("outer", WRAPPERS)
def test_the_log_of_a_container_gives_the_report_of_what_lies_in_it_at_any_chunk_size(
    folder: Path, outer: str
) -> None:
    dice = Random(5)
    lines = [good_line(dice, "combined") for _ in range(3000)]
    plain, path = folder / "plain.log", folder / "container.log"
    plain.write_bytes(b"\n".join(lines))
    lines[100::10] = [b"2025/03/01 10:00:00 [error] 29#29: *1 open() failed"] * 290
    path.write_bytes(b"\n".join(WRAPPERS[outer](dice, line, 1.0) for line in lines))
    whole = findings_of(path, engine="serial", chunk_bytes=64 * MIB)
    assert whole["sources"][0]["format"] == f"{outer}/combined"
    assert whole["accounting"]["parsed"] == len(lines)
    for workers, size in ((1, 3_000), (2, 50_001)):
        found = findings_of(path, engine="pool", workers=workers, chunk_bytes=size)
        assert as_text(found) == as_text(whole)
    path.write_bytes(
        b"\n".join(WRAPPERS[outer](dice, line, 1.0) for line in plain.read_bytes().splitlines())
    )
    found = findings_of(path, engine="serial")
    assert found["totals"] == findings_of(plain, engine="serial")["totals"]
