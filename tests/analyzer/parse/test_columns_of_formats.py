"""Of every format whose values stand apart the fast reading finds what the reference finds,
whatever stands in a column."""

from itertools import pairwise
from random import Random

import pytest

from analyzer.formats.dialect import Dialect, formats_of
from analyzer.formats.loader import formats
from analyzer.formats.shapes.delimited import Delimited
from analyzer.formats.shapes.w3c import W3c
from analyzer.formats.spec import Shape
from analyzer.parse.fast import reader_for
from analyzer.source.reading import Block
from tests.analyzer.support.canonical import canonical, counted, partial_in
from tests.analyzer.support.files import lines_of
from tests.analyzer.support.lines import LINE_ENDS, MUTATIONS

VALUES = [
    b"-", b"", b"0", b"1", b"-1", b"0.015", b"12.5", b"1e3", b"12ms", b"200", b"404", b"20x",
    b"5000", b"2025-03-01T10:00:00.123456Z", b"2025-03-01T10:00:00", b"2025-03-01", b"10:00:00",
    b"24:00:00",
    b"[2025-03-01T10:00:00.5Z]", b"1740823200.123", b"1740823200123456", b"99999999999999999999",
    b"203.0.113.7:80", b"[2001:db8::7]:443", b"203.0.113.7", b"2001:db8::7", b"GET", b"/a?b=c",
    b"/", b"HTTP/1.1", b"https", b"GET / HTTP/1.1", b"x" * 60, b"\xff", b"\0",
]  # fmt: skip


def dialect_of(name: str) -> Dialect:
    """As detection would have it."""
    format = formats()[name]
    sample = format.samples[0]
    lines = [sample.line] if sample.header is None else [sample.header, sample.line]
    return Dialect((name, "combined"), format.shape.header(lines), "Europe/Berlin", 1_900_000_000)


def rows_of(name: str) -> Delimited | None:
    """What reads its lines; None for a format that is something else."""
    shape: Shape | None = formats_of(dialect_of(name))[0].shape
    shape = shape.complete_rows if isinstance(shape, W3c) else shape
    return shape if isinstance(shape, Delimited) else None


NAMES = [name for name in formats() if rows_of(name)]


def hostile_log(dice: Random, name: str, delimiter: bytes) -> bytes:
    """Samples, of which some have another value in a column, and some are broken."""
    found = []
    for _ in range(dice.randint(1, 9)):
        sample = dice.choice(formats()[name].samples)
        line = sample.line
        if sample.header and dice.random() < 0.2:
            date = b"#Date: 2025-03-%02d 10:00:00\n" % dice.randint(1, 31)
            found += [dice.choice([b"", date]), sample.header, b"\n", dice.choice([b"", date])]
        values = line.split(delimiter)
        for _ in range(dice.choice([0, 1, 1, 2, 4])):
            values[dice.randrange(len(values))] = dice.choice(VALUES)
        line = delimiter.join(values)
        if dice.random() < 0.2:
            line = dice.choice(MUTATIONS)(dice, line)
        found += [line, dice.choice(LINE_ENDS)]
    return b"".join(found)


@pytest.mark.parametrize("name", NAMES)
def test_fast_equals_reference_whatever_stands_in_a_column(name: str) -> None:
    dialect = dialect_of(name)
    assert reader_for(dialect) is not None
    delimited = rows_of(name)
    assert delimited is not None
    for turn in range(25):
        dice = Random(f"{name} {turn}")
        log = hostile_log(dice, name, delimited.delimiter.encode())
        cut = log.find(b"\n", dice.randint(0, len(log))) + 1 or len(log)
        blocks = [Block(a, log[a:b]) for a, b in pairwise(sorted({0, cut, len(log)}))]
        fast = partial_in(dialect, blocks, fast=True)
        reference = partial_in(dialect, [Block(0, log)], fast=False)
        accounting = counted(fast)
        assert accounting.records + accounting.blank == len(lines_of(log))
        assert canonical(fast) == canonical(reference), log
