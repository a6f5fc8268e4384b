"""What one run teaches about the next."""

from dataclasses import asdict, replace
from typing import Any

import pytest

from analyzer.model import Span
from analyzer.timing.experience import Experience, learned, typical
from analyzer.timing.prediction import Setting, predict_ns
from analyzer.timing.summary import lanes, summarise, timing_json
from tests.analyzer.timing.made_up import MIB, S, timing


def finished(**made: Any) -> dict[str, Any]:
    """A made-up run as the report tells it."""
    told = timing(**made)
    spans = [Span(*row) for row in told["spans"]]
    pids = {lane["lane"]: lane["pid"] for lane in told["lanes"]}
    workers = lanes(spans, pids, told["wall_ns"])
    summary = summarise(spans, workers, told["wall_ns"], told["workers"])
    return {**told, "chunks_resumed": 0, **timing_json(summary, workers)}


def experience(**made: Any) -> Experience:
    run = learned(finished(chunks=16, **made))
    assert run is not None
    return run


def test_a_run_predicts_itself() -> None:
    made = finished(chunks=16)
    run = learned(made)
    assert run is not None
    setting = Setting(2, MIB)
    expected = run.expected([16 * MIB], setting, cores=4)
    assert predict_ns(expected, setting) == pytest.approx(made["wall_ns"])


def test_a_log_twice_as_long_takes_twice_as_long_in_its_map() -> None:
    run = experience()
    setting = Setting(2, MIB)
    once, twice = (
        predict_ns(run.expected([chunks * MIB], setting, cores=4), setting) for chunks in (16, 32)
    )
    assert twice - once == pytest.approx(8 * S, rel=0.02)


def test_what_others_did_on_the_host_then_is_not_expected_now() -> None:
    busy = experience(cores=2, share=0.5, merge=0.01)
    assert busy.expected([MIB], Setting(1, MIB), cores=2).host.foreign == 0
    assert busy.linear == pytest.approx(experience(cores=2, work=0.5, merge=0.01).linear)


@pytest.mark.parametrize(
    "change",
    [
        {"chunks_resumed": 1},
        {"summary": {"idle_share": 0.6}},
        {"spans": []},
    ],
)
def test_a_run_that_would_mislead_teaches_nothing(change: dict[str, Any]) -> None:
    assert learned({**finished(chunks=16), **change}) is None


def test_a_short_run_or_one_without_a_pool_teaches_nothing() -> None:
    assert learned(finished(chunks=7)) is None
    alone = finished(workers=1, chunks=16)
    alone["spans"] = [row for row in alone["spans"] if row[2] != "boot"]
    assert learned(alone) is None


def test_one_disturbed_run_among_several_does_not_matter() -> None:
    run = experience()
    disturbed = replace(run, linear=100 * run.linear, boot_ns=0.0)
    assert asdict(typical([run, disturbed, run])) == asdict(run)
