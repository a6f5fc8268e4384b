"""The boundary rule: a record belongs to the chunk that holds its first byte."""

import os
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.errors import UnreadableSource
from analyzer.model import Chunk, Source
from analyzer.source.chunks import (
    LARGEST_CHUNK,
    SMALLEST_CHUNK,
    chunk_bytes_for,
    halves,
    open_source,
    plan,
)
from tests.analyzer.support.files import LOGS, lines_of, write_log

SIZES = st.integers(1, 60)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("chunks")


@given(data=LOGS, size=SIZES)
def test_joined_chunks_equal_the_file_for_any_chunk_size(
    folder: Path, data: bytes, size: int
) -> None:
    chunks = plan([write_log(folder, data)], size)
    assert b"".join(data[chunk.start : chunk.end] for chunk in chunks) == data
    assert all(chunk.bytes > 0 for chunk in chunks)
    assert all(before.end == after.start for before, after in pairwise(chunks))
    assert [chunk.index for chunk in chunks] == list(range(len(chunks)))


@given(data=LOGS, size=SIZES)
def test_every_chunk_starts_at_zero_or_after_a_line_feed(
    folder: Path, data: bytes, size: int
) -> None:
    for chunk in plan([write_log(folder, data)], size):
        assert chunk.start == 0 or data[chunk.start - 1 : chunk.start] == b"\n"


@given(data=LOGS, size=SIZES)
def test_a_record_belongs_to_the_chunk_that_holds_its_first_byte(
    folder: Path, data: bytes, size: int
) -> None:
    chunks = plan([write_log(folder, data)], size)
    of_chunks = [lines_of(data[chunk.start : chunk.end]) for chunk in chunks]
    assert [line for lines in of_chunks for line in lines] == lines_of(data)


@given(data=LOGS, size=SIZES)
def test_a_chunk_begins_at_the_first_record_at_or_after_a_multiple_of_the_size(
    folder: Path, data: bytes, size: int
) -> None:
    starts = [0, *(i + 1 for i, letter in enumerate(data) if letter == 10 and i + 1 < len(data))]
    nominal = range(0, len(data), size)
    expected = {min((s for s in starts if s >= at), default=None) for at in nominal} - {None}
    chunks = plan([write_log(folder, data)], size)
    assert {chunk.start for chunk in chunks} == (expected if data else set())


def test_an_empty_file_has_no_chunk(tmp_path: Path) -> None:
    assert plan([write_log(tmp_path, b"")], 10) == []


def test_a_line_longer_than_many_chunks_and_probes_is_one_chunk(tmp_path: Path) -> None:
    data = b"short\n" + b"x" * 200_000 + b"\nlast"
    chunks = plan([write_log(tmp_path, data)], 1000)
    assert [data[one.start : one.end][:2] for one in chunks] == [b"sh", b"la"]


def test_chunks_of_several_sources_are_numbered_through(tmp_path: Path) -> None:
    first = write_log(tmp_path, b"a\nb\n", "a.log")
    second = Source(1, "b.log", write_log(tmp_path, b"c\n", "b.log").path, 2)
    chunks = plan([first, second], 2)
    assert [(one.index, one.source, one.start, one.end) for one in chunks] == [
        (0, 0, 0, 2),
        (1, 0, 2, 4),
        (2, 1, 0, 2),
    ]


def test_bytes_that_come_after_the_plan_are_in_no_chunk(tmp_path: Path) -> None:
    source = write_log(tmp_path, b"a\nb\n")
    Path(source.path).write_bytes(b"a\nb\nc\n")
    assert plan([source], 100)[-1].end == 4


@given(data=LOGS, size=SIZES)
def test_halves_are_the_chunk_cut_at_a_record(folder: Path, data: bytes, size: int) -> None:
    source = write_log(folder, data)
    for chunk in plan([source], size):
        pieces = halves(source.path, chunk)
        assert (pieces[0].start, pieces[-1].end) == (chunk.start, chunk.end)
        assert {(piece.index, piece.source) for piece in pieces} == {(chunk.index, 0)}
        if len(pieces) == 2:
            middle = pieces[0].end
            assert pieces[1].start == middle
            assert data[middle - 1 : middle] == b"\n"
        else:
            assert pieces == [chunk]


def test_a_chunk_of_one_record_stays_whole(tmp_path: Path) -> None:
    source = write_log(tmp_path, b"x" * 50 + b"\n")
    chunk = Chunk(0, 0, 0, 51)
    assert halves(source.path, chunk) == [chunk]


@pytest.mark.parametrize("workers", [1, 2, 64])
def test_the_chosen_chunk_size_keeps_within_its_limits(workers: int) -> None:
    for total in (0, 1, SMALLEST_CHUNK, 10**8, 10**12):
        assert SMALLEST_CHUNK <= chunk_bytes_for(total, workers) <= LARGEST_CHUNK


def test_a_source_is_named_after_its_file_and_knows_its_size(tmp_path: Path) -> None:
    source = write_log(tmp_path, b"12345")
    assert (source.name, source.size) == ("some.log", 5)


@pytest.mark.parametrize("name", ["missing.log", "folder", "pipe"])
def test_what_is_no_readable_file_is_refused_by_name(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnreadableSource, match=name):
        open_source(0, str(tmp_path / name))
