"""JSON strings become the lines that they mean."""

from analyzer.kernels.json_text import hexadecimal
from analyzer.kernels.memory import Pointer, find, number, part
from analyzer.kernels.messages import copied, line_end

_LF, _CR, _QUOTE, _BACKSLASH = b'\n\r"\\'
_B, _F, _N, _R, _T, _U = b"bfnrtu"


@part
def _letter(out: Pointer, used: int, code: int) -> int:
    """Writes a letter below U+10000 in UTF-8; where it ends."""
    if code < 0x80:
        out[used] = code
        return used + 1
    if code < 0x800:
        out[used] = 0xC0 | code >> 6
    else:
        out[used] = 0xE0 | code >> 12
        used += 1
        out[used] = 0x80 | code >> 6 & 0x3F
    out[used + 1] = 0x80 | code & 0x3F
    return used + 2


@part
def _escaped(letter: int) -> int:
    """What a letter behind a backslash stands for."""
    if letter == _N:
        return _LF
    if letter == _T:
        return 9
    if letter == _R:
        return _CR
    if letter == _B:
        return 8
    return 12 if letter == _F else letter


def unescape(
    data: Pointer, begins: Pointer, lengths: Pointer, first: int, rows: int, out: Pointer,
    used: int, starts: Pointer,
) -> int:  # fmt: skip
    """Writes what the JSON strings of rows ``[first, rows)`` mean from ``out[used]`` on, a line
    each; behind each value, which is a valid one, there are STEP - 1 bytes more. Returns where the
    last one ends. Row i begins at ``starts[i]``, which is negative where it is no string or no
    single line. ``out`` needs no more room than the strings with their quotes, and STEP bytes."""
    for row in range(first, rows):
        at, length = number(begins[row]), number(lengths[row])
        starts[row] = -1
        if length < 0 or data[at - 1] != _QUOTE:
            continue
        begin, end, stop = used, used, at + length
        while True:
            mark = find(data, at, _BACKSLASH, _QUOTE, _QUOTE)
            end = copied(data, at, mark - at, out, end)
            at = mark
            if at >= stop:
                break
            if data[at + 1] == _U:
                code = 0
                for place in range(at + 2, at + 6):
                    code = code << 4 | hexadecimal(number(data[place]))
                end = _letter(out, end, code)
                at += 6
            else:
                out[end] = _escaped(number(data[at + 1]))
                end += 1
                at += 2
        used = line_end(out, begin, end)
        if used > begin:
            starts[row] = begin
    return used
