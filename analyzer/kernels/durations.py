"""Decimal numbers as lengths of time."""

from analyzer.kernels.contract import DURATION_UNITS, NO_LENGTH, UNSURE_LENGTH
from analyzer.kernels.memory import Pointer, number, part

_EXACT_DIGITS = 15
"""Decimal digits that a double always keeps: so their number divided by a power of ten is the
double nearest to what is written."""
_POWERS = tuple(10.0**power for power in range(_EXACT_DIGITS + 1))
_LONGEST = float(1 << 50)
_WHOLE = float(1 << 52)
"""Added to a smaller double it leaves no fraction: it is rounded, halves to the even number."""
_SECONDS, _MILLISECONDS, _NANOSECONDS = map(DURATION_UNITS.index, ("s", "ms", "ns"))
_ZERO, _DOT, _SMALL_E, _LARGE_E = b"0.eE"


@part
def _in_microseconds(length: float, unit: int) -> float:
    if unit == _SECONDS:
        return length * 1e6
    if unit == _MILLISECONDS:
        return length * 1e3
    return length * 1e-3 if unit == _NANOSECONDS else length


@part
def _length(data: Pointer, at: int, end: int, unit: int) -> int:
    begin, found, point = at, number(0), number(-1)
    while at < end:
        digit = number(data[at]) - _ZERO
        if 0 <= digit <= 9:
            if at - begin > _EXACT_DIGITS:
                return UNSURE_LENGTH
            found = found * 10 + digit
        elif data[at] == _DOT and point < 0 and at > begin:
            point = at
        else:
            break
        at += 1
    if at < end:
        exponent = data[at] == _SMALL_E or data[at] == _LARGE_E
        return UNSURE_LENGTH if exponent and at > begin else NO_LENGTH
    places = number(0) if point < 0 else end - point - 1
    if at == begin or point == end - 1:
        return NO_LENGTH
    if end - begin - (0 if point < 0 else 1) > _EXACT_DIGITS or not 0 <= places <= _EXACT_DIGITS:
        return UNSURE_LENGTH
    exact = min(_in_microseconds(float(found) / _POWERS[places], unit), _LONGEST)
    return number((exact + _WHOLE) - _WHOLE)


def read_durations(
    data: Pointer, begins: Pointer, lengths: Pointer, first: int, rows: int, unit: int,
    micros: Pointer,
) -> None:  # fmt: skip
    """Microseconds of each of the rows ``[first, rows)``, whose unit is one of DURATION_UNITS;
    NO_LENGTH for what is no number, UNSURE_LENGTH for one with an exponent or too many digits."""
    for row in range(first, rows):
        at = number(begins[row])
        micros[row] = _length(data, at, at + number(lengths[row]), unit)
