"""Sums of measures by key, in one pass."""

from analyzer.kernels.contract import FAILED, MEASURES, NOT_FOUND
from analyzer.kernels.memory import Pointer, number


def tally(
    codes: Pointer,
    rows: Pointer,
    count: int,
    every: int,
    sizes: Pointer,
    flags: Pointer,
    sums: Pointer,
) -> None:
    """Of the records at ``count`` ``rows`` (of the first ``count`` where it is ``every`` one): how
    many have each code, their sizes, and how many have each flag, added to ``sums``, which holds
    MEASURES numbers a code."""
    for place in range(count):
        row = place if every else number(rows[place])
        at = number(codes[row]) * MEASURES
        flag = number(flags[row])
        sums[at] += 1
        sums[at + 1] += sizes[row]
        sums[at + 2] += flag & FAILED
        sums[at + 3] += (flag & NOT_FOUND) // NOT_FOUND
