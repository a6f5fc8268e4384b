"""The fast reading of lines whose values stand apart, by the kernels.

What they read, the reference reads the same way; every other line is handed back to it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from analyzer.kernels.contract import (
    DAYS,
    LEAST_ZONE,
    MEMO_NUMBERS,
    MOST_ZONE,
    SIZES,
    STATUSES,
    TIMES,
)
from analyzer.kernels.library import address, kernels
from analyzer.parse.delimited_layout import Layout
from analyzer.parse.dictionary import Coded, Codes, Dictionary
from analyzer.parse.fast_block import FastBlock, Positions, handed_back
from analyzer.parse.in_place import durations_at, hosts_at, requests_at
from analyzer.parse.lines import BlockLines
from analyzer.parse.times import Times
from analyzer.parse.times_in_place import date_and_clock_at, times_at
from analyzer.parse.typed import Known, typed
from analyzer.parse.value_texts import Values

_NO_ZONE = 1 << 62


class DelimitedReader:
    """Reads the blocks of one chunk."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._memo = np.zeros(MEMO_NUMBERS, np.int64)
        self._memo[LEAST_ZONE], self._memo[MOST_ZONE] = _NO_ZONE, -_NO_ZONE
        self._dictionaries = {place: Dictionary() for place in layout.kept}
        self._hosts, self._requests = Dictionary(), Dictionary()
        self._room = _Room.of(layout, 0)

    def read(self, data: bytes) -> Iterator[FastBlock]:
        """``data`` is whole lines."""
        if len(data) > self._room.bytes:
            self._room = _Room.of(self._layout, len(data))
        lines = BlockLines.of(data)
        self._room.counts[:] = 0
        self._split(lines.base, lines.begin, lines.cut)
        if lines.cut < lines.end:
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
        names = layout.columns

        kept = {
            names[place]: Coded(lines.codes(one, *self._spans(place, rows)), one)
            for place, one in self._dictionaries.items()
        }
        if layout.endpoint is not None:
            hosts = hosts_at(lines, *self._spans(layout.endpoint, rows))
            kept["client_ip"] = Coded(lines.codes(self._hosts, *hosts), self._hosts)
        if layout.request is not None:
            kept["request"] = requests_at(
                lines, room.begins, room.lengths, rows, layout.request, self._requests
            )
        raw = {names[place]: lines.texts(*self._spans(place, rows)) for place in layout.other}
        block, bad_time, _ = typed(raw, rows, layout.meaning, self._known(lines, rows), kept)
        begins = room.starts[:rows]
        more = [(0, lines.begin)] if lines.begin else []
        more += lines.lines_at(begins[bad_time].tolist())
        return FastBlock(block, begins[~bad_time], handed_back(room.left[:left], more))

    def _spans(self, place: int, rows: int) -> tuple[Codes, Codes]:
        """Where the values of a column lie."""
        return self._room.begins[place, :rows], self._room.lengths[place, :rows]

    def _known(self, lines: BlockLines, rows: int) -> Known:
        """What the kernels made of the numbers, as copies."""
        layout, room = self._layout, self._room
        names, numbers = layout.columns, room.numbers[:, :rows]
        spent = None
        if layout.duration is not None:
            at, unit = layout.duration, layout.meaning.format.duration_unit
            values = Values(*self._spans(at, rows), changed=False)
            spent = durations_at(lines, values, unit)
        return Known(
            times=self._times(lines, rows),
            status=numbers[STATUSES].astype(np.int16) if "status" in names else None,
            bytes_sent=numbers[SIZES].copy() if "bytes_sent" in names else None,
            duration=spent,
        )

    def _times(self, lines: BlockLines, rows: int) -> Times | None:
        layout, room = self._layout, self._room
        if "clf_date" in layout.columns:
            numbers, none = room.numbers, np.zeros(rows, np.bool_)
            day = numbers[DAYS, :rows].astype(np.int32)
            return Times(numbers[TIMES, :rows].copy(), day, none, none, none, self._offsets)
        if layout.time is None:
            return None
        first, last = layout.time
        begins, lengths = self._spans(first, rows)
        if last == first:
            return times_at(lines, Values(begins, lengths, changed=False), layout.meaning)
        return date_and_clock_at(lines, begins, lengths, *self._spans(last, rows), layout.meaning)


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
