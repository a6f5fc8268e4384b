"""The fast reading of records inside others: the outer lines are taken off, and what lay in them is
read as its own format is. As in ``formats.shapes.wrapped``, the inner record's values go first; its
offsets are those of the outer line."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from analyzer.formats.shapes.wrapped import TIMESTAMP
from analyzer.parse.columns import NO_TIME, Typed, without
from analyzer.parse.dictionary import Coded
from analyzer.parse.fast_block import FastBlock, FastReader, Mask, Positions, handed_back
from analyzer.parse.times import Meaning, times_of, widest
from analyzer.parse.unwrapped import Unwrapped, Unwrapper


class WrappedReader:
    """Reads the blocks of one chunk. A line whose inner record the fast reading leaves is left."""

    def __init__(self, outer: Unwrapper, inner: FastReader, meaning: Meaning) -> None:
        self._outer, self._inner, self._meaning = outer, inner, meaning

    def read(self, data: bytes) -> Iterator[FastBlock]:
        """``data`` is whole lines."""
        for some in self._outer.read(data):
            left = some.left
            for block in self._inner.read(some.text):
                yield self._over(some, block, left)
                left = left[:0]

    def _over(self, outside: Unwrapped, inside: FastBlock, left: Positions) -> FastBlock:
        rows = np.searchsorted(outside.starts, inside.begins)
        records, bad = self._timed(outside, inside.records, rows)
        rows, wrong = rows[~bad], rows[bad]
        text = {
            name: Coded(column.codes[rows], column.dictionary, whole=False)
            for name, column in outside.columns.items()
        }
        gone = np.searchsorted(outside.starts, inside.left[:, 0])
        more = outside.outer[np.sort(np.concatenate([gone, wrong]))]
        return FastBlock(
            replace(records, text={**text, **records.text}),
            outside.outer[rows],
            handed_back(left, outside.lines.lines_at(more.tolist())),
        )

    def _timed(self, outside: Unwrapped, inside: Typed, rows: Positions) -> tuple[Typed, Mask]:
        """Records without a time of their own have the outer one; then, which of all it is wrong
        of: those are gone."""
        bad = np.zeros(len(rows), np.bool_)
        silent = inside.time == NO_TIME
        if not silent.any():
            return inside, bad
        stamps = outside.times(rows[silent])
        found = times_of({TIMESTAMP: stamps}, len(stamps), self._meaning)
        bad[silent] = found.bad
        time, day = inside.time.copy(), inside.day.copy()
        time[silent], day[silent] = found.utc, found.day
        block = replace(inside, time=time, day=day)
        return replace(
            without(block, bad) if bad.any() else block,
            zoneless=inside.zoneless + int(np.count_nonzero(found.zoneless & ~found.bad)),
            yearless=inside.yearless + int(np.count_nonzero(found.yearless & ~found.bad)),
            offsets=widest(inside.offsets, found.offsets),
        ), bad
