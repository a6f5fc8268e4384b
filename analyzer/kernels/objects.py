"""Lines of JSON become values: those at the keys that are asked for.

Left to the reference is a line that is no object by RFC 8259 and, though it may be one, a line with
a key twice, with escapes in a key, or with numbers that readers differ about.
"""

from analyzer.kernels.contract import (
    ABSENT_VALUE,
    NO_TEXT,
    WORK_NUMBERS,
)
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
from analyzer.kernels.keyed import LINE, NOTES, ROOT, UNASKED, child_of, note
from analyzer.kernels.memory import Pointer, number, part

_OPEN, _CLOSE, _OPEN_LIST, _CLOSE_LIST, _COMMA, _COLON, _QUOTE, _CR, _LF = b'{}[],:"\r\n'

_FRAMES = 2
"""Behind them, three numbers for each object or array that is open."""
_NODE, _IS_LIST, _ENTRIES = range(3)
_FRAME = 3
_SEEN = WORK_NUMBERS
"""Behind them, for each node, the last line that had it."""


@part
def _key(
    data: Pointer, at: int, node: int, tree: Pointer, names: Pointer, work: Pointer
) -> tuple[int, int]:
    """The node of the key at ``at``, and where its value begins; WRONG where there is no key, or
    one that was there before."""
    if data[at] != _QUOTE:
        return WRONG, WRONG
    work[NOTES] = 0
    end = string_end(data, at + 1, work)
    if end < 0 or work[NOTES] & CHANGED:
        return WRONG, WRONG
    if node >= 0:
        node = child_of(data, at + 1, end - at - 1, node, tree, names)
    if node >= 0:
        if work[_SEEN + node] == work[LINE]:
            return WRONG, WRONG
        work[_SEEN + node] = work[LINE]
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
def object_at(
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
    work[frame + _NODE], work[frame + _IS_LIST], work[NOTES] = ROOT, 0, 0
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
                    node = UNASKED
            else:
                node, at = _key(data, at, node, tree, names, work)
                if at < 0:
                    return WRONG
            ascii = ascii and work[NOTES] & NOT_ASCII == 0
            work[NOTES] = 0
            if data[at] in (_OPEN, _OPEN_LIST):
                opens_list = data[at] == _OPEN_LIST
                if frame + _FRAME == _SEEN or (is_list and opens_list and node >= 0):
                    return WRONG
                if not is_list:
                    note(
                        node, at, NO_TEXT, False, row, most, columns, begins, lengths, changed,
                        counts,
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
            other = work[NOTES] & CHANGED != 0
            note(
                node, at + quotes, length, other, row, most, columns, begins, lengths, changed,
                counts,
            )  # fmt: skip
            ascii = ascii and work[NOTES] & NOT_ASCII == 0
            at = behind_spaces(data, end)
        while empty or data[at] != _COMMA:
            is_list = work[frame + _IS_LIST] == 1
            if data[at] != (_CLOSE_LIST if is_list else _CLOSE):
                return WRONG
            empty = False
            if is_list and work[frame + _ENTRIES] != 1:
                node = number(work[frame + _NODE])
                note(node, at, NO_TEXT, False, row, most, columns, begins, lengths, changed, counts)
            at = behind_spaces(data, at + 1)
            if frame == _FRAMES:
                right = data[at] == _LF and (ascii or is_utf8(data, start, at))
                return at if right else WRONG
            frame -= _FRAME
        at, opened = behind_spaces(data, at + 1), False
