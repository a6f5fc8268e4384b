"""Raw text columns become typed ones, a whole block at a time; both the fast reading and the
reference reading end here."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from analyzer.formats.spec import IGNORED, Format
from analyzer.parse.clf_time import day_of, local_seconds, zone_seconds
from analyzer.parse.columns import (
    ABSENT,
    NO_TIME,
    Encoded,
    IntArray,
    TextColumn,
    Typed,
    plain,
    without,
)
from analyzer.parse.dictionary import Codes
from analyzer.parse.durations import durations
from analyzer.parse.levels import level_of
from analyzer.parse.numbers import sizes
from analyzer.parse.timestamps import Clock, moments

_NOT_TEXT = frozenset(
    {
        "clf_date", "clf_zone", "timestamp", "date", "clock", "status", "bytes_sent", "duration",
        "client_endpoint", "method", "target", "query", "protocol", "ident", "level",
    }
)  # fmt: skip
"""Raw columns that are not text columns of the result under their own name."""


def kept_as_text(columns: Collection[str]) -> frozenset[str]:
    """Those of a format's raw columns that become text as they are. A request does not where it may
    have to be put together."""
    put_together = {"request"} if "target" in columns else set()
    return frozenset(columns) - _NOT_TEXT - put_together


Raw = Mapping[str, "pa.Array[Any]"]
Mask = npt.NDArray[np.bool_]

BAD_NUMBER = "the status or the size is not a number"


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
class Known:
    """What was understood while the lines were split, as in ``Typed``; None where it was not. A
    time comes with its day, and names its zone and year. ``offsets`` are of all lines so far."""

    time: IntArray | None = None
    day: Codes | None = None
    status: npt.NDArray[np.int16] | None = None
    bytes_sent: IntArray | None = None
    offsets: tuple[int, int] | None = None


def typed(
    raw: Raw,
    records: int,
    meaning: Meaning,
    known: Known = Known(),
    text: Mapping[str, TextColumn] | None = None,
) -> tuple[Typed, Mask, Mask]:
    """The records of ``raw`` (columns of equal length ``records``) that have valid values, then
    two masks over all of them: whose time is wrong, and whose numbers are. A null is no value.
    ``text`` are columns that are what they mean."""
    if known.time is None or known.day is None:
        times = _times(raw, records, meaning)
    else:
        none = np.zeros(records, np.bool_)
        times = _Times(known.time, known.day, none, none, none, known.offsets)
    status, good_status = _numbers(known.status, raw.get("status"), records, _looked_up_status)
    size, good_size = _numbers(known.bytes_sent, raw.get("bytes_sent"), records, sizes)
    if "clf_date" in raw:
        bad_number = ~(good_status & good_size)
    else:  # elsewhere a status may be a word, and a size nothing
        status[~good_status], size[~good_size] = 0, 0
        bad_number = np.zeros(records, np.bool_)
    bad = times.bad | bad_number
    spent = raw.get("duration")
    unit = meaning.format.duration_unit
    block = Typed(
        records=records,
        time=times.utc,
        day=times.day,
        status=status.astype(np.int16),
        bytes_sent=size,
        duration=None if spent is None else durations(plain(spent), unit),
        text={**_text(raw, meaning.format), **(text or {})},
    )
    block = replace(
        without(block, bad) if bad.any() else block,
        zoneless=int(np.count_nonzero(times.zoneless & ~bad)),
        yearless=int(np.count_nonzero(times.yearless & ~bad)),
        offsets=times.offsets,
    )
    return block, times.bad, bad_number


@dataclass(frozen=True, slots=True)
class _Times:
    """Seconds since 1970, day, whose time is wrong (there, but no moment), and whose names no zone
    or no year; offsets as in ``Typed``."""

    utc: IntArray
    day: Codes
    bad: Mask
    zoneless: Mask
    yearless: Mask
    offsets: tuple[int, int] | None


def _times(raw: Raw, records: int, meaning: Meaning) -> _Times:
    none = np.zeros(records, np.bool_)
    if "clf_date" in raw and not raw["clf_date"].null_count:
        local, good_date = local_seconds(raw["clf_date"])
        zone, good_zone = _looked_up(raw["clf_zone"], zone_seconds)
        good = good_date & good_zone
        return _Times(local - zone, day_of(local), ~good, none, none, _spread(zone[good]))
    texts = _timestamps(raw)
    if texts is None:
        nothing = np.full(records, NO_TIME), np.zeros(records, np.int32)
        return _Times(*nothing, none, none, none, None)
    found = moments(texts, meaning.format.layouts, meaning.time_clock)
    known = found.utc != NO_TIME
    day = day_of(np.where(known, found.local, 0))
    present = ~texts.is_null().to_numpy(zero_copy_only=False)
    zoneless = none if meaning.format.utc else found.zoneless
    offsets = _spread((found.local - found.utc)[known & ~zoneless])
    return _Times(found.utc, day, present & ~known, zoneless, found.yearless, offsets)


def _spread(offsets: IntArray) -> tuple[int, int] | None:
    return (int(offsets.min()), int(offsets.max())) if len(offsets) else None


def _timestamps(raw: Raw) -> "pa.Array[Any] | None":
    if "timestamp" in raw:
        texts = plain(raw["timestamp"])
    elif "clock" in raw and "date" in raw:
        parts = plain(raw["date"]), plain(raw["clock"]), b" "
        texts = pc.binary_join_element_wise(*parts)
    else:
        texts = None
    if "clf_date" in raw:  # of a record inside another one, and not of every one
        inner = pc.binary_join_element_wise(plain(raw["clf_date"]), plain(raw["clf_zone"]), b" ")
        inner = pc.binary_slice(inner, 1)
        texts = inner if texts is None else pc.coalesce(inner, texts)
    return texts


def _text(raw: Raw, format: Format) -> "dict[str, pa.Array[Any]]":
    text = {
        name: _filled(array)
        for name, array in raw.items()
        if name not in _NOT_TEXT and not name.startswith(IGNORED)
    }
    if "client_endpoint" in raw:
        text["client_ip"] = _filled(
            pc.replace_substring_regex(
                plain(raw["client_endpoint"]), pattern=r"^\[?(.*?)\]?:\d+$", replacement=r"\1"
            )
        )
    if "target" in raw:
        text["request"] = _request(raw)
    if "level" in raw:
        text["level"] = _mapped(raw["level"], lambda word: level_of(word, format.levels))
    return text


def _request(raw: Raw) -> "pa.Array[Any]":
    """A request line, put together where the log has its parts; where it has both, the line."""
    line = plain(raw["target"])
    if "query" in raw:
        line = _joined(line, _present(raw["query"]), b"?", line)
    if "method" in raw:
        line = _joined(plain(raw["method"]), line, b" ", line)
    if "protocol" in raw:
        line = _joined(line, plain(raw["protocol"]), b" ", line)
    if "request" in raw:
        line = pc.coalesce(plain(raw["request"]), line)
    return _filled(line)


def _joined(
    one: "pa.Array[Any]", other: "pa.Array[Any]", by: bytes, alone: "pa.Array[Any]"
) -> "pa.Array[Any]":
    """Both with ``by`` between them; where one is null, what there is alone."""
    return pc.coalesce(pc.binary_join_element_wise(one, other, by), alone)


def _present(array: "pa.Array[Any]") -> "pa.Array[Any]":
    """The column with nulls for ABSENT."""
    values = plain(array)
    nothing = pa.scalar(None, pa.binary())
    return pc.if_else(pc.equal(values, pa.scalar(ABSENT, pa.binary())), nothing, values)


def _filled(array: "pa.Array[Any]") -> "pa.Array[Any]":
    """Nulls become ABSENT."""
    if not array.null_count:
        return array
    return plain(array).fill_null(ABSENT)


def _mapped(array: "pa.Array[Any]", convert: Callable[[bytes], bytes]) -> "pa.Array[Any]":
    """``convert`` over the distinct values; ABSENT for nulls, whatever a dash would become."""
    coded = array if pa.types.is_dictionary(array.type) else array.dictionary_encode()
    converted = [convert(value) for value in coded.dictionary.to_pylist()]
    values = pa.array([*converted, ABSENT], pa.binary())
    return values.take(coded.indices.fill_null(len(converted))).dictionary_encode()


def _numbers(
    known: "npt.NDArray[Any] | None",
    array: "pa.Array[Any] | None",
    records: int,
    convert: Callable[..., tuple[IntArray, Mask]],
) -> "tuple[npt.NDArray[Any], Mask]":
    if known is not None or array is None:
        found = np.zeros(records, np.int64) if known is None else known
        return found, np.ones(records, np.bool_)
    return convert(_filled(array))


def _looked_up_status(array: "pa.Array[Any]") -> tuple[IntArray, Mask]:
    return _looked_up(array, _status)


def _looked_up(
    array: "pa.Array[Any]", convert: Callable[[bytes], int | None]
) -> tuple[IntArray, Mask]:
    """``convert`` over the distinct values."""
    encoded = Encoded.of(array)
    converted = [convert(value) for value in encoded.values.to_pylist()]
    numbers = np.array([number or 0 for number in converted], np.int64)
    valid = np.array([number is not None for number in converted], np.bool_)
    if len(numbers) == 0:
        return np.zeros(len(array), np.int64), np.zeros(len(array), np.bool_)
    return numbers[encoded.codes], valid[encoded.codes]


def _status(text: bytes) -> int | None:
    if text == b"-":
        return 0
    return int(text) if len(text) == 3 and text.isdigit() else None
