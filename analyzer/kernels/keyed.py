"""Values by key: which are asked for, and where those of a line are noted."""

from analyzer.kernels.contract import ABSENT_VALUE, COLUMNS, NODE_NUMBERS
from analyzer.kernels.encode import same_bytes
from analyzer.kernels.memory import Pointer, number, part

UNASKED, ROOT = -1, 0

NOTES, LINE = range(2)
"""Places of the work space: notes on what was read last (``json_text``), and the number of the
line."""


@part
def child_of(data: Pointer, at: int, length: int, node: int, tree: Pointer, names: Pointer) -> int:
    """The node of a key below a node; UNASKED where nobody asks for it."""
    mask = number(tree[0])
    first = number(data[at]) if length else 0
    entry = number(tree[1 + ((node * 31 + length * 7 + first) & mask)])
    while entry:
        place = mask + 2 + NODE_NUMBERS * (entry - 1)
        alike = tree[place + 1] == node and tree[place + 3] == length
        if alike and same_bytes(data, at, names, number(tree[place + 2]), length):
            return entry
        entry = number(tree[place])
    return UNASKED


@part
def note(
    node: int, begin: int, length: int, other: bool, row: int, most: int, columns: Pointer,
    begins: Pointer, lengths: Pointer, changed: Pointer, counts: Pointer,
) -> None:  # fmt: skip
    """Notes where the value at a node is, and whether it is written in another way than it is
    meant. A node gets its column with its first value."""
    if node < 0:
        return
    column = number(columns[node])
    if column < 0:
        column = number(counts[COLUMNS])
        columns[node] = column
        counts[COLUMNS] = column + 1
        changed[column] = 0
        for place in range(column * most, (column + 1) * most):
            lengths[place] = ABSENT_VALUE
    begins[column * most + row] = begin
    lengths[column * most + row] = length
    if other and length > 0:
        changed[column] = 1
