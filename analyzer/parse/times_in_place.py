"""When records were written, read where that lies in a block by the kernels; whatever they are not
sure of is read as the reference reads it."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from analyzer.formats.layouts import Layout, layout_named
from analyzer.kernels.contract import (
    DAY_AT,
    HOUR_AT,
    LAYOUT_NUMBERS,
    LAYOUT_WIDTH,
    MEMO_NUMBERS,
    MINUTE_AT,
    MONTH_AT,
    MONTH_NAME_AT,
    NOT_FITTING,
    REWRITTEN,
    SAME_HOUR,
    SECOND_AT,
    SILENT,
    UNIT,
    YEAR_AT,
    ZONED,
)
from analyzer.kernels.library import address, kernels
from analyzer.parse.columns import IntArray, plain
from analyzer.parse.dictionary import Codes
from analyzer.parse.distinct_values import Mask
from analyzer.parse.lines import BlockLines
from analyzer.parse.times import Meaning, Times, both, of_moments, written
from analyzer.parse.timestamps import Moments
from analyzer.parse.value_texts import Values, ValueTexts
from analyzer.parse.zone_offsets import fill_offsets

Rest = Callable[[Mask], "pa.Array[Any]"]
"""The texts of some records."""

_WORD = 8
_WHOLE = ("YYYY", "DD", "hh", "mm", "ss")
_PLACES = (
    ("YYYY", YEAR_AT), ("Mon", MONTH_NAME_AT), ("MM", MONTH_AT), ("DD", DAY_AT), ("hh", HOUR_AT),
    ("mm", MINUTE_AT), ("ss", SECOND_AT),
)  # fmt: skip


def times_at(lines: BlockLines, values: Values, meaning: Meaning) -> Times:
    """Of records each of which has a value for its time."""

    def texts(some: Mask) -> "pa.Array[Any]":
        return ValueTexts().array(lines, values.some(np.flatnonzero(some)))

    return _times(lines, values.begins, values.lengths, texts, meaning, values.changed)


def date_and_clock_at(
    lines: BlockLines, dates: Codes, lengths: Codes, clocks: Codes, more: Codes, meaning: Meaning
) -> Times:
    """Of records whose dates lie at ``dates`` and whose clock times at ``clocks``. Where a single
    byte is between the two, a layout that has one there reads them together."""

    def texts(some: Mask) -> "pa.Array[Any]":
        date = plain(lines.texts(dates[some], lengths[some]))
        clock = plain(lines.texts(clocks[some], more[some]))
        return pc.binary_join_element_wise(date, clock, b" ")

    if (clocks == dates + lengths + 1).all():
        return _times(lines, dates, clocks + more - dates, texts, meaning)
    everywhere = np.ones(len(dates), np.bool_)
    return written(texts(everywhere), len(dates), meaning)


def _times(
    lines: BlockLines, begins: Codes, lengths: Codes, texts: Rest, meaning: Meaning,
    rewritten: bool = False,
) -> Times:  # fmt: skip
    found = _Read.of(len(begins))
    for name in meaning.format.layouts:
        numbers = _layout_numbers(name, rewritten)
        if numbers is None or not (found.states == NOT_FITTING).any():
            break
        found.read(lines, begins, lengths, numbers)
    read = (found.states == ZONED) | (found.states == SILENT)
    if read.all():
        return found.times(meaning)
    rest = ~read
    others = written(texts(rest), int(np.count_nonzero(rest)), meaning)
    return both(read, found.some(read).times(meaning), others)


class _Read:
    """What the kernel made of each text."""

    def __init__(self, local: IntArray, zones: Codes, states: npt.NDArray[np.uint8]) -> None:
        self.local, self.zones, self.states = local, zones, states

    @classmethod
    def of(cls, rows: int) -> "_Read":
        """Nothing yet."""
        states = np.full(rows, NOT_FITTING, np.uint8)
        return cls(np.empty(rows, np.int64), np.empty(rows, np.int32), states)

    def read(self, lines: BlockLines, begins: Codes, lengths: Codes, layout: Codes) -> None:
        """By a layout, what no other fitted before."""
        memo = np.zeros(MEMO_NUMBERS, np.int64)
        for base, rows in lines.stretches(begins):
            kernels().read_moments(
                base, address(begins), address(lengths), rows.start, rows.stop, address(layout),
                address(self.local), address(self.zones), address(self.states), address(memo),
            )  # fmt: skip

    def some(self, rows: Mask) -> "_Read":
        """Those of some records."""
        return _Read(self.local[rows], self.zones[rows], self.states[rows])

    def times(self, meaning: Meaning) -> Times:
        """Where all of them are moments."""
        everywhere = np.ones(len(self.local), np.bool_)
        silent = self.states == SILENT
        zones = self.zones.astype(np.int64)
        zones = fill_offsets(zones, silent, everywhere, meaning.time_clock.zone, self.local)
        moments = Moments(self.local - zones, self.local, silent, ~everywhere)
        return of_moments(moments, everywhere, meaning)


@lru_cache(maxsize=64)
def _layout_numbers(name: str, rewritten: bool) -> Codes | None:
    """The layout as the kernel takes it; None for one that it does not read."""
    layout = layout_named(name)
    numbers = np.full(LAYOUT_NUMBERS, -1, np.int32)
    numbers[UNIT], numbers[REWRITTEN] = layout.epoch, rewritten
    if layout.epoch:
        return numbers
    template = layout.template
    months = ("MM" in template) + ("Mon" in template)
    whole = months == 1 and all(part in template for part in _WHOLE)
    if layout.rewrite or not whole or "DDD" in template:
        return None
    for part, place in _PLACES:
        numbers[place] = template.find(part)
    numbers[LAYOUT_WIDTH] = len(template)
    numbers[SAME_HOUR] = _same_hour(layout)
    return numbers


def _same_hour(layout: Layout) -> int:
    """How many bytes behind the first word tell an hour from another: those before minute and
    second; 0 where they are not all before these, or too many or too few."""
    template = layout.template
    before = template[: min(template.find("mm"), template.find("ss"))]
    month = "MM" if "MM" in template else "Mon"
    whole = all(part in before for part in ("YYYY", month, "DD", "hh"))
    more = len(before) - _WORD
    return more if whole and 0 < more < _WORD else 0
