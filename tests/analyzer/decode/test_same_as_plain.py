"""A log gives the same report however it is packed."""

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.engines.registry import ENGINES
from tests.analyzer.support.files import findings_of
from tests.analyzer.support.lines import FORMATS, GOOD, hostile_text_log
from tests.analyzer.support.packing import COMPRESSIONS, PACKINGS, tarred


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("packed")


def without_names(findings: dict[str, Any]) -> str:
    """The findings but for what says how the log came."""
    for source in findings["sources"]:
        del source["name"], source["compression"]
    for reject in findings["rejects"]:
        for sample in reject["samples"]:
            del sample["source"]
    return json.dumps(findings)


@settings(max_examples=1 + settings().max_examples // 3)
@given(
    dice=st.randoms(use_true_random=False),
    format=st.sampled_from(FORMATS),
    packing=st.sampled_from(sorted(PACKINGS)),
    size=st.integers(20, 4000),
)
def test_a_log_packed_in_any_way_gives_the_report_of_the_plain_log(
    folder: Path, dice: Random, format: str, packing: str, size: int
) -> None:
    plain, packed = folder / "some.log", folder / "packed"
    data = hostile_text_log(dice, format)
    plain.write_bytes(data)
    packed.write_bytes(PACKINGS[packing](data))
    expected = without_names(findings_of(plain, engine="serial"))
    assert without_names(findings_of(packed, engine="serial", chunk_bytes=size)) == expected


@pytest.mark.parametrize("packing", PACKINGS)
def test_a_sample_log_packed_in_each_way_gives_its_report_whatever_it_is_called(
    samples: Path, folder: Path, packing: str
) -> None:
    plain = samples / "combined/hostile.log"
    packed = folder / "named.jpeg"
    packed.write_bytes(PACKINGS[packing](plain.read_bytes()))
    expected = without_names(findings_of(plain, engine="serial"))
    assert without_names(findings_of(packed, engine="serial")) == expected


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_reads_a_log_that_is_being_decoded(
    samples: Path, folder: Path, engine: str
) -> None:
    plain = samples / "combined/shop.log"
    packed = folder / "shop.log.gz"
    packed.write_bytes(COMPRESSIONS["gzip"](plain.read_bytes()))
    expected = without_names(findings_of(plain, engine="serial"))
    found = findings_of(packed, engine=engine, workers=2, chunk_bytes=300_000)
    assert without_names(found) == expected


def test_a_head_of_another_format_than_the_whole_does_no_harm(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analyzer.intake.DETECTED_BYTES", 100)
    monkeypatch.setattr("analyzer.decode.log_file.STEP_BYTES", 100)
    monkeypatch.setattr("analyzer.decode.log_file._BLOCK_BYTES", 100)
    plain, packed = folder / "some.log", folder / "some.log.gz"
    data = GOOD.partition(b' "-"')[0] + b"\n" + GOOD * 50
    plain.write_bytes(data)
    packed.write_bytes(COMPRESSIONS["gzip"](data))
    expected = without_names(findings_of(plain, engine="serial"))
    assert without_names(findings_of(packed, engine="serial")) == expected


def test_the_sources_say_how_they_were_packed(folder: Path) -> None:
    path = folder / "logs.tar.gz"
    members = {"a.log": GOOD, "b/c.log.xz": COMPRESSIONS["xz"](GOOD)}
    path.write_bytes(COMPRESSIONS["gzip"](tarred(members)))
    found = findings_of(path)
    facts = [(one["name"], one["bytes"], one["compression"]) for one in found["sources"]]
    assert facts == [
        ("logs.tar.gz/a.log", len(GOOD), "gzip+tar"),
        ("logs.tar.gz/b/c.log.xz", len(GOOD), "gzip+tar+xz"),
    ]
    assert found["coverage"] == {
        "state": "complete", "bytes_analysed": 2 * len(GOOD), "bytes_total": 2 * len(GOOD),
    }  # fmt: skip


def test_packed_and_plain_logs_are_one_analysis(folder: Path) -> None:
    plain, packed = folder / "plain.log", folder / "other.log.zst"
    plain.write_bytes(GOOD)
    packed.write_bytes(COMPRESSIONS["zstd"](GOOD * 2))
    found = findings_of(packed, plain)
    assert [one["name"] for one in found["sources"]] == ["other.log.zst", "plain.log"]
    assert found["totals"]["requests"] == 3
