"""Values in double quotes, in which a backslash escapes."""

from analyzer.kernels.memory import Pointer, find, part

_LF, _QUOTE, _BACKSLASH = b'\n"\\'


@part
def quoted_end(data: Pointer, at: int) -> int:
    """Where the next quote that no backslash escapes is, or the line feed."""
    while True:
        at = find(data, at, _BACKSLASH, _QUOTE, _LF)
        if data[at] != _BACKSLASH:
            return at
        at += 1 if data[at + 1] == _LF else 2
