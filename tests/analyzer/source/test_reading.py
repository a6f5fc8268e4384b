"""Blocks: whole lines, every byte once, and lines too long to hold in memory."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analyzer.source import reading
from analyzer.source.chunks import plan
from analyzer.source.reading import Block, LongLine, read_blocks
from tests.analyzer.support.files import LOGS, lines_of, write_log

LONGEST = 30


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("reading")


@pytest.fixture
def short_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Long lines at a size that a test can write. A block is never larger than the limit."""
    monkeypatch.setattr(reading, "LONGEST_LINE", LONGEST)
    monkeypatch.setattr(reading, "BLOCK_BYTES", 8)
    monkeypatch.setattr(reading, "SAMPLE_BYTES", 5)


@given(data=LOGS, block=st.integers(1, 80))
def test_joined_blocks_equal_the_range_for_any_block_size(
    folder: Path, data: bytes, block: int
) -> None:
    source = write_log(folder, data)
    for chunk in plan([source], 40):
        blocks = list(read_blocks(source.path, chunk.start, chunk.end, block))
        assert all(isinstance(one, Block) and one.data for one in blocks)
        joined = b"".join(one.data for one in blocks if isinstance(one, Block))
        assert joined == data[chunk.start : chunk.end]
        at = chunk.start
        for one in blocks:
            assert isinstance(one, Block)
            assert one.offset == at
            at += len(one.data)
            assert one.data.endswith(b"\n") or at == chunk.end


Line = tuple[int, int, bytes, bool]


def _expected(data: bytes) -> Iterator[Line]:
    at = 0
    for line in lines_of(data):
        too_long = len(line.removesuffix(b"\n")) > LONGEST
        yield at, len(line), line[: 5 if too_long else None], too_long
        at += len(line)


def _found(pieces: Iterable[Block | LongLine]) -> Iterator[Line]:
    for piece in pieces:
        if isinstance(piece, LongLine):
            yield piece.offset, piece.length, piece.sample, True
        else:
            at = piece.offset
            for line in lines_of(piece.data):
                yield at, len(line), line, False
                at += len(line)


@pytest.mark.usefixtures("short_limit")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lengths=st.lists(st.integers(0, 3 * LONGEST), max_size=8),
    final=st.booleans(),
    size=st.integers(1, 200),
    block=st.integers(1, LONGEST),
)
def test_which_lines_are_too_long_depends_on_neither_chunks_nor_blocks(
    folder: Path, lengths: list[int], final: bool, size: int, block: int
) -> None:
    data = b"\n".join(b"abcdefghij"[: n % 11] + b"." * (n - n % 11) for n in lengths)
    data += b"\n" if final else b""
    source = write_log(folder, data)
    pieces = [
        piece
        for chunk in plan([source], size)
        for piece in read_blocks(source.path, chunk.start, chunk.end, block)
    ]
    assert list(_found(pieces)) == list(_expected(data))


@pytest.mark.usefixtures("short_limit")
@pytest.mark.parametrize(("length", "too_long"), [(LONGEST, False), (LONGEST + 1, True)])
@pytest.mark.parametrize("end", [b"", b"\n", b"\nnext\n"])
def test_the_limit_itself_is_not_too_long(
    tmp_path: Path, length: int, too_long: bool, end: bytes
) -> None:
    data = b"x" * length + end
    source = write_log(tmp_path, data)
    first = next(read_blocks(source.path, 0, len(data), 8))
    assert isinstance(first, LongLine) is too_long


def test_the_real_limits_let_no_block_hold_a_line_that_is_too_long() -> None:
    assert reading.BLOCK_BYTES <= reading.LONGEST_LINE


def test_a_line_over_four_mebibytes_is_sampled_and_not_kept(tmp_path: Path) -> None:
    line = b"x" * (reading.LONGEST_LINE + 7) + b"\n"
    source = write_log(tmp_path, b"first\n" + line + b"last")
    pieces = list(read_blocks(source.path, 0, source.size))
    assert [type(piece) for piece in pieces] == [Block, LongLine, Block]
    assert isinstance(pieces[1], LongLine)
    assert (pieces[1].offset, pieces[1].length) == (6, len(line))
    assert pieces[1].sample == b"x" * reading.SAMPLE_BYTES


def test_a_file_that_became_shorter_is_an_error_and_not_a_short_read(tmp_path: Path) -> None:
    source = write_log(tmp_path, b"a\n" * 100)
    Path(source.path).write_bytes(b"a\n" * 10)
    with pytest.raises(EOFError, match="ends at byte 20"):
        list(read_blocks(source.path, 0, source.size))
