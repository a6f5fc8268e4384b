"""Lines of ``key=value`` pairs become values: those at the keys that are asked for. The grammar is
that of ``formats.shapes.logfmt``; what it does not read is left to the reference."""

from analyzer.kernels.contract import NO_TEXT
from analyzer.kernels.keyed import ROOT, child_of, note
from analyzer.kernels.memory import Pointer, number, part
from analyzer.kernels.quoted import quoted_end

_WRONG = -1
_QUOTE, _EQUALS, _LF, _UNDERLINE, _AT = b'"=\n_@'
_LONGEST_KEY = 120
_FEWEST_PAIRS = 2


@part
def _behind_blanks(data: Pointer, at: int) -> int:
    """Where the next byte is that is no space; a line feed is none."""
    while data[at] == 32 or (9 <= data[at] <= 13 and data[at] != _LF):
        at += 1
    return at


@part
def _key_end(data: Pointer, at: int) -> int:
    """Behind ``[A-Za-z_@][A-Za-z0-9_.@/-]*``; where it begins, where there is none such."""
    begin = at
    while True:
        byte = number(data[at])
        letter = 65 <= byte <= 90 or 97 <= byte <= 122 or byte in (_UNDERLINE, _AT)
        if not letter and (at == begin or byte < 45 or byte > 57):
            return at
        at += 1


@part
def _bare_end(data: Pointer, at: int) -> int:
    """Where the next space or quote is."""
    while data[at] != 32 and (data[at] < 9 or data[at] > 13) and data[at] != _QUOTE:
        at += 1
    return at


@part
def pairs_at(
    data: Pointer, at: int, row: int, most: int, tree: Pointer, names: Pointer, columns: Pointer,
    begins: Pointer, lengths: Pointer, changed: Pointer, counts: Pointer,
) -> int:  # fmt: skip
    """Notes the values of the pairs on a line; where the line ends, or _WRONG."""
    at = _behind_blanks(data, at)
    found = 0
    while data[at] != _LF:
        key, end = at, _key_end(data, at)
        if end == key or end - key > _LONGEST_KEY or data[end] != _EQUALS:
            return _WRONG
        node = child_of(data, key, end - key, ROOT, tree, names)
        at = end + 1
        quoted = data[at] == _QUOTE
        if quoted:
            at += 1
        end = quoted_end(data, at) if quoted else _bare_end(data, at)
        if quoted and data[end] == _LF:
            return _WRONG
        length = end - at if end > at else number(NO_TEXT)
        note(node, at, length, False, row, most, columns, begins, lengths, changed, counts)
        end += 1 if quoted else 0
        at = _behind_blanks(data, end)
        if at == end and data[at] != _LF:
            return _WRONG
        found += 1
    return at if found >= _FEWEST_PAIRS else _WRONG
