"""The fast reading: blocks of lines whose values stand apart, by the kernels.

What they read, the reference reads the same way; every other line is handed back to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from analyzer.formats.dialect import Dialect, formats_of
from analyzer.formats.shapes.delimited import Delimited
from analyzer.formats.shapes.w3c import W3c
from analyzer.formats.spec import IGNORED
from analyzer.kernels.clf_moment import LEAST_ZONE, MOST_ZONE
from analyzer.kernels.contract import (
    DATE,
    DAYS,
    LEFT,
    MEMO_NUMBERS,
    PRESENT,
    ROWS,
    SIZE,
    SIZES,
    STATUS,
    STATUSES,
    STEP,
    TEXT,
    TIMES,
    ZONE,
)
from analyzer.kernels.library import address, kernels
from analyzer.parse.dictionary import Coded, Codes, Dictionary
from analyzer.parse.fast_block import FastBlock, Positions
from analyzer.parse.timestamps import Clock
from analyzer.parse.typed import NOT_TEXT, Known, Meaning, typed

_NO_ZONE = 1 << 62
_BOM = b"\xef\xbb\xbf"
_KINDS = {"status": STATUS, "bytes_sent": SIZE, "clf_date": DATE, "clf_zone": ZONE}


@dataclass(frozen=True, slots=True)
class _Layout:
    """What the reading of a dialect knows of its lines: what each column may hold (``kinds``), and
    the places of those that become text as they are (``kept``) or mean something else (``other``).
    """

    columns: Sequence[str]
    delimiter: int
    comment: bytes
    kinds: Codes
    kept: Sequence[int]
    other: Sequence[int]
    meaning: Meaning


@lru_cache(maxsize=64)
def _layout(dialect: Dialect) -> _Layout | None:
    format = formats_of(dialect)[0]
    shape = format.shape.complete_rows if isinstance(format.shape, W3c) else format.shape
    if not isinstance(shape, Delimited):
        return None
    names = shape.columns
    kinds = np.array([_KINDS.get(name, TEXT) for name in names], np.int32)
    if names[0] == "virtual_host":  # one whose client is absent is a client
        kinds[names.index("client_ip")] = PRESENT
    unused = {*_KINDS, "ident"}
    wanted = [i for i, name in enumerate(names) if name not in unused and name[0] != IGNORED]
    # A request may have to be put together.
    kept = {n for n in names if n not in NOT_TEXT} - ({"request"} if "target" in names else set())
    return _Layout(
        names,
        ord(shape.delimiter),
        format.comment or b"",
        kinds,
        [i for i in wanted if names[i] in kept],
        [i for i in wanted if names[i] not in kept],
        Meaning(format, Clock(dialect.zone, dialect.latest)),
    )


def reader_for(dialect: Dialect) -> "DelimitedReader | None":
    """The fast reading of the dialect's first format; None where it has none."""
    layout = _layout(dialect)
    return DelimitedReader(layout) if layout else None


class DelimitedReader:
    """Reads the blocks of one chunk."""

    def __init__(self, layout: _Layout) -> None:
        self._layout = layout
        self._memo = np.zeros(MEMO_NUMBERS, np.int64)
        self._memo[LEAST_ZONE], self._memo[MOST_ZONE] = _NO_ZONE, -_NO_ZONE
        self._dictionaries = {place: Dictionary() for place in layout.kept}
        self._room = _Room.of(layout, 0)

    def read(self, data: bytes) -> FastBlock:
        """``data`` is whole lines."""
        if len(data) > self._room.bytes:
            self._room = _Room.of(self._layout, len(data))
        room = self._room
        room.counts[:] = 0
        begin = 0
        if data.startswith(_BOM):
            begin = data.find(b"\n") + 1 or len(data)
            room.left[0], room.counts[LEFT] = (0, begin), 1
        # The last lines are read from a copy that has something behind it.
        cut = max(data.rfind(b"\n", 0, max(len(data) - STEP + 1, 0)) + 1, begin)
        whole = np.frombuffer(data, np.uint8)
        rest = np.frombuffer(data[cut:] + b"\n" * STEP, np.uint8)
        bases = address(whole), address(rest) - cut
        self._split(bases[0], begin, cut)
        middle = int(room.counts[ROWS])
        self._split(bases[1], cut, len(data))
        return self._block(data, bases, middle)

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

    def _block(self, data: bytes, bases: tuple[int, int], middle: int) -> FastBlock:
        """Of what was split: the rows up to ``middle`` lie at one base, the others at another."""
        room, layout = self._room, self._layout
        rows, left = room.counts.tolist()

        def coded(dictionary: Dictionary, place: int) -> Coded:
            codes = np.empty(rows, np.int32)
            begins, lengths = room.begins[place], room.lengths[place]
            dictionary.encode(bases[0], begins, lengths, range(middle), codes)
            dictionary.encode(bases[1], begins, lengths, range(middle, rows), codes)
            return Coded(codes, dictionary)

        names = layout.columns
        kept = {names[place]: coded(one, place) for place, one in self._dictionaries.items()}
        raw = {names[place]: coded(Dictionary(), place).array() for place in layout.other}
        known = _known(names, room.numbers[:, :rows], self._offsets)
        block, bad_time, _ = typed(raw, rows, layout.meaning, known, kept)
        begins, handed = room.starts[:rows].copy(), room.left[:left].copy()
        if bad_time.any():
            wrong = begins[bad_time].tolist()
            lines = [(begin, data.find(b"\n", begin) + 1 or len(data)) for begin in wrong]
            handed = np.sort(np.concatenate([handed, np.array(lines, np.int64)]), axis=0)
            begins = begins[~bad_time]
        return FastBlock(block, begins, handed)


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
    def of(cls, layout: _Layout, bytes: int) -> "_Room":
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
