"""What lies inside a record is written out as a line of its own."""

from analyzer.kernels.memory import Pointer, find, load, part, store

_LF, _CR = b"\n\r"


@part
def copied(data: Pointer, at: int, length: int, out: Pointer, used: int) -> int:
    """Where the copy ends; up to seven bytes more are written."""
    for step in range(0, length, 8):
        store(out, used + step, load(data, at + step))
    return used + length


@part
def line_end(out: Pointer, begin: int, end: int) -> int:
    """Ends the line with a line feed, instead of the line ends it has. Where the next one begins;
    ``begin`` where it holds line feeds elsewhere."""
    while end > begin and (out[end - 1] == _LF or out[end - 1] == _CR):
        end -= 1
    out[end] = _LF
    return end + 1 if find(out, begin, _LF, _LF, _LF) == end else begin
