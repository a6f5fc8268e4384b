"""Lines of JSON become values: those at the keys that are asked for.

Left to the reference is a line that is no object by RFC 8259 and, though it may be one, a line with
a key twice, with escapes in a key, or with numbers that readers differ about.
"""

from analyzer.kernels.contract import (
    ABSENT_VALUE,
    COLUMNS,
    LEFT,
    NO_TEXT,
    NODE_NUMBERS,
    ROWS,
    STEP,
    WORK_NUMBERS,
)
from analyzer.kernels.encode import same_bytes
from analyzer.kernels.json_text import (
    CHANGED,
    NOT_ASCII,
    WRONG,
    behind_spaces,
    is_null,
    is_utf8,
    number_end,
    string_end,
    word_end,
)
from analyzer.kernels.memory import Pointer, first_of, marked, number, part

_OPEN, _CLOSE, _OPEN_LIST, _CLOSE_LIST, _COMMA, _COLON, _QUOTE, _CR, _LF = b'{}[],:"\r\n'
_UNASKED, _ROOT = -1, 0

_NOTES, _LINE, _FRAMES = 0, 1, 2
"""Places of the work space: notes on the value, the number of the line, and three numbers for each
object or array that is open."""
_NODE, _IS_LIST, _ENTRIES = range(3)
_FRAME = 3
_SEEN = WORK_NUMBERS
"""Behind them, for each node, the last line that had it."""


@part
def _child(data: Pointer, at: int, length: int, node: int, tree: Pointer, names: Pointer) -> int:
    """The node of a key below a node; _UNASKED where nobody asks for it."""
    mask = number(tree[0])
    first = number(data[at]) if length else 0
    entry = number(tree[1 + ((node * 31 + length * 7 + first) & mask)])
    while entry:
        place = mask + 2 + NODE_NUMBERS * (entry - 1)
        alike = tree[place + 1] == node and tree[place + 3] == length
        if alike and same_bytes(data, at, names, number(tree[place + 2]), length):
            return entry
        entry = number(tree[place])
    return _UNASKED


@part
def _key(
    data: Pointer, at: int, node: int, tree: Pointer, names: Pointer, work: Pointer
) -> tuple[int, int]:
    """The node of the key at ``at``, and where its value begins; WRONG where there is no key, or
    one that was there before."""
    if data[at] != _QUOTE:
        return WRONG, WRONG
    work[_NOTES] = 0
    end = string_end(data, at + 1, work)
    if end < 0 or work[_NOTES] & CHANGED:
        return WRONG, WRONG
    if node >= 0:
        node = _child(data, at + 1, end - at - 1, node, tree, names)
    if node >= 0:
        if work[_SEEN + node] == work[_LINE]:
            return WRONG, WRONG
        work[_SEEN + node] = work[_LINE]
    at = behind_spaces(data, end + 1)
    return (node, behind_spaces(data, at + 1)) if data[at] == _COLON else (WRONG, WRONG)


@part
def _scalar_end(data: Pointer, at: int, work: Pointer) -> int:
    """Behind a string, a number or a word; WRONG where there is none."""
    if data[at] == _QUOTE:
        end = string_end(data, at + 1, work)
        return end if end < 0 else end + 1
    if is_null(data, at):
        return at + 4
    end = word_end(data, at)
    return number_end(data, at, work) if end < 0 else end


@part
def _note(
    node: int, begin: int, length: int, row: int, most: int, columns: Pointer, begins: Pointer,
    lengths: Pointer, changed: Pointer, counts: Pointer, work: Pointer,
) -> None:  # fmt: skip
    """Notes the value at a node. A node gets its column with its first value."""
    if node < 0:
        return
    column = number(columns[node])
    if column < 0:
        column = number(counts[COLUMNS])
        columns[node] = column
        counts[COLUMNS] = column + 1
        changed[column] = 0
        for other in range(column * most, (column + 1) * most):
            lengths[other] = ABSENT_VALUE
    begins[column * most + row] = begin
    lengths[column * most + row] = length
    if length > 0 and work[_NOTES] & CHANGED:
        changed[column] = 1


