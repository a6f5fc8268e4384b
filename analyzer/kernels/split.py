"""Lines become values: the strict grammar of ``formats.shapes.delimited``, byte by byte.

Left to the reference is a line that it does not read, one that may be blank, one with letters glued
to a closing quote, and one with a value that its column cannot have.
"""

from analyzer.kernels.calendar import NO_NUMBER, digits
from analyzer.kernels.clf_moment import DATE_BYTES, NO_MOMENT, ZONE_BYTES, local_seconds
from analyzer.kernels.contract import (
    DATE,
    DAYS,
    LEAST_ZONE,
    LEFT,
    MOST_DIGITS,
    MOST_ZONE,
    ROWS,
    SIZE,
    SIZES,
    STATUS,
    STATUSES,
    TEXT,
    TIMES,
    ZONE,
    ZONE_SECONDS,
)
from analyzer.kernels.memory import Pointer, Word, find, load, number, part
from analyzer.kernels.quoted import quoted_end

_DAY = 86_400
_LF, _CR, _QUOTE, _DASH, _SPACE = b'\n\r"- '


@part
def _values(
    data: Pointer, at: int, delimiter: int, columns: int, begins: Pointer, lengths: Pointer,
    row: int, most: int,
) -> int:  # fmt: skip
    """Notes where each value of a line begins and how long it is. Where the line ends; NO_NUMBER
    where it has not exactly so many values."""
    for column in range(columns):
        quoted = data[at] == _QUOTE
        if quoted:
            at += 1
        begin = at
        end = at = quoted_end(data, at) if quoted else find(data, at, delimiter, _QUOTE, _LF)
        if quoted:
            if data[at] == _LF:
                return NO_NUMBER
            at += 1
            if data[at] == _CR and data[at + 1] == _LF:
                at += 1
        elif data[at] == _LF and end > begin and data[end - 1] == _CR:
            end -= 1
        begins[column * most + row] = begin
        lengths[column * most + row] = end - begin
        if column + 1 < columns:
            if data[at] != delimiter:
                return NO_NUMBER
            at += 1
    return at if data[at] == _LF else NO_NUMBER


@part
def _status(data: Pointer, at: int, length: int) -> int:
    """Three digits, or a dash: 0."""
    if length == 1 and data[at] == _DASH:
        return 0
    return digits(data, at, length) if length == 3 else NO_NUMBER


@part
def _size(data: Pointer, at: int, length: int) -> int:
    """One to thirteen digits, or a dash: 0."""
    if length == 1 and data[at] == _DASH:
        return 0
    return digits(data, at, length) if 1 <= length <= MOST_DIGITS else NO_NUMBER


@part
def _understood(
    data: Pointer, kinds: Pointer, columns: int, begins: Pointer, lengths: Pointer, row: int,
    most: int, numbers: Pointer, memo: Pointer,
) -> bool:  # fmt: skip
    """Notes the numbers of a line; False where a value is not what its column may hold."""
    for column in range(columns):
        kind = kinds[column]
        if kind in (TEXT, ZONE):
            continue
        place = column * most + row
        at, length = number(begins[place]), number(lengths[place])
        if kind == STATUS:
            status = _status(data, at, length)
            if status == NO_NUMBER:
                return False
            numbers[STATUSES * most + row] = status
        elif kind == SIZE:
            size = _size(data, at, length)
            if size == NO_NUMBER:
                return False
            numbers[SIZES * most + row] = size
        elif kind == DATE:
            if length != DATE_BYTES or lengths[place + most] != ZONE_BYTES:
                return False
            local = local_seconds(data, at, memo)
            if local == NO_MOMENT:
                return False
            numbers[TIMES * most + row] = local - memo[ZONE_SECONDS]
            numbers[DAYS * most + row] = local // _DAY
        elif length == 1 and data[at] == _DASH:
            return False
    return True


def split(
    data: Pointer, begin: int, stop: int, delimiter: int, comment: Word, comment_bits: Word,
    kinds: Pointer, columns: int, most: int, begins: Pointer, lengths: Pointer,
    numbers: Pointer, starts: Pointer, left: Pointer, memo: Pointer, counts: Pointer,
) -> None:  # fmt: skip
    """Splits the lines that begin in ``[begin, stop)``; each ends with a line feed, behind which
    there are STEP - 1 bytes more. One that begins with a space (or what is no letter) may be blank.

    Line ``row`` of those read begins at ``starts[row]``, its value of a column at ``begins[column *
    most + row]`` and so on; line i of those left is ``[left[2 * i], left[2 * i + 1])``. Of lines
    that begin with the comment (``comment_bits`` says how much of that word counts) none is read.
    ``counts`` and ``memo`` go on from call to call; there is room for ``most`` rows in all.
    """
    row, gone = number(counts[ROWS]), number(counts[LEFT])
    at = begin
    while at < stop:
        end = NO_NUMBER
        commented = comment_bits != 0 and load(data, at) & comment_bits == comment
        if data[at] > _SPACE and not commented:
            end = _values(data, at, delimiter, columns, begins, lengths, row, most)
        if end >= 0 and _understood(
            data, kinds, columns, begins, lengths, row, most, numbers, memo
        ):
            starts[row] = at
            memo[LEAST_ZONE] = min(memo[LEAST_ZONE], memo[ZONE_SECONDS])
            memo[MOST_ZONE] = max(memo[MOST_ZONE], memo[ZONE_SECONDS])
            row += 1
        else:
            end = find(data, at, _LF, _LF, _LF)
            left[2 * gone] = at
            left[2 * gone + 1] = end + 1
            gone += 1
        at = end + 1
    counts[ROWS] = row
    counts[LEFT] = gone
