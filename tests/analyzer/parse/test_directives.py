"""Rows of an extended log are read under the header in force where they stand."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.formats.dialect import Dialect
from analyzer.formats.loader import formats
from analyzer.model import Chunk
from analyzer.parse.chunk import ChunkParser
from analyzer.parse.directives import dialect_at
from analyzer.source.reading import Block
from analyzer.worker import ChunkTask, process_chunk
from tests.analyzer.support.files import findings_of, write_log

HEADERS = [
    b"#Fields: date time c-ip cs-method cs-uri-stem sc-status sc-bytes",
    b"#Fields: time c-ip sc-status cs-uri-stem cs-method",
    b"#Fields: c-ip cs-uri-stem sc-status date time cs(User-Agent)",
]
DIRECTIVES = [
    *HEADERS, b"#Date: 2025-03-01 10:00:00", b"#Date: 2025-03-02 10:00:00", b"#GMT-Offset: -0800",
    b"#GMT-Offset: +0100", b"#Software: some", b"#", b"#Fields: date",
]  # fmt: skip
ROWS = [
    b"2025-03-01 10:00:00 203.0.113.7 GET /a 200 512",
    b"2025-03-01  10:00:07   203.0.113.7 GET /a  404 5 further values",
    b"10:00:01 203.0.113.8 404 /b POST",
    b'203.0.113.9 "/c d" 500 2025-03-01 10:00:02 Mozilla/5.0+(X11)',
    b"cut off", b"", b'an "open quote', b"back\\slash 1 2 3 4 5",
]  # fmt: skip
LINES = st.lists(st.one_of(st.sampled_from(ROWS), st.sampled_from(DIRECTIVES)), max_size=40)


@given(LINES, st.integers(60, 700), st.sampled_from([b"\n", b"\r\n"]))
def test_the_report_is_the_same_at_any_chunk_size(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], chunk_bytes: int, end: bytes
) -> None:
    begin = [b"#Date: 2025-03-01 00:00:00", *HEADERS[:1], *ROWS[:1]]
    log = tmp_path_factory.mktemp("w3c") / "some.log"
    log.write_bytes(end.join([*begin, *lines]))
    whole = findings_of(log, engine="serial", format="w3c", sha256=False)
    parts = findings_of(log, engine="serial", format="w3c", sha256=False, chunk_bytes=chunk_bytes)
    assert parts == whole


def test_chunks_come_in_any_order(tmp_path: Path) -> None:
    rows = b"10:00:01 203.0.113.8 404 /b POST\n" * 3
    data = HEADERS[0] + b"\n" + HEADERS[1] + b"\n#Date: 2025-03-02\n" + rows + HEADERS[2] + b"\n"
    source = write_log(tmp_path, data)
    dialect = Dialect(("w3c",), formats()["w3c"].shape.header([HEADERS[0]]))
    ends = [source.size, len(HEADERS[0]) + 1, data.index(HEADERS[2]), 0]
    found = [dialect_at(dialect, source.path, end).header for end in ends]
    assert [HEADERS[2] in found[0], HEADERS[0] in found[1], HEADERS[1] in found[2]] == [True] * 3
    assert b"#Date: 2025-03-02" in found[2]
    assert found[3] == dialect.header


def test_a_chunk_behind_a_changed_header_is_read_with_it(tmp_path: Path) -> None:
    rows = b"10:00:01 203.0.113.8 404 /b POST\n"
    data = b"%b\n%b\n#Date: 2025-03-02\n%b" % (HEADERS[0], HEADERS[1], rows * 2)
    source = write_log(tmp_path, data)
    header = formats()["w3c"].shape.header([HEADERS[0]])
    chunk = Chunk(1, 0, source.size - len(rows), source.size)
    before = Chunk(0, 0, 0, chunk.start)
    for some, records in ((chunk, 1), (before, 1), (chunk, 1)):
        product = process_chunk(ChunkTask(some, source.path, Dialect(("w3c",), header)))
        assert product.trace.records == records
    report = findings_of(tmp_path / "some.log", engine="serial")
    assert (report["accounting"]["parsed"], report["totals"]["errors"]) == (2, 2)
    assert report["totals"]["first"] == "2025-03-02T10:00:01Z"


def test_a_server_that_starts_again_and_again_is_read_in_whole_blocks() -> None:
    start = b"#Software: some\n#Date: 2025-03-%02d 10:00:00\n" + HEADERS[0] + b"\n"
    log = b"".join(start % day + (ROWS[0] + b"\n") * 3 for day in range(1, 21))
    header = formats()["w3c"].shape.header([HEADERS[0]])
    parser = ChunkParser(Dialect(("w3c",), header))
    assert [part.data for part in parser._parts(Block(0, log))] == [log]
    assert b"#Date: 2025-03-20" in parser.dialect.header


def test_a_zone_given_by_a_directive_is_that_of_all_times(tmp_path: Path) -> None:
    log = tmp_path / "some.log"
    log.write_bytes(b"#GMT-Offset: -0800\n" + HEADERS[0] + b"\n" + ROWS[0] + b"\n")
    assert findings_of(log, engine="serial")["totals"]["first"] == "2025-03-01T18:00:00Z"


def test_a_tab_after_other_directives_still_parts_values(tmp_path: Path) -> None:
    log = tmp_path / "conn.log"
    log.write_bytes(
        b"#separator \\x09\n#fields\tts\tuid\tid.orig_h\tservice\n#types\ttime\tstring\n"
        b"1740823200.921333\tCtPZ\t203.0.113.7\thttp two\n#close\t2025-03-01\n"
    )
    found = findings_of(log, engine="serial")
    assert (found["sources"][0]["format"], found["accounting"]["parsed"]) == ("zeek_tsv", 1)


@pytest.mark.parametrize("blank", [b"\n", b"\r\n", b" \n"])
def test_a_blank_line_is_no_row_even_where_no_column_must_hold_anything(
    tmp_path: Path, blank: bytes
) -> None:
    log = tmp_path / "some.log"
    log.write_bytes(b"#Fields: c-ip cs-method\n203.0.113.7 GET\n" + blank + b"203.0.113.8 GET\n")
    accounting = findings_of(log, engine="serial", format="w3c")["accounting"]
    assert (accounting["parsed"], accounting["blank"]) == (2, 2)
