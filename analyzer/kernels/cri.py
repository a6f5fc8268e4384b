"""Lines of the Kubernetes container log (CRI) give the lines that containers wrote."""

from analyzer.kernels.contract import LEFT, ROWS
from analyzer.kernels.memory import Pointer, Word, find, load, low, number, part, word
from analyzer.kernels.messages import copied, line_end

_LF, _SPACE, _DOT, _PLUS, _MINUS, _COLON = b"\n .+-:"
_ZERO, _ONE, _THREE, _NINE, _LARGE_F, _LARGE_P, _LARGE_T, _LARGE_Z, _B = b"0139FPTZb"
_BRACKET, _ESCAPE = b"[\x1b"

_DATE_BYTES, _MOST_FRACTION = 20, 9
_OUT, _ERR = (word(int.from_bytes(one, "little")) for one in (b"stdout ", b"stderr "))
_STREAM_BYTES = 7


@part
def _two_digits(data: Pointer, at: int) -> bool:
    return _ZERO <= data[at] <= _NINE and _ZERO <= data[at + 1] <= _NINE


@part
def _stamp_end(data: Pointer, at: int) -> int:
    """Where the time ends, with its zone: 2025-03-01T10:00:00.123456789Z; 0 where none stands."""
    for place in range(_DATE_BYTES):
        byte, wanted = number(data[at + place]), 0
        if place == 4 or place == 7:
            wanted = _MINUS
        elif place == 10:
            wanted = _LARGE_T
        elif place == 13 or place == 16:
            wanted = _COLON
        elif place == 19:
            wanted = _DOT
        if (byte != wanted) if wanted else not _ZERO <= byte <= _NINE:
            return 0
    begin = end = at + _DATE_BYTES
    while _ZERO <= data[end] <= _NINE:
        end += 1
    if not 0 < end - begin <= _MOST_FRACTION:
        return 0
    if data[end] == _LARGE_Z:
        return end + 1
    signed = data[end] == _PLUS or data[end] == _MINUS
    if signed and _two_digits(data, end + 1) and data[end + 3] == _COLON:
        return end + 6 if _two_digits(data, end + 4) else 0
    return 0


@part
def _has_colour(data: Pointer, at: int, end: int) -> bool:
    r"""Whether there may be a terminal's control sequence: ESC[, or spelt \x1b[, \033[ or #033[."""
    while True:
        at = find(data, at, _BRACKET, _LF, _LF)
        if at >= end:
            return False
        before = data[at - 1]
        if before == _ESCAPE or (before == _B and data[at - 2] == _ONE):
            return True
        if before == _THREE and data[at - 2] == _THREE:
            return True
        at += 1


@part
def _message(data: Pointer, at: int) -> int:
    """Where the message begins behind the time: `` stdout F ``; 0 where that does not stand."""
    stream: Word = load(data, at + 1) & low(_STREAM_BYTES)
    if data[at] != _SPACE or (stream != _OUT and stream != _ERR):
        return 0
    at += 1 + _STREAM_BYTES
    whole = data[at] == _LARGE_F or data[at] == _LARGE_P
    return at + 2 if whole and data[at + 1] == _SPACE else 0


def unwrap_cri(
    data: Pointer, begin: int, stop: int, out: Pointer, used: int, starts: Pointer,
    outer: Pointer, stamps: Pointer, left: Pointer, counts: Pointer,
) -> int:  # fmt: skip
    """Writes the messages of the lines that begin in ``[begin, stop)`` from ``out[used]`` on, a
    line each; each line ends with a line feed, behind which there are STEP - 1 bytes more. Returns
    where the last one ends. Message i begins at ``starts[i]``, its line at ``outer[i]``, with a
    time of ``stamps[i]`` bytes; line i of those left is ``[left[2 * i], left[2 * i + 1])``."""
    row, gone = number(counts[ROWS]), number(counts[LEFT])
    at = begin
    while at < stop:
        end = find(data, at, _LF, _LF, _LF)
        stamp = text = 0
        if end - at > _DATE_BYTES:
            stamp = _stamp_end(data, at)
        if stamp:
            text = _message(data, stamp)
        if text and text <= end and not _has_colour(data, text, end):
            starts[row], outer[row], stamps[row] = used, at, stamp - at
            used = line_end(out, used, copied(data, text, end - text, out, used))
            row += 1
        else:
            left[2 * gone], left[2 * gone + 1] = at, end + 1
            gone += 1
        at = end + 1
    counts[ROWS], counts[LEFT] = row, gone
    return used
