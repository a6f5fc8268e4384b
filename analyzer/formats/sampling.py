"""Lines from many places of a file: enough to know what it holds."""

import os

from analyzer.model import Source

_SAMPLE_BYTES = 64 << 10
_HEAD_LINES, _SPOT_LINES = 200, 60
_SPOTS = 10
"""Places between head and tail, evenly apart."""


def sample_lines(source: Source) -> list[bytes]:
    """Whole, non-blank lines without their ends: up to 200 from the head, 60 from each of ten
    places behind it, the last 60."""
    file = os.open(source.path, os.O_RDONLY)
    try:
        lines = _lines_at(file, 0, source.size, _HEAD_LINES)
        last = max(0, source.size - _SAMPLE_BYTES)
        for spot in range(1, _SPOTS + 1):
            start = last * spot // (_SPOTS + 1)
            if start >= _SAMPLE_BYTES // _SPOTS:
                lines |= _lines_at(file, start, source.size, _SPOT_LINES)
        tail = _lines_at(file, last, source.size, _SAMPLE_BYTES)
        lines |= dict(sorted(tail.items())[-_SPOT_LINES:])
    finally:
        os.close(file)
    return [line for _, line in sorted(lines.items())]


def _lines_at(file: int, start: int, size: int, most: int) -> dict[int, bytes]:
    """Lines that begin after the first line end at or after ``start - 1``, by their position."""
    data = os.pread(file, min(_SAMPLE_BYTES, size - start), start)
    position = 0 if start == 0 else data.find(b"\n") + 1
    if position == 0 and start:
        return {}
    lines: dict[int, bytes] = {}
    while position < len(data) and len(lines) < most:
        end = data.find(b"\n", position)
        if end < 0 and start + len(data) < size and lines:
            break  # cut off by the sample, not by the file
        end = end if end >= 0 else len(data)
        line = data[position:end].removesuffix(b"\r")
        if start + position == 0:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            lines[start + position] = line
        position = end + 1
    return lines
