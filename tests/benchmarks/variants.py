"""Logs that are harder than the usual one, each made from it line by line or by the generator."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

_LONG = b"".join(b"&p%03d=%032x" % (n, n * 0x9E3779B97F4A7C15) for n in range(40))
_SPREAD = 2_654_435_761
"""Odd, so that multiples of it modulo 2**32 are distinct: Knuth's multiplicative hashing."""


@dataclass(frozen=True, slots=True)
class Variant:
    """``note`` says what is different; ``options`` are of the generator, and ``change`` turns the
    line of a number (from 0) into another."""

    note: str
    options: tuple[str, ...] = ()
    change: Callable[[int, bytes], bytes] | None = None


def _distinct(number: int, line: bytes) -> bytes:
    """Every tenth line stays, so that there is something to be found."""
    if number % 10 == 0:
        return line
    spread = number * _SPREAD & 0xFFFFFFFF
    client = b"%d.%d.%d.%d" % tuple(spread.to_bytes(4, "big"))
    rest = line[line.index(b" ") :]
    return client + rest.replace(b" /", b" /%x/" % number, 1)


def _long(_number: int, line: bytes) -> bytes:
    before, http, after = line.partition(b" HTTP/")
    mark = b"" if b"?" in before else b"?"
    return before + mark + _LONG + http + after


USUAL = Variant("")

VARIANTS: Mapping[str, Variant] = {
    "distinct": Variant(
        "nine lines in ten have a client and a path of their own", change=_distinct
    ),
    "long": Variant("each URL is 1.6 kB longer", change=_long),
    "bots": Variant("30 % of the lines are from robots", ("--bots", "0.3")),
}


def changed(lines: BinaryIO, variant: Variant) -> Iterator[bytes]:
    """The lines of a log as the variant has them."""
    assert variant.change
    for number, line in enumerate(lines):
        yield variant.change(number, line)
