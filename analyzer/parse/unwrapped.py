"""Lines that lie inside others, as a block of their own."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import pyarrow as pa

from analyzer.parse.dictionary import Coded
from analyzer.parse.fast_block import Positions
from analyzer.parse.lines import BlockLines


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """``text`` is whole lines, which begin at ``starts`` and lie in the ``lines`` that begin at
    ``outer``; the outer ones' timestamps as they are written, of some of them by their number, and
    their text columns. The lines ``left``, ``[begin, end)``, are for the reference."""

    text: bytes
    starts: Positions
    lines: BlockLines
    outer: Positions
    times: Callable[[Positions], "pa.Array[Any]"]
    columns: Mapping[str, Coded]
    left: Positions


class Unwrapper(Protocol):
    """Takes the outer lines of one chunk off, block by block."""

    def read(self, data: bytes) -> Iterator[Unwrapped]:
        """``data`` is whole lines; every line is in one of what comes. Each is good until the next
        one is asked for."""
        ...
