"""Request lines become method, path and protocol."""

from analyzer.kernels.contract import METHOD, PATH, PROTOCOL, STEP
from analyzer.kernels.memory import Pointer, first_of, load, low, marked, number, part, word

_METHOD_BYTES, _PROTOCOL_BYTES = (2, 20), (6, 9)
_SPACE, _QUESTION, _DASH, _DOT, _ZERO, _NINE, _A, _Z = b" ?-.09AZ"
_HTTP = word(int.from_bytes(b" HTTP/", "little"))


@part
def _first(data: Pointer, at: int, end: int, byte: int) -> int:
    """Where the first such byte is; ``end`` where there is none before."""
    while at < end:
        marks = marked(data, at, byte, byte, byte)
        if marks:
            return min(at + first_of(marks), end)
        at += STEP
    return end


@part
def _is_method(data: Pointer, begin: int, end: int) -> bool:
    """``[A-Z][A-Z-]{1,19}``"""
    if end - begin < _METHOD_BYTES[0] or end - begin > _METHOD_BYTES[1]:
        return False
    for at in range(begin, end):
        letter = number(data[at])
        if (letter < _A or letter > _Z) and (letter != _DASH or at == begin):
            return False
    return True


@part
def _protocol(data: Pointer, begin: int, end: int) -> int:
    """Where the space before ``HTTP/[0-9][0-9.]{0,3}`` at the end is; ``end`` where there is none
    such."""
    for length in range(_PROTOCOL_BYTES[0], _PROTOCOL_BYTES[1] + 1):
        space = end - length - 1
        if space >= begin and load(data, space) & low(6) == _HTTP:
            for at in range(space + 6, end):
                digit = number(data[at])
                if (digit < _ZERO or digit > _NINE) and (digit != _DOT or at == space + 6):
                    return end
            return space
    return end


def split_request(
    data: Pointer, ends: Pointer, rows: int, none: int, begins: Pointer, lengths: Pointer
) -> None:
    """Where the parts of each request ``data[ends[row]:ends[row + 1]]`` are: part p of it begins at
    ``begins[p * rows + row]``. One that it has not is the byte at ``none``. STEP bytes more than
    those of the requests may be read."""
    for row in range(rows):
        begin, end = number(ends[row]), number(ends[row + 1])
        space = _first(data, begin, end, _SPACE)
        path, path_end = begin, _protocol(data, begin, end)
        begins[METHOD * rows + row] = none
        lengths[METHOD * rows + row] = 1
        if space < end and _is_method(data, begin, space):
            begins[METHOD * rows + row] = begin
            lengths[METHOD * rows + row] = space - begin
            path = space + 1
        begins[PROTOCOL * rows + row] = none if path_end == end else path_end + 1
        lengths[PROTOCOL * rows + row] = 1 if path_end == end else end - path_end - 1
        begins[PATH * rows + row] = path
        lengths[PATH * rows + row] = max(_first(data, path, path_end, _QUESTION) - path, 0)
