"""How long things took: histograms with log-spaced buckets, overall and by path.

Bucket ``b`` holds durations from ``GROWTH**(b-2)`` to ``GROWTH**(b-1)`` microseconds, so that a
percentile read from it is off by at most half of ``GROWTH - 1``: the idea of DDSketch (Masson, Rim,
Lee, 2019), with a fixed number of buckets. Counting is exact, so merging is, too.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analyzer.parse.columns import NO_DURATION, Encoded, IntArray
from analyzer.parse.dictionary import Codes

GROWTH = 1.02
BUCKETS = 1 + 1792
"""Bucket 0 is for less than a microsecond; the last begins above 80 years."""

MIDDLES = np.append(0.0, GROWTH ** (np.arange(1, BUCKETS) - 1.5))
"""Of each bucket, in microseconds."""


@dataclass(frozen=True, slots=True)
class Latency:
    """``counts[b]`` is records in bucket b; ``total`` and ``longest`` are microseconds. ``packed``
    holds ``path * BUCKETS + bucket`` ascending, where path is a position in the tally of paths, and
    ``packed_counts`` the records of each."""

    counts: IntArray
    total: int
    longest: int
    packed: IntArray
    packed_counts: IntArray


NONE = Latency(
    np.zeros(BUCKETS, np.int64), 0, NO_DURATION, np.zeros(0, np.int64), np.zeros(0, np.int64)
)


def latency(
    durations: IntArray | None, bucket: npt.NDArray[np.int16] | None, paths: Encoded | None
) -> Latency:
    """Of one chunk; ``durations`` are microseconds, NO_DURATION for none, and ``bucket`` the bucket
    of each."""
    if durations is None or bucket is None or not (known := durations != NO_DURATION).any():
        return NONE
    spent = durations[known]
    buckets = bucket[known]
    packed, counts = np.zeros(0, np.int64), np.zeros(0, np.int64)
    if paths is not None:
        packed, counts = np.unique(cells(paths.codes[known], buckets), return_counts=True)
    overall = np.bincount(buckets, minlength=BUCKETS)
    return Latency(overall, int(spent.sum()), int(spent.max()), packed, counts)


def cells(paths: Codes, buckets: npt.NDArray[np.int16]) -> IntArray:
    """Both of each record in one number."""
    return paths.astype(np.int64) * BUCKETS + buckets


def bucket_of(microseconds: IntArray) -> IntArray:
    """The bucket of each duration."""
    logarithm = np.log(np.maximum(microseconds, 1)) / np.log(GROWTH)
    buckets = np.minimum(np.ceil(logarithm).astype(np.int64) + 1, BUCKETS - 1)
    return np.where(microseconds < 1, 0, buckets)


def merge_latency(parts: Sequence[Latency], path_places: Sequence[Codes]) -> Latency:
    """One for all, over the merged tally of paths; the places say where each part's own positions
    went."""
    packed_cells, counts = [], []
    for one, place in zip(parts, path_places, strict=True):
        path, bucket = np.divmod(one.packed, BUCKETS)
        packed_cells.append(cells(place[path], bucket))
        counts.append(one.packed_counts)
    packed, where = np.unique(np.concatenate(packed_cells), return_inverse=True)
    sums = np.zeros(len(packed), np.int64)
    np.add.at(sums, where, np.concatenate(counts))
    return Latency(
        np.sum([one.counts for one in parts], axis=0),
        sum(one.total for one in parts),
        max(one.longest for one in parts),
        packed,
        sums,
    )


def percentile(counts: IntArray, share: float) -> float:
    """The duration in microseconds that ``share`` (0 to 1) of the records do not exceed, from the
    middle of its bucket; NaN for no records."""
    total = int(counts.sum())
    if not total:
        return float("nan")
    rank = max(1, int(np.ceil(share * total)))
    bucket = int(np.searchsorted(np.cumsum(counts), rank))
    return float(MIDDLES[bucket])
