"""Hands on a run: checkpoints to resume from, reports on the way, cancelling."""

from pathlib import Path
from typing import Any

import pytest

from analyzer import run
from analyzer.analysis import analyze
from analyzer.errors import AnalysisCancelled
from analyzer.model import Chunk, Options, Progress, Report
from analyzer.report import report_json
from analyzer.watch import NoCheckpoints, Watch
from tests.analyzer.support.files import write_log
from tests.analyzer.support.lines import GOOD

LOG = b"no log\n".join([GOOD * 20] * 5)
OPTIONS = Options(workers=2, chunk_bytes=500, engine="pool")


class Kept(NoCheckpoints, dict[tuple[int, int, int], bytes]):
    """Checkpoints in memory."""

    def load(self, chunk: Chunk) -> bytes | None:
        return self.get((chunk.source, chunk.start, chunk.end))

    def save(self, chunk: Chunk, payload: bytes) -> None:
        self[chunk.source, chunk.start, chunk.end] = payload


def findings(report: Report) -> dict[str, Any]:
    return {**report_json(report), "timing": None}


def test_a_resumed_run_does_only_what_is_missing_and_gives_the_same_report(tmp_path: Path) -> None:
    source = write_log(tmp_path, LOG)
    kept = Kept()
    whole = analyze([source], OPTIONS, Watch(checkpoints=kept))
    chunks = len(kept)
    assert chunks > 5
    for key in sorted(kept)[::3]:
        del kept[key]
    missing = chunks - len(kept)
    told: list[Progress] = []
    again = analyze([source], OPTIONS, Watch(told.append, checkpoints=kept))
    assert findings(again) == findings(whole)
    assert len(told) == missing
    assert again.timing["chunks_resumed"] == chunks - missing


def test_a_run_of_which_everything_is_kept_gives_the_same_report(tmp_path: Path) -> None:
    source = write_log(tmp_path, LOG)
    kept = Kept()
    whole = analyze([source], OPTIONS, Watch(checkpoints=kept))
    assert findings(analyze([source], OPTIONS, Watch(checkpoints=kept))) == findings(whole)


def test_a_run_that_failed_half_way_can_be_resumed(tmp_path: Path) -> None:
    source = write_log(tmp_path, LOG)
    kept = Kept()

    def stop(progress: Progress) -> None:
        if progress.chunks_done == 3:
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        analyze([source], OPTIONS, Watch(stop, checkpoints=kept))
    assert len(kept) == 3
    resumed = analyze([source], OPTIONS, Watch(checkpoints=kept))
    assert findings(resumed) == findings(analyze([source], OPTIONS))


def test_a_cancelled_run_reports_what_was_merged_and_says_so(tmp_path: Path) -> None:
    source = write_log(tmp_path, LOG)
    watch = Watch()

    def cancel(progress: Progress) -> None:
        if progress.chunks_done == 2:
            watch.control.cancel()

    report = analyze([source], OPTIONS, Watch(cancel, control=watch.control))
    coverage = report_json(report)["coverage"]
    assert coverage["state"] == "cancelled"
    assert 0 < coverage["bytes_analysed"] < coverage["bytes_total"] == source.size
    assert report.accounting.bytes == coverage["bytes_analysed"]
    assert report.totals["requests"] == report.accounting.parsed


def test_a_run_cancelled_before_anything_was_parsed_is_an_error(tmp_path: Path) -> None:
    watch = Watch()
    watch.control.cancel()
    with pytest.raises(AnalysisCancelled, match="before any chunk"):
        analyze([write_log(tmp_path, LOG)], OPTIONS, watch)


def test_reports_on_the_way_say_that_more_will_come_and_grow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "_PARTIAL_SECONDS", 0.0)
    monkeypatch.setattr(run, "_PARTIAL_SHARE", 0)
    seen: list[Report] = []
    whole = analyze([write_log(tmp_path, LOG)], OPTIONS, Watch(on_report=seen.append))
    assert seen
    assert {one.coverage.state for one in seen} == {"running"}
    counts = [one.totals["requests"] for one in seen]
    assert counts == sorted(counts)
    assert counts[-1] <= whole.totals["requests"]
    assert whole.coverage.state == "complete"


def test_a_poisoned_chunk_is_quarantined_by_its_byte_range(tmp_path: Path) -> None:
    """The part of the file that is gone when a worker wants it."""
    source = write_log(tmp_path, GOOD * 40)
    Path(source.path).write_bytes(GOOD * 30)
    options = Options(workers=2, chunk_bytes=len(GOOD) * 10, engine="pool", format="combined")
    report = report_json(analyze([source], options))
    assert report["coverage"]["state"] == "damaged"
    assert report["accounting"]["parsed"] == 30
    lost = sum(one["end"] - one["start"] for one in report["quarantined"])
    assert lost == len(GOOD) * 10
    assert all("longer" in one["cause"] for one in report["quarantined"])
