"""Counts by key: the aggregate behind every "top" panel.

Laws: an empty tally is neutral; merging is associative and commutative up to the order of keys.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from analyzer.aggregate.distinct import Estimate
from analyzer.parse.columns import Codes, Encoded, IntArray

MEASURES = ("requests", "bytes", "errors", "not_found")
"""The rows of a tally's sums, in this order."""

MOST_VALUES = 10_000
"""Distinct values up to which a field counts as one with categories; above, it is overfull."""

_EXACT_FLOAT = 1 << 53

Weights = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Excess:
    """Of a tally that has had more keys than are kept (see ``excess``): how many there were, and
    the number of requests above which it has every key, and no others."""

    distinct: Estimate
    above: int


@dataclass(frozen=True, slots=True)
class Tally:
    """``sums[m, k]`` is measure ``MEASURES[m]`` of ``keys[k]``; keys are distinct. One that is
    ``overfull`` has had more keys than it may, and keeps none; one with an ``excess`` has had more
    than are kept of a field without such a limit."""

    keys: pa.BinaryArray
    sums: IntArray
    overfull: bool = False
    excess: Excess | None = None

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def filled(self) -> int:
        """Keys that some record has."""
        return int(np.count_nonzero(self.sums[0]))

    @property
    def distinct(self) -> Estimate:
        """How many keys there are, those included that are not kept."""
        return Estimate(self.filled, 0) if self.excess is None else self.excess.distinct


@dataclass(frozen=True, slots=True)
class Measured:
    """What is summed by key, per record: bytes as integers and, while their sum stays exact in
    a double, as weights; and which records are errors and not found."""

    bytes_sent: IntArray
    weights: Weights | None
    errors: IntArray
    not_found: IntArray

    @classmethod
    def of(
        cls, status: npt.NDArray[np.int16], bytes_sent: IntArray, failed: npt.NDArray[np.bool_]
    ) -> "Measured":
        """From one entry a record; the last two become positions of records."""
        largest = int(bytes_sent.max(initial=0))
        exact = largest * len(bytes_sent) < _EXACT_FLOAT
        return cls(
            bytes_sent,
            bytes_sent.astype(np.float64) if exact else None,
            np.flatnonzero(failed),
            np.flatnonzero(status == 404),
        )


NO_KEYS = Tally(pa.array([], pa.binary()), np.zeros((len(MEASURES), 0), np.int64))
OVERFULL = replace(NO_KEYS, overfull=True)


def within(most: int | None, one: Tally) -> Tally:
    """The tally, or OVERFULL where it has more keys than ``most`` (None: any number). Whatever
    chunks a log is cut into, a field of all of it is overfull or not."""
    return OVERFULL if one.overfull or (most is not None and one.filled > most) else one


def single(key: bytes, sums: IntArray) -> Tally:
    """Of one key, with the sums of all measures."""
    return Tally(pa.array([key], pa.binary()), sums.reshape(-1, 1))


def tally(column: Encoded, measured: Measured) -> Tally:
    """The sums of each distinct value of ``column``."""
    codes, size = column.codes, len(column.values)
    if size == 1:
        return Tally(column.values, totals(measured).reshape(-1, 1))
    sums = np.empty((len(MEASURES), size), np.int64)
    sums[0] = np.bincount(codes, minlength=size)
    sums[1] = add_up(codes, measured.bytes_sent, measured.weights, size)
    sums[2] = np.bincount(codes[measured.errors], minlength=size)
    sums[3] = np.bincount(codes[measured.not_found], minlength=size)
    return Tally(column.values, sums)


def add_up(
    codes: npt.NDArray[np.integer[Any]], amounts: IntArray, weights: Weights | None, size: int
) -> IntArray:
    """Exact sums of ``amounts`` by code; ``weights`` are the same amounts as doubles where no sum
    of them can reach 2**53, which is faster."""
    if weights is not None:
        return np.bincount(codes, weights, minlength=size).astype(np.int64)
    sums = np.zeros(size, np.int64)
    np.add.at(sums, codes, amounts)
    return sums


def merge_tallies(tallies: Sequence[Tally]) -> tuple[Tally, list[Codes]]:
    """One tally, and for each of ``tallies`` where its keys went; of tallies over one array of
    keys, no key is looked at."""
    if any(one.overfull for one in tallies):
        return OVERFULL, [np.zeros(len(one), np.int32) for one in tallies]
    if len(tallies) == 1:
        return tallies[0], [np.arange(len(tallies[0]), dtype=np.int32)]
    if all(one.keys is tallies[0].keys for one in tallies):
        same = np.arange(len(tallies[0]), dtype=np.int32)
        return replace(tallies[0], sums=np.sum([one.sums for one in tallies], axis=0)), [
            same for _ in tallies
        ]
    merged = Encoded.of(pa.chunked_array([one.keys for one in tallies], pa.binary()))
    places = np.split(merged.codes, np.cumsum([len(one) for one in tallies])[:-1])
    sums = np.zeros((len(MEASURES), len(merged.values)), np.int64)
    for one, place in zip(tallies, places, strict=True):
        sums[:, place] += one.sums
    return Tally(merged.values, sums), places


def totals(measured: Measured) -> IntArray:
    """Each measure over all records."""
    sent = (
        measured.bytes_sent.astype(object).sum()
        if measured.weights is None
        else int(measured.bytes_sent.sum())
    )
    return np.array(
        [len(measured.bytes_sent), sent, len(measured.errors), len(measured.not_found)], np.int64
    )
