"""The reference reading of many lines: ``formats.grammar`` line by line, then the same typing as
the fast reading."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from analyzer.formats.grammar import Fields, explain, read_line
from analyzer.formats.spec import Format
from analyzer.parse.columns import Typed
from analyzer.parse.typed import BAD_NUMBER, BAD_TIME, typed

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a source, with its line end, and the position of its first byte."""

    offset: int
    text: bytes


@dataclass(frozen=True, slots=True)
class Rejected:
    """A line that no format could read, without its line end."""

    reason: str
    offset: int
    text: bytes


@dataclass(frozen=True, slots=True)
class Readings:
    """Records that could be read, what could not, and how many lines were blank."""

    blocks: tuple[Typed, ...]
    rejected: tuple[Rejected, ...]
    blank: int


def content(line: Line) -> bytes:
    """The line without its line end, and without the mark that may begin a file in UTF-8."""
    text = line.text.removesuffix(b"\n").removesuffix(b"\r")
    return text.removeprefix(_BOM) if line.offset == 0 else text


def read_lines(formats: Sequence[Format], lines: Sequence[Line]) -> Readings:
    """Each line by the first of ``formats`` that can read it."""
    rejected: list[Rejected] = []
    read: dict[tuple[str, ...], list[tuple[Line, Fields]]] = defaultdict(list)
    blank = 0
    for line in lines:
        text = content(line)
        if not text.strip():
            blank += 1
            continue
        reading = read_line(formats, text)
        if reading is None:
            rejected.append(Rejected(explain(text), line.offset, text))
        else:
            read[reading[0].columns].append((line, reading[1]))
    blocks = []
    for columns, some in read.items():
        block, bad = _typed(columns, some)
        blocks.append(block)
        rejected += bad
    return Readings(tuple(blocks), tuple(rejected), blank)


def _typed(
    columns: Sequence[str], read: Sequence[tuple[Line, Fields]]
) -> tuple[Typed, list[Rejected]]:
    raw = {name: pa.array([fields[name] for _, fields in read], pa.binary()) for name in columns}
    block, bad_time, bad_number = typed(raw, len(read))
    rejected = [
        Rejected(BAD_TIME if time else BAD_NUMBER, line.offset, content(line))
        for (line, _), time, number in zip(read, bad_time, bad_number, strict=True)
        if time or number
    ]
    return block, rejected
