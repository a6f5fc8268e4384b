"""Sums of measures by key, in one pass: of records, and of sums."""

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


def add_sums(places: Pointer, count: int, amounts: Pointer, sums: Pointer) -> None:
    """Adds MEASURES rows of ``count`` numbers: column ``i`` to the numbers of key ``places[i]``."""
    for i in range(count):
        at = number(places[i]) * MEASURES
        for measure in range(MEASURES):
            sums[at + measure] += amounts[measure * count + i]
