"""Which lines a format reads, without their values: as detection asks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.formats.loader import formats
from analyzer.formats.shapes.delimited import Delimited
from tests.analyzer.support.lines import GOOD
from tests.analyzer.support.reading import lines_with_header

_SAMPLES = [sample.line for one in formats().values() for sample in one.samples]
_ODD = [b"", b" ", b"#", b"{}", b'"', rb"\x1b[31m", GOOD.replace(b"200", b"2000")]


@pytest.mark.parametrize("name", formats())
def test_the_rows_alone_are_those_of_the_table(name: str) -> None:
    own = [line for sample in formats()[name].samples for line in lines_with_header(sample)]
    coloured = [b"\x1b[32m" + line + b"\x1b[0m" for line in own]
    lines = [*own, *_SAMPLES, *coloured, *_ODD, *own]
    shape = formats()[name].shape
    for known in (shape, shape.with_header(shape.header(lines))):
        assert [*known.rows_of(lines)] == [*known.read(lines).rows]


@given(st.text(' "\\xy', max_size=24).map(str.encode))
def test_values_of_an_open_format_are_counted_as_they_are_separated(line: bytes) -> None:
    counted = Delimited((), open=True).header([line])
    assert counted == str(_values(line)).encode()


def _values(line: bytes) -> int:
    """Byte by byte; 0 where a quote is left over."""
    count, place = int(line != b""), 0
    while place < len(line):
        if line[place : place + 1] == b'"':
            place += 1
            while place < len(line) and line[place : place + 1] != b'"':
                place += 1 + (line[place : place + 1] == b"\\")
            if place >= len(line):
                return 0
            place += 1
        while place < len(line) and line[place : place + 1] not in b' "':
            place += 1
        if line[place : place + 1] == b'"':
            return 0
        count += place < len(line)
        place += 1
    return count
