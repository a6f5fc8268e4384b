"""Lines whose values have keys: which are read, and which are left to the reference."""

from analyzer.kernels.contract import ABSENT_VALUE, COLUMNS, LEFT, ROWS
from analyzer.kernels.keyed import LINE
from analyzer.kernels.memory import Pointer, find, number, part
from analyzer.kernels.objects import object_at
from analyzer.kernels.pairs import pairs_at

_LF = 10


@part
def _leave(
    data: Pointer, at: int, row: int, most: int, lengths: Pointer, left: Pointer, gone: int,
    columns: int,
) -> int:  # fmt: skip
    """Leaves the line at ``at`` to the reference, and forgets what was noted of it; where its line
    feed is."""
    for column in range(columns):
        lengths[column * most + row] = ABSENT_VALUE
    end = find(data, at, _LF, _LF, _LF)
    left[2 * gone] = at
    left[2 * gone + 1] = end + 1
    return end


def read_keyed(
    data: Pointer, begin: int, stop: int, tree: Pointer, names: Pointer, most: int,
    columns: Pointer, begins: Pointer, lengths: Pointer, changed: Pointer, starts: Pointer,
    left: Pointer, work: Pointer, counts: Pointer, are_pairs: int,
) -> int:  # fmt: skip
    """Reads lines that begin in ``[begin, stop)`` as objects of JSON or as pairs; where that ended:
    sooner where ``most`` lines are read or left. Each ends with a line feed, behind which there are
    STEP - 1 bytes more.

    ``tree`` has a mask, so many buckets and one more, and the nodes from 1 (NODE_NUMBERS); in
    ``names`` are their names, with SPARE bytes behind. Where the value at a node is:
    ``columns[node]`` is its column, -1 before it has one; its value in line ``row`` is
    ``lengths[column * most + row]`` bytes from ``begins[...]`` on, which are JSON still in part
    where ``changed[column]``. ``starts`` and ``left`` as in ``split``. ``work`` begins with zeros;
    both it and ``counts`` go on from call to call.
    """
    row, gone = number(counts[ROWS]), number(counts[LEFT])
    at = begin
    while at < stop and row < most and gone < most:
        work[LINE] += 1
        end = (
            pairs_at(data, at, row, most, tree, names, columns, begins, lengths, changed, counts)
            if are_pairs
            else object_at(
                data, at, row, most, tree, names, columns, begins, lengths, changed, work, counts
            )
        )
        if end >= 0:
            starts[row] = at
            row += 1
        else:
            end = _leave(data, at, row, most, lengths, left, gone, counts[COLUMNS])
            gone += 1
        at = end + 1
    counts[ROWS] = row
    counts[LEFT] = gone
    return at
