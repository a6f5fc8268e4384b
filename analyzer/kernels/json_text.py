"""Strings, numbers and words of JSON (RFC 8259), at a position of bytes."""

from analyzer.kernels.contract import STEP
from analyzer.kernels.memory import Pointer, first_of, load, low, number, part, string_marks, word

CHANGED, NOT_ASCII = 1, 2
"""Bits of the first of the ``notes``: what stands there is not yet the text that is meant; letters
beyond ASCII."""

WRONG = -1

_SPACE, _TAB, _CR, _QUOTE, _BACKSLASH = b' \t\r"\\'
_MINUS, _DOT, _ZERO, _NINE, _SMALL_E, _LARGE_E, _U = b"-.09eEu"
_TRUE, _FALSE, _NULL = (word(int.from_bytes(one, "little")) for one in (b"true", b"false", b"null"))
_MARKS, _ONE, _HIGH = word((1 << STEP) - 1), word(1), word(STEP)
_EXACT_DIGITS = 15
"""Decimal digits that a double always keeps."""
_MOST_DIGITS = 19
"""Of a whole number: so many fit into 64 bits; below zero, one fewer."""


@part
def behind_spaces(data: Pointer, at: int) -> int:
    """Where the next byte is that is no space, tab or carriage return."""
    while data[at] in (_SPACE, _TAB, _CR):
        at += 1
    return at


@part
def _is_hex(byte: int) -> bool:
    return 48 <= byte <= 57 or 65 <= byte <= 70 or 97 <= byte <= 102


@part
def hexadecimal(digit: int) -> int:
    """What a hexadecimal digit counts."""
    return (digit & 15) + 9 * (digit >> 6)


@part
def _escape_end(data: Pointer, at: int) -> int:
    """Behind the escape at a backslash; WRONG where it is none, or half of a surrogate pair."""
    letter = data[at + 1]
    if letter == _U:
        for place in range(at + 2, at + 6):
            if not _is_hex(number(data[place])):
                return WRONG
        surrogate = data[at + 2] in (68, 100) and number(data[at + 3]) > 55
        return WRONG if surrogate else at + 6
    return at + 2 if letter in (34, 92, 47, 98, 102, 110, 114, 116) else WRONG  # "\/bfnrt


@part
def string_end(data: Pointer, at: int, notes: Pointer) -> int:
    """Where the quote is that ends the string which begins at ``at``; WRONG where none does."""
    while True:
        marks = string_marks(data, at)
        found, high = marks & _MARKS, marks >> _HIGH
        if not found:
            if high:
                notes[0] |= NOT_ASCII
            at += STEP
            continue
        step = first_of(found)
        if high & ((_ONE << word(step)) - _ONE):
            notes[0] |= NOT_ASCII
        at += step
        if data[at] == _QUOTE:
            return at
        if data[at] != _BACKSLASH:
            return WRONG
        notes[0] |= CHANGED
        at = _escape_end(data, at)
        if at < 0:
            return WRONG


@part
def _digits_end(data: Pointer, at: int) -> int:
    while _ZERO <= data[at] <= _NINE:
        at += 1
    return at


@part
def number_end(data: Pointer, at: int, notes: Pointer) -> int:
    """Behind the number; WRONG where it is none, and where it has an exponent or more digits than
    every reader keeps. It is noted as changed where a double is written in another way."""
    negative = data[at] == _MINUS
    if negative:
        at += 1
    end = _digits_end(data, at)
    whole = end - at
    zero = data[at] == _ZERO
    most = _MOST_DIGITS - 1 if negative else _MOST_DIGITS
    if whole == 0 or whole > most or (zero and whole > 1):
        return WRONG
    if data[end] == _DOT:
        begin = end + 1
        end = _digits_end(data, begin)
        places = end - begin
        if places == 0:
            return WRONG
        short = data[end - 1] != _ZERO or places == 1
        tiny = zero and places > 3 and load(data, begin) & low(4) == word(0x30303030)
        if not short or tiny or whole + places > _EXACT_DIGITS:
            notes[0] |= CHANGED
    elif negative and zero:
        return WRONG
    return WRONG if data[end] in (_SMALL_E, _LARGE_E) else end


@part
def word_end(data: Pointer, at: int) -> int:
    """Behind true or false; WRONG where neither is there."""
    text = load(data, at)
    if text & low(4) == _TRUE:
        return at + 4
    return at + 5 if text & low(5) == _FALSE else WRONG


@part
def is_null(data: Pointer, at: int) -> bool:
    """Whether null is there."""
    return load(data, at) & low(4) == _NULL


@part
def is_utf8(data: Pointer, at: int, end: int) -> bool:
    """Whether the bytes are UTF-8 (RFC 3629)."""
    while at < end:
        first = number(data[at])
        if first < 0x80:
            at += 1
            continue
        if first < 0xC2 or first > 0xF4:
            return False
        more = 1 if first < 0xE0 else 2 if first < 0xF0 else 3
        second = number(data[at + 1])
        lowest = 0xA0 if first == 0xE0 else 0x90 if first == 0xF0 else 0x80
        highest = 0x9F if first == 0xED else 0x8F if first == 0xF4 else 0xBF
        if second < lowest or second > highest:
            return False
        for place in range(at + 2, at + 1 + more):
            if data[place] & 0xC0 != 0x80:
                return False
        at += 1 + more
    return True
