"""Records ready to be counted: what depends on a record alone is worked out once, so that a later
question about some of them only has to count."""

import dataclasses
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from analyzer.aggregate.latency import bucket_of
from analyzer.aggregate.messages import patterns_of
from analyzer.aggregate.tally import flags_of
from analyzer.aggregate.timeline import FAILED, classes
from analyzer.parse.columns import NO_DURATION, NO_TIME, Columns, Encoded, IntArray
from analyzer.parse.dictionary import Codes
from analyzer.parse.request import split_requests

WEEK_HOURS = 168
UNTIMED = -1
"""The hour of a record without a time, and the bucket of one without a duration."""

MONDAY = 72
"""1970 began on a Thursday: three days after a Monday, in hours."""


@dataclass(frozen=True, slots=True)
class Countable:
    """One entry a record. ``group`` is a position in the timeline's CLASSES; ``flags`` are those
    of a tally; ``size`` the binary digits of the bytes sent; ``hour`` the hours since Monday 00:00
    UTC; ``spent`` the bucket of the duration, which is microseconds. Both are None where no record
    has a duration. ``text`` holds what is tallied."""

    time: IntArray
    day: Codes
    status: npt.NDArray[np.int16]
    bytes_sent: IntArray
    group: npt.NDArray[np.int8]
    flags: npt.NDArray[np.uint8]
    size: npt.NDArray[np.int8]
    hour: npt.NDArray[np.int16]
    duration: IntArray | None
    spent: npt.NDArray[np.int16] | None
    text: Mapping[str, Encoded]

    def some(self, rows: IntArray | slice, fields: Collection[str] | None = None) -> "Countable":
        """Those at the positions ``rows``, over the same dictionaries; with these text ``fields``
        alone where they are given."""
        chosen: dict[str, Any] = {
            one.name: None if (values := getattr(self, one.name)) is None else values[rows]
            for one in dataclasses.fields(self)
            if one.name != "text"
        }
        text = {
            name: column.some(rows)
            for name, column in self.text.items()
            if fields is None or name in fields
        }
        return Countable(**chosen, text=text)


def prepare(columns: Columns) -> Countable:
    """The records of ``columns``."""
    text = fields_of(columns.text)
    group = classes(columns.status, text.get("level"))
    hour = (columns.time // 3600 + MONDAY) % WEEK_HOURS
    duration = columns.duration
    if duration is not None and not (duration != NO_DURATION).any():
        duration = None
    return Countable(
        time=columns.time,
        day=columns.day,
        status=columns.status,
        bytes_sent=columns.bytes_sent,
        group=group.astype(np.int8),
        flags=flags_of(columns.status, FAILED[group] | (columns.status >= 400)),
        size=np.frexp(columns.bytes_sent.astype(np.float64))[1].astype(np.int8),
        hour=np.where(columns.time == NO_TIME, UNTIMED, hour).astype(np.int16),
        duration=duration,
        spent=None if duration is None else _spent(duration),
        text=text,
    )


def _spent(duration: IntArray) -> npt.NDArray[np.int16]:
    return np.where(duration == NO_DURATION, UNTIMED, bucket_of(duration)).astype(np.int16)


def fields_of(columns: Mapping[str, Encoded]) -> dict[str, Encoded]:
    """What is tallied: the text columns, the request in its parts, the message as a pattern."""
    text = dict(columns)
    if "request" in text:
        parts = split_requests(text.pop("request"))
        text |= {"method": parts.method, "path": parts.path, "protocol": parts.protocol}
    if "message" in text:
        text["message"] = patterns_of(text["message"])
    return text
