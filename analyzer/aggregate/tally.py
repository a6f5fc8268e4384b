"""Counts by key: the aggregate behind every "top" panel.

Laws: an empty tally is neutral; merging is associative and commutative up to the order of keys.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from analyzer.aggregate.distinct import Estimate
from analyzer.kernels.contract import FAILED, NOT_FOUND
from analyzer.kernels.library import address, kernels
from analyzer.parse.columns import Encoded, IntArray

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
    a double, as weights; and in ``flags`` whether a record is an error, and whether not found."""

    bytes_sent: IntArray
    weights: Weights | None
    flags: npt.NDArray[np.uint8]

    @classmethod
    def of(cls, bytes_sent: IntArray, flags: npt.NDArray[np.uint8]) -> "Measured":
        """From one entry a record."""
        largest = int(bytes_sent.max(initial=0))
        exact = largest * len(bytes_sent) < _EXACT_FLOAT
        return cls(bytes_sent, bytes_sent.astype(np.float64) if exact else None, flags)


NO_KEYS = Tally(pa.array([], pa.binary()), np.zeros((len(MEASURES), 0), np.int64))
OVERFULL = replace(NO_KEYS, overfull=True)


def within(most: int | None, one: Tally) -> Tally:
    """The tally, or OVERFULL where it has more keys than ``most`` (None: any number). Whatever
    chunks a log is cut into, a field of all of it is overfull or not."""
    return OVERFULL if one.overfull or (most is not None and one.filled > most) else one


def single(key: bytes, sums: IntArray) -> Tally:
    """Of one key, with the sums of all measures."""
    return Tally(pa.array([key], pa.binary()), sums.reshape(-1, 1))


def flags_of(status: npt.NDArray[np.int16], failed: npt.NDArray[np.bool_]) -> npt.NDArray[np.uint8]:
    """What of each record ``tally`` counts."""
    return np.asarray(failed * np.uint8(FAILED) | (status == 404) * np.uint8(NOT_FOUND))


def tally(
    column: Encoded,
    bytes_sent: IntArray,
    flags: npt.NDArray[np.uint8],
    rows: IntArray | None = None,
) -> Tally:
    """The sums of each distinct value of ``column``, over the records at ``rows`` (None: all)."""
    sums = np.zeros((len(column.values), len(MEASURES)), np.int64)
    codes, sizes = np.ascontiguousarray(column.codes), np.ascontiguousarray(bytes_sent)
    flags = np.ascontiguousarray(flags)
    every = rows is None
    chosen = sums if rows is None else np.ascontiguousarray(rows)
    kernels().tally(
        address(codes), address(chosen), len(codes) if every else len(chosen), int(every),
        address(sizes), address(flags), address(sums),
    )  # fmt: skip
    return Tally(column.values, np.ascontiguousarray(sums.T))


def less(whole: Tally, part: Tally) -> Tally:
    """What is left of a tally without a part of it, which is over the same keys."""
    return replace(whole, sums=whole.sums - part.sums)


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


def totals(measured: Measured) -> IntArray:
    """Each measure over all records."""
    sent = (
        measured.bytes_sent.astype(object).sum()
        if measured.weights is None
        else int(measured.bytes_sent.sum())
    )
    return np.array(
        [
            len(measured.bytes_sent),
            sent,
            np.count_nonzero(measured.flags & FAILED),
            np.count_nonzero(measured.flags & NOT_FOUND),
        ],
        np.int64,
    )
