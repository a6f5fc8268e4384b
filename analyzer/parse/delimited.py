"""The fast reading of lines whose values stand apart, by the kernels.

What they read, the reference reads the same way; every other line is handed back to it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from analyzer.formats.shapes.delimited import Delimited
from analyzer.formats.spec import IGNORED
from analyzer.kernels.contract import (
    DATE,
    DAYS,
    LEAST_ZONE,
    MEMO_NUMBERS,
    MOST_ZONE,
    PRESENT,
    SIZE,
    SIZES,
    STATUS,
    STATUSES,
    TEXT,
    TIMES,
    ZONE,
)
from analyzer.kernels.library import address, kernels
from analyzer.parse.dictionary import Coded, Codes, Dictionary
from analyzer.parse.fast_block import FastBlock, Positions, handed_back
from analyzer.parse.lines import BlockLines
from analyzer.parse.times import Meaning
from analyzer.parse.typed import Known, kept_as_text, typed

_NO_ZONE = 1 << 62
_KINDS = {"status": STATUS, "bytes_sent": SIZE, "clf_date": DATE, "clf_zone": ZONE}


@dataclass(frozen=True, slots=True)
class Layout:
    """What the reading knows of its lines: what each column may hold (``kinds``), and the places of
    those that become text as they are (``kept``) or mean something else (``other``)."""

    columns: Sequence[str]
    delimiter: int
    comment: bytes
    kinds: Codes
    kept: Sequence[int]
    other: Sequence[int]
    meaning: Meaning

    @classmethod
    def of(cls, shape: Delimited, meaning: Meaning) -> "Layout":
        """Of a format with that shape."""
        names = shape.columns
        kinds = np.array([_KINDS.get(name, TEXT) for name in names], np.int32)
        if names[0] == "virtual_host":  # one whose client is absent is a client
            kinds[names.index("client_ip")] = PRESENT
        unused = {*_KINDS, "ident"}
        wanted = [i for i, name in enumerate(names) if name not in unused and name[0] != IGNORED]
        text = kept_as_text(names)
        kept = [i for i in wanted if names[i] in text]
        other = [i for i in wanted if i not in kept]
        comment = meaning.format.comment or b""
        return cls(names, ord(shape.delimiter), comment, kinds, kept, other, meaning)


class DelimitedReader:
    """Reads the blocks of one chunk."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._memo = np.zeros(MEMO_NUMBERS, np.int64)
        self._memo[LEAST_ZONE], self._memo[MOST_ZONE] = _NO_ZONE, -_NO_ZONE
        self._dictionaries = {place: Dictionary() for place in layout.kept}
        self._room = _Room.of(layout, 0)

    def read(self, data: bytes) -> Iterator[FastBlock]:
        """``data`` is whole lines."""
        if len(data) > self._room.bytes:
            self._room = _Room.of(self._layout, len(data))
        lines = BlockLines.of(data)
        self._room.counts[:] = 0
        self._split(lines.base, lines.begin, lines.cut)
        self._split(lines.rest_base, lines.cut, lines.end)
        yield self._block(lines)

    def _split(self, base: int, begin: int, stop: int) -> None:
        layout, room = self._layout, self._room
        comment = layout.comment[:8]
        kernels().split(
            base, begin, stop, layout.delimiter, int.from_bytes(comment, "little"),
            (1 << 8 * len(comment)) - 1, address(layout.kinds), len(layout.columns), room.rows,
            address(room.begins), address(room.lengths), address(room.numbers),
            address(room.starts), address(room.left), address(self._memo), address(room.counts),
        )  # fmt: skip

    @property
    def _offsets(self) -> tuple[int, int] | None:
        least, most = int(self._memo[LEAST_ZONE]), int(self._memo[MOST_ZONE])
        return (least, most) if least <= most else None

    def _block(self, lines: BlockLines) -> FastBlock:
        room, layout = self._room, self._layout
        rows, left = room.counts.tolist()

        def coded(dictionary: Dictionary, place: int) -> Coded:
            spans = room.begins[place, :rows], room.lengths[place, :rows]
            return Coded(lines.codes(dictionary, *spans), dictionary)

        names = layout.columns
        kept = {names[place]: coded(one, place) for place, one in self._dictionaries.items()}
        raw = {names[place]: coded(Dictionary(), place).array() for place in layout.other}
        known = _known(names, room.numbers[:, :rows], self._offsets)
        block, bad_time, _ = typed(raw, rows, layout.meaning, known, kept)
        begins = room.starts[:rows]
        more = [(0, lines.begin)] if lines.begin else []
        more += lines.lines_at(begins[bad_time].tolist())
        return FastBlock(block, begins[~bad_time], handed_back(room.left[:left], more))


def _known(names: Sequence[str], numbers: Positions, offsets: tuple[int, int] | None) -> Known:
    """What the kernels made of the numbers, as copies."""
    dated = "clf_date" in names
    return Known(
        time=numbers[TIMES].copy() if dated else None,
        day=numbers[DAYS].astype(np.int32) if dated else None,
        status=numbers[STATUSES].astype(np.int16) if "status" in names else None,
        bytes_sent=numbers[SIZES].copy() if "bytes_sent" in names else None,
        offsets=offsets,
    )


@dataclass(frozen=True, slots=True)
class _Room:
    """Where the kernels write: room for whatever so many bytes may hold. Memory that is not written
    costs nothing."""

    bytes: int
    rows: int
    begins: Codes
    lengths: Codes
    numbers: Positions
    starts: Positions
    left: Positions
    counts: Positions

    @classmethod
    def of(cls, layout: Layout, bytes: int) -> "_Room":
        columns = len(layout.columns)
        rows = bytes // columns + 2  # no line is shorter than its delimiters and its end
        return cls(
            bytes,
            rows,
            np.empty((columns, rows), np.int32),
            np.empty((columns, rows), np.int32),
            np.empty((4, rows), np.int64),
            np.empty(rows, np.int64),
            np.empty((bytes + 1, 2), np.int64),
            np.zeros(2, np.int64),
        )
