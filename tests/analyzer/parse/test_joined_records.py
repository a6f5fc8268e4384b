"""Records whose fields stand on several lines, at any size of chunk and of batch."""

from itertools import accumulate, pairwise
from pathlib import Path

import pytest

from analyzer.aggregate.merger import Merger
from analyzer.aggregate.wire import from_bytes, to_bytes
from analyzer.formats.dialect import Dialect, record_test
from analyzer.parse import chunk
from analyzer.source.reading import Block
from tests.analyzer.support.canonical import canonical, partial_in
from tests.analyzer.support.files import findings_of, lines_of

QUERY = (
    b"# User@Host: ann[ann] @  [203.0.113.7]  Id:     2\n"
    b"# Query_time: 1.5  Lock_time: 0.1 Rows_sent: 1  Rows_examined: 9\n"
    b"SET timestamp=1740823200;\nSELECT *\n\nFROM orders;\n"
)


@pytest.mark.parametrize("batch", [1, 2, 5, 20_000])
@pytest.mark.parametrize("chunk_bytes", [1, 100, 300, 1 << 20])
def test_a_slow_query_keeps_its_time_and_duration_however_its_lines_are_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batch: int, chunk_bytes: int
) -> None:
    monkeypatch.setattr(chunk, "_REFERENCE_LINES", batch)
    log = tmp_path / "slow.log"
    log.write_bytes(QUERY * 7)
    found = findings_of(log, engine="serial", chunk_bytes=chunk_bytes)
    assert found["sources"][0]["format"] == "mysql_slow"
    assert (found["accounting"]["parsed"], found["accounting"]["rejected"]) == (7, 0)
    assert found["totals"]["first"] == found["totals"]["last"] == "2025-03-01T10:00:00Z"


def test_what_a_server_writes_when_it_starts_is_no_record(tmp_path: Path) -> None:
    preamble = (
        b"/usr/sbin/mysqld, Version: 8.0.43 (MySQL). started with:\n"
        b"Tcp port: 3306  Unix socket: /run/mysqld.sock\n"
        b"Time                 Id Command    Argument\n"
    )
    log = tmp_path / "slow.log"
    log.write_bytes((preamble + QUERY) * 2)
    accounting = findings_of(log, engine="serial")["accounting"]
    assert (accounting["records"], accounting["parsed"], accounting["blank"]) == (2, 2, 8)


def test_a_record_that_cannot_be_read_with_its_further_lines_is_its_first_line(
    tmp_path: Path,
) -> None:
    broken = QUERY.replace(b"Rows_sent", b"Rows_sen")
    log = tmp_path / "slow.log"
    log.write_bytes(QUERY + broken * 3)
    for chunk_bytes in (1, 100, 1 << 20):
        found = findings_of(log, engine="serial", chunk_bytes=chunk_bytes, format="mysql_slow")
        assert (found["accounting"]["parsed"], found["accounting"]["rejected"]) == (4, 0)
        assert found["accounting"]["continued"] == 5 * 4 - 4  # a blank line each is none


def test_a_line_that_another_format_reads_is_joined_to_no_record_however_they_are_cut() -> None:
    event = (
        b'<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System>\n'
        b'2025-03-02T10:00:00Z <TimeCreated SystemTime="2025-03-01T10:00:00Z"/>\n'
        b"<Computer>pc-1</Computer></System></Event>\n"
    )
    dialect, log = Dialect(("windows_event_xml", "iso_text")), event * 3
    whole = canonical(partial_in(dialect, [Block(0, log)], fast=True))
    merger = Merger()
    begins = record_test(dialect)
    assert begins is not None
    lines = [*accumulate(map(len, lines_of(log)), initial=0)]
    starts = [at for at in lines[:-1] if begins(log[at:].partition(b"\n")[0])]
    assert len(starts) == 6
    for begin, end in pairwise([*starts, len(log)]):
        chunk = partial_in(dialect, [Block(begin, log[begin:end])], fast=True)
        merger.add(from_bytes(to_bytes(chunk)))
    assert canonical(merger.result()) == whole
