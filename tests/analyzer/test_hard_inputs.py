"""Files that change while they are read, clocks that run backwards, lines without an end."""

import os
from pathlib import Path
from typing import Any

import pytest

from analyzer.analysis import analyze
from analyzer.model import Options, Progress
from analyzer.report import report_json
from analyzer.source.chunks import open_source
from analyzer.watch import Watch
from tests.analyzer.support.files import findings_of

LINE = b'192.0.2.1 - - [10/Oct/2025:13:55:36 +0000] "GET / HTTP/1.1" 200 5 "-" "curl"\n'


@pytest.mark.parametrize("left", [3_000_000, 0])
def test_a_file_that_shrinks_while_it_is_read_is_reported_up_to_there(
    tmp_path: Path, left: int
) -> None:
    log = tmp_path / "some.log"
    log.write_bytes(LINE * 80_000)
    size = log.stat().st_size
    done: list[int] = []

    def shrink(progress: Progress) -> None:
        done.append(progress.bytes_done)
        if len(done) == 2:
            os.truncate(log, left)

    options = Options(engine="serial", chunk_bytes=1 << 20)
    report: dict[str, Any] = report_json(
        analyze([open_source(0, str(log))], options, Watch(on_progress=shrink))
    )
    assert report["coverage"]["state"] == "damaged"
    assert report["coverage"]["bytes_total"] == size
    lost = sum(one["end"] - one["start"] for one in report["quarantined"])
    assert report["accounting"]["bytes"] + lost == size
    assert report["accounting"]["bytes"] >= done[1]
    assert "it was longer when planned" in report["quarantined"][0]["cause"]


def test_a_clock_that_runs_backwards_gives_the_report_of_one_that_does_not(tmp_path: Path) -> None:
    minutes = [b"%02d:%02d:00" % divmod(minute, 60) for minute in range(1440)]
    lines = [LINE.replace(b"13:55:36", minute) for minute in minutes]
    reports = []
    for order in (lines, lines[::-1]):
        log = tmp_path / "some.log"
        log.write_bytes(b"".join(order))
        found = findings_of(log, engine="serial", chunk_bytes=10_000, sha256=False)
        reports.append(found)
    assert reports[0] == reports[1]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_read(tmp_path: Path, encoding: str) -> None:
    log = tmp_path / "some.log"
    log.write_bytes((LINE * 500).decode().encode(encoding))
    found = findings_of(log)
    assert found["sources"][0]["encoding"] == encoding
    assert found["accounting"]["parsed"] == 500


def test_a_line_of_many_megabytes_is_one_reject_and_costs_no_other_line(tmp_path: Path) -> None:
    log = tmp_path / "some.log"
    with open(log, "wb") as file:
        file.write(LINE * 100)
        file.seek(64 << 20, os.SEEK_CUR)  # a hole: NULs that nobody stored
        file.write(b"end\n" + LINE * 100)
    found = findings_of(log, engine="serial", chunk_bytes=1 << 20, sha256=False)
    accounting = found["accounting"]
    assert (accounting["parsed"], accounting["rejected"]) == (200, 1)
    assert found["rejects"][0]["reason"] == "the line is longer than 4 MiB"
    assert found["coverage"]["state"] == "complete"
