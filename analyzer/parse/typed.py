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
from analyzer.parse.columns import (
    ABSENT,
    IntArray,
    TextColumn,
    Typed,
    plain,
    without,
)
from analyzer.parse.distinct_values import Mask, Raw, looked_up
from analyzer.parse.durations import durations
from analyzer.parse.levels import level_of
from analyzer.parse.numbers import sizes
from analyzer.parse.times import Meaning, Times, times_of

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


BAD_NUMBER = "the status or the size is not a number"


@dataclass(frozen=True, slots=True)
class Known:
    """What was understood where it lies, as in ``Typed``; None where it was not."""

    times: Times | None = None
    status: npt.NDArray[np.int16] | None = None
    bytes_sent: IntArray | None = None
    duration: IntArray | None = None


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
    times = known.times or times_of(raw, records, meaning)
    status, good_status = _numbers(known.status, raw.get("status"), records, _looked_up_status)
    size, good_size = _numbers(known.bytes_sent, raw.get("bytes_sent"), records, sizes)
    if "clf_date" in raw:
        bad_number = ~(good_status & good_size)
    else:  # elsewhere a status may be a word, and a size nothing
        status[~good_status], size[~good_size] = 0, 0
        bad_number = np.zeros(records, np.bool_)
    bad = times.bad | bad_number
    spent = raw.get("duration")
    duration = known.duration
    if spent is not None:
        duration = durations(plain(spent), meaning.format.duration_unit)
    block = Typed(
        records=records,
        time=times.utc,
        day=times.day,
        status=status.astype(np.int16),
        bytes_sent=size,
        duration=duration,
        text={**_text(raw, meaning.format), **(text or {})},
    )
    block = replace(
        without(block, bad) if bad.any() else block,
        zoneless=int(np.count_nonzero(times.zoneless & ~bad)),
        yearless=int(np.count_nonzero(times.yearless & ~bad)),
        offsets=times.offsets,
    )
    return block, times.bad, bad_number


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
    return looked_up(array, _status)


def _status(text: bytes) -> int | None:
    if text == b"-":
        return 0
    return int(text) if len(text) == 3 and text.isdigit() else None
