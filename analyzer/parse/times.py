"""When records were written, by whichever of their raw columns tell of it."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from analyzer.formats.spec import Format
from analyzer.parse.clf_time import day_of, local_seconds, zone_seconds
from analyzer.parse.columns import NO_TIME, IntArray, plain
from analyzer.parse.dictionary import Codes
from analyzer.parse.distinct_values import Mask, Raw, looked_up
from analyzer.parse.timestamps import Clock, Moments, moments


@dataclass(frozen=True, slots=True)
class Meaning:
    """What raw values mean: by their format, and by what the log does not say of its times."""

    format: Format
    clock: Clock

    @property
    def time_clock(self) -> Clock:
        """The clock of times that name no zone: the log's, unless the format's specification says
        UTC."""
        return replace(self.clock, zone="UTC") if self.format.utc else self.clock


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds since 1970, day, whose time is wrong (there, but no moment), and whose names no zone
    or no year; offsets as in ``Typed``."""

    utc: IntArray
    day: Codes
    bad: Mask
    zoneless: Mask
    yearless: Mask
    offsets: tuple[int, int] | None


def times_of(raw: Raw, records: int, meaning: Meaning) -> Times:
    """Those that the columns tell of. Of records inside others some may have a date as in the
    common log format; the time of the others is that of what they are in."""
    texts, dates = _timestamps(raw), raw.get("clf_date")
    if dates is None:
        return written(texts, records, meaning)
    dated = dates.is_valid()
    inside = dated.to_numpy(zero_copy_only=False)
    if inside.all():
        return _dated(dates, raw["clf_zone"])
    rest = pc.invert(dated)
    return both(
        inside,
        _dated(dates.filter(dated), raw["clf_zone"].filter(dated)),
        written(None if texts is None else texts.filter(rest), int((~inside).sum()), meaning),
    )


def _dated(dates: "pa.Array[Any]", zones: "pa.Array[Any]") -> Times:
    none = np.zeros(len(dates), np.bool_)
    local, good_date = local_seconds(dates)
    zone, good_zone = looked_up(zones, zone_seconds)
    good = good_date & good_zone
    return Times(local - zone, day_of(local), ~good, none, none, spread(zone[good]))


def written(texts: "pa.Array[Any] | None", records: int, meaning: Meaning) -> Times:
    """Those of a column of texts; null is no time."""
    none = np.zeros(records, np.bool_)
    if texts is None:
        nothing = np.full(records, NO_TIME), np.zeros(records, np.int32)
        return Times(*nothing, none, none, none, None)
    found = moments(texts, meaning.format.layouts, meaning.time_clock)
    present = ~texts.is_null().to_numpy(zero_copy_only=False)
    return of_moments(found, present, meaning)


def of_moments(found: Moments, present: Mask, meaning: Meaning) -> Times:
    """Of records some of which have no text for a time."""
    known = found.utc != NO_TIME
    day = day_of(np.where(known, found.local, 0))
    zoneless = np.zeros(len(known), np.bool_) if meaning.format.utc else found.zoneless
    offsets = spread((found.local - found.utc)[known & ~zoneless])
    return Times(found.utc, day, present & ~known, zoneless, found.yearless, offsets)


def both(inside: Mask, one: Times, other: Times) -> Times:
    """``one`` where the mask is true, ``other`` elsewhere."""

    def merged(of_one: npt.NDArray[Any], of_other: npt.NDArray[Any]) -> npt.NDArray[Any]:
        column = np.empty(len(inside), of_one.dtype)
        column[inside], column[~inside] = of_one, of_other
        return column

    return Times(
        merged(one.utc, other.utc),
        merged(one.day, other.day),
        merged(one.bad, other.bad),
        merged(one.zoneless, other.zoneless),
        merged(one.yearless, other.yearless),
        widest(one.offsets, other.offsets),
    )


def widest(one: tuple[int, int] | None, other: tuple[int, int] | None) -> tuple[int, int] | None:
    """The range that holds both; either may be nothing."""
    if one is None or other is None:
        return one or other
    return min(one[0], other[0]), max(one[1], other[1])


def spread(offsets: IntArray) -> tuple[int, int] | None:
    """The least and the most; None of none."""
    return (int(offsets.min()), int(offsets.max())) if len(offsets) else None


def _timestamps(raw: Raw) -> "pa.Array[Any] | None":
    if "timestamp" in raw:
        return plain(raw["timestamp"])
    if "clock" in raw and "date" in raw:
        return pc.binary_join_element_wise(plain(raw["date"]), plain(raw["clock"]), b" ")
    return None
