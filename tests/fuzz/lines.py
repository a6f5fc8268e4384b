"""Lines that nobody ever logged: those of a format's own samples, broken in the ways in which
disks, programs and attackers break lines; and pure noise. Everything follows from the random
source."""

from collections.abc import Callable, Sequence
from random import Random

LONGEST = 70_000
"""Bytes of the longest line made here: above any buffer of a few KiB. (What is above the reader's
limit of MiB is tested by itself.)"""

_PIECES = [
    b"\0", b"\0" * 9, b"\xff", b"\xfe\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80",
    b"\x80" * 5, b"\xe2\x80\xae", b"\xe2\x81\xa6abc\xe2\x81\xa9", b"\xe2\x80\x8f", b"\xef\xbb\xbf",
    b"\xc2\x85", b"\xe2\x80\xa8", b"\x0b", b"\x0c", b"\x1c", b"\x1b[31m", b"\x1b]0;x\x07", b"\r",
    b"\t", b"  ", b'"', b"'", b'""', b'\\"', b"\\", b"\\\\", b"\"'\"'", b'"{\\"a\\":\\"\\\\\\""',
    b"`", b"\\u0000", b"\\ud800", b"\\x", b"%00", b"{", b"}", b"[", b"]", b"{}", b"[[[[", b"<",
    b">", b"(", b")", b",", b";", b":", b"=", b"|", b"-", b"#", b"/", b"%s%n", b"NaN", b"-0",
    b"1e999", b"9" * 25, b"-9223372036854775809", b"null", b"true", b"=1+1", b"<script>",
    b"\xf0\x9f\x92\xa9", b"e\xcc\x81" * 3, b"a" * 300, b"0000-00-00", b"9999-12-31T23:59:60Z",
    b"+99:99", b"31/Feb/2025:25:61:61 +2460",
]  # fmt: skip
_SEPARATORS = [b" ", b",", b"\t", b'"', b"|", b";", b":", b"=", b"{", b"}"]
_ENDS = [b"\n"] * 7 + [b"\r\n"] * 2 + [b"\r\r\n"]

Mutation = Callable[[Random, bytes], bytes]


def _flip(dice: Random, line: bytes) -> bytes:
    """One bit of one to eight bytes."""
    letters = bytearray(line)
    for _ in range(min(dice.choice([1, 1, 2, 8]), len(letters))):
        letters[dice.randrange(len(letters))] ^= 1 << dice.randrange(8)
    return bytes(letters)


def _overwrite(dice: Random, line: bytes) -> bytes:
    letters = bytearray(line)
    if letters:
        letters[dice.randrange(len(letters))] = dice.randrange(256)
    return bytes(letters)


def _insert(dice: Random, line: bytes) -> bytes:
    at = dice.randint(0, len(line))
    return line[:at] + dice.choice(_PIECES) + line[at:]


def _replace(dice: Random, line: bytes) -> bytes:
    start, end = sorted((dice.randint(0, len(line)), dice.randint(0, len(line))))
    return line[:start] + dice.choice(_PIECES) + line[end:]


def _remove(dice: Random, line: bytes) -> bytes:
    start = dice.randint(0, len(line))
    return line[:start] + line[start + dice.choice([1, 1, 2, 10]) :]


def _cut(dice: Random, line: bytes) -> bytes:
    return line[: dice.randint(0, len(line))]


def _behead(dice: Random, line: bytes) -> bytes:
    return line[dice.randint(0, len(line)) :]


def _repeat_field(dice: Random, line: bytes) -> bytes:
    separator, fields = _fields(dice, line)
    at = dice.randrange(len(fields))
    return separator.join([*fields[:at], *[fields[at]] * dice.choice([1, 1, 2, 40]), *fields[at:]])


def _swap_fields(dice: Random, line: bytes) -> bytes:
    separator, fields = _fields(dice, line)
    a, b = dice.randrange(len(fields)), dice.randrange(len(fields))
    fields[a], fields[b] = fields[b], fields[a]
    return separator.join(fields)


def _drop_field(dice: Random, line: bytes) -> bytes:
    separator, fields = _fields(dice, line)
    del fields[dice.randrange(len(fields))]
    return separator.join(fields)


def _wrap(dice: Random, line: bytes) -> bytes:
    """As a string inside a string: quotes in quotes."""
    escaped = line.replace(b"\\", b"\\\\").replace(b'"', b'\\"')
    return dice.choice([b'"', b'{"log":"', b"'"]) + escaped + dice.choice([b'"', b'"}', b""])


def _twice(dice: Random, line: bytes) -> bytes:
    return line + dice.choice([b"", b" ", b"\r", b"\0"]) + line


def _digits(dice: Random, line: bytes) -> bytes:
    """Another digit for every digit of a run of bytes: dates and numbers that cannot be."""
    start = dice.randint(0, len(line))
    some = line[start : start + 24]
    other = bytes(dice.choice(b"0123456789") if 48 <= one <= 57 else one for one in some)
    return line[:start] + other + line[start + 24 :]


def _lengthen(dice: Random, line: bytes) -> bytes:
    at = dice.randint(0, len(line))
    piece = dice.choice(
        [b"x", b" ", b'"', b"\\", b"9", b"a=b ", b"[", b"\xff", b"<a ", b"::", b"\0"]
    )
    return line[:at] + piece * (dice.choice([200, 2000, LONGEST]) // len(piece)) + line[at:]


_OFTEN: Sequence[Mutation] = (
    _flip, _overwrite, _insert, _replace, _remove, _cut, _behead, _repeat_field, _swap_fields,
    _drop_field, _twice, _digits, _digits, _wrap,
)  # fmt: skip
_SELDOM = 0.004
"""Share of mutations that lengthen: so few already are half of all bytes."""


def _fields(dice: Random, line: bytes) -> tuple[bytes, list[bytes]]:
    separator = dice.choice([one for one in _SEPARATORS if one in line] or _SEPARATORS[:1])
    return separator, line.split(separator)


def mutated(dice: Random, line: bytes) -> bytes:
    """The line, broken once to four times. It may have become several lines."""
    for _ in range(dice.choice([1, 1, 1, 2, 4])):
        mutation = _lengthen if dice.random() < _SELDOM else dice.choice(_OFTEN)
        line = mutation(dice, line)[: 2 * LONGEST]
    return line


def noise(dice: Random) -> bytes:
    """Bytes of no log at all."""
    kind = dice.random()
    if kind < 0.2:
        return dice.choice([b"", b" ", b"\t\r", b"\0", b'"', b"\\", b"{", b"[" * 5000, b"-", b"#"])
    if kind < 0.5:
        return dice.randbytes(dice.choice([1, 8, 80, 400]))
    if kind < 0.8:
        return b"".join(dice.choices(_PIECES, k=dice.randint(1, 12)))
    return bytes(dice.choices(b' "\\[]{}:=,-0123456789abcdefTZ/', k=dice.randint(1, 120)))


def end(dice: Random) -> bytes:
    """What a line ends with."""
    return dice.choice(_ENDS)
