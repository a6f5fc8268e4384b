"""Words: what stands between white space and quotation marks."""

from analyzer.kernels.contract import STEP
from analyzer.kernels.memory import Pointer, first_of, low_marks, part, word

_QUOTE, _BACKSLASH, _SPACE = b'"\\ '
_TAB, _VERTICAL, _CR = b"\t\v\r"
_ONE = word(1)


@part
def _separates(data: Pointer, at: int) -> bool:
    """Whether a byte up to the quotation mark is white space, or one that no backslash escapes."""
    byte = data[at]
    if byte == _QUOTE:
        return at == 0 or data[at - 1] != _BACKSLASH
    return byte == _SPACE or (_TAB <= byte <= _CR and byte != _VERTICAL)


def words(data: Pointer, stop: int, begins: Pointer, lengths: Pointer) -> int:
    """Notes where each word of ``data[:stop]`` begins and how long it is; how many there are, at
    most half of ``stop``, rounded up. STEP - 1 bytes more are read."""
    count = start = 0
    for at in range(0, stop, STEP):
        marks = low_marks(data, at)
        while marks:
            end = at + first_of(marks)
            marks &= marks - _ONE
            if end < stop and _separates(data, end):
                if end > start:
                    begins[count], lengths[count] = start, end - start
                    count += 1
                start = end + 1
    if stop > start:
        begins[count], lengths[count] = start, stop - start
        count += 1
    return count