@part
def _object(
    data: Pointer, at: int, row: int, most: int, tree: Pointer, names: Pointer, columns: Pointer,
    begins: Pointer, lengths: Pointer, changed: Pointer, work: Pointer, counts: Pointer,
) -> int:  # fmt: skip
    """Notes the values of the object on a line; where the line ends, or WRONG."""
    start = at
    if data[at] != _CR:
        at = behind_spaces(data, at)
    if data[at] != _OPEN:
        return WRONG
    frame = _FRAMES
    work[frame + _NODE], work[frame + _IS_LIST], work[_NOTES] = _ROOT, 0, 0
    at = behind_spaces(data, at + 1)
    opened, ascii = True, True
    while True:
        is_list = work[frame + _IS_LIST] == 1
        empty = opened and data[at] == (_CLOSE_LIST if is_list else _CLOSE)
        if not empty:
            node = number(work[frame + _NODE])
            if is_list:
                work[frame + _ENTRIES] += 1
                if work[frame + _ENTRIES] > 1:
                    node = _UNASKED
            else:
                node, at = _key(data, at, node, tree, names, work)
                if at < 0:
                    return WRONG
            ascii = ascii and work[_NOTES] & NOT_ASCII == 0
            work[_NOTES] = 0
            if data[at] in (_OPEN, _OPEN_LIST):
                opens_list = data[at] == _OPEN_LIST
                if frame + _FRAME == _SEEN or (is_list and opens_list and node >= 0):
                    return WRONG
                if not is_list:
                    _note(
                        node, at, NO_TEXT, row, most, columns, begins, lengths, changed, counts,
                        work,
                    )  # fmt: skip
                frame += _FRAME
                work[frame + _NODE], work[frame + _ENTRIES] = node, 0
                work[frame + _IS_LIST] = 1 if opens_list else 0
                at, opened = behind_spaces(data, at + 1), True
                continue
            end = _scalar_end(data, at, work)
            if end < 0:
                return WRONG
            quotes = 1 if data[at] == _QUOTE else 0
            length = end - at - 2 * quotes
            if length == 0 or (quotes == 0 and is_null(data, at)):
                length = number(NO_TEXT if length == 0 or is_list else ABSENT_VALUE)
            _note(
                node, at + quotes, length, row, most, columns, begins, lengths, changed, counts,
                work,
            )  # fmt: skip
            ascii = ascii and work[_NOTES] & NOT_ASCII == 0
            at = behind_spaces(data, end)
        while empty or data[at] != _COMMA:
            is_list = work[frame + _IS_LIST] == 1
            if data[at] != (_CLOSE_LIST if is_list else _CLOSE):
                return WRONG
            empty = False
            if is_list and work[frame + _ENTRIES] != 1:
                _note(
                    number(work[frame + _NODE]), at, NO_TEXT, row, most, columns, begins, lengths,
                    changed, counts, work,
                )  # fmt: skip
            at = behind_spaces(data, at + 1)
            if frame == _FRAMES:
                right = data[at] == _LF and (ascii or is_utf8(data, start, at))
                return at if right else WRONG
            frame -= _FRAME
        at, opened = behind_spaces(data, at + 1), False


def read_objects(
    data: Pointer, begin: int, stop: int, tree: Pointer, names: Pointer, most: int,
    columns: Pointer, begins: Pointer, lengths: Pointer, changed: Pointer, starts: Pointer,
    left: Pointer, work: Pointer, counts: Pointer,
) -> int:  # fmt: skip
    """Reads the lines that begin in ``[begin, stop)``, and where that ended: sooner where ``most``
    lines are read or left. Each ends with a line feed, behind which
    there are STEP - 1 bytes more.

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
        work[_LINE] += 1
        end = _object(
            data, at, row, most, tree, names, columns, begins, lengths, changed, work, counts
        )
        if end >= 0:
            starts[row] = at
            row += 1
        else:
            for column in range(counts[COLUMNS]):
                lengths[column * most + row] = ABSENT_VALUE
            end = at
            marks = marked(data, end, _LF, _LF, _LF)
            while not marks:
                end += STEP
                marks = marked(data, end, _LF, _LF, _LF)
            end += first_of(marks)
            left[2 * gone] = at
            left[2 * gone + 1] = end + 1
            gone += 1
        at = end + 1
    counts[ROWS] = row
    counts[LEFT] = gone
    return at
