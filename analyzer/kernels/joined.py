"""Values of several columns become one."""

from analyzer.kernels.contract import NO_PART
from analyzer.kernels.memory import Pointer, load, number, store

_OPEN, _CLOSE, _COLON, _ZERO, _NINE, _DASH = b"[]:09-"


def cut_ports(data: Pointer, begins: Pointer, lengths: Pointer, first: int, rows: int) -> None:
    """Leaves the host of each of the rows ``[first, rows)``: what stands before the last colon,
    where nothing but digits is behind it, without brackets around."""
    for row in range(first, rows):
        begin = number(begins[row])
        end = begin + number(lengths[row])
        colon = end - 1
        while colon >= begin and _ZERO <= data[colon] <= _NINE:
            colon -= 1
        if colon < begin or colon == end - 1 or data[colon] != _COLON:
            continue
        if data[begin] == _OPEN:
            begin += 1
        if colon > begin and data[colon - 1] == _CLOSE:
            colon -= 1
        begins[row] = begin
        lengths[row] = colon - begin


def join_values(
    data: Pointer, parts: Pointer, count: int, most: int, begins: Pointer, lengths: Pointer,
    first: int, rows: int, out: Pointer, used: int, starts: Pointer, sizes: Pointer,
) -> int:  # fmt: skip
    """Writes the values of ``count`` columns of each of the rows ``[first, rows)`` one behind the
    other from ``out[used]`` on; where the last one ends. ``parts`` is, of each column, its number,
    the byte in front of it (NO_PART: none) and whether one that is a dash is left out, together
    with that byte. Seven bytes more than a value's may be read and written."""
    for row in range(first, rows):
        starts[row] = used
        for part in range(count):
            place = number(parts[3 * part]) * most + row
            at, length = number(begins[place]), number(lengths[place])
            if parts[3 * part + 2] and length == 1 and data[at] == _DASH:
                continue
            if parts[3 * part + 1] != NO_PART:
                out[used] = parts[3 * part + 1]
                used += 1
            for step in range(0, length, 8):
                store(out, used + step, load(data, at + step))
            used += length
        sizes[row] = used - starts[row]
    return used
