"""Rotated logs in the order of time: ``access.log.2.gz`` is older than ``access.log.1``, and that
is older than ``access.log``; ``access.log-20250101`` is older than ``access.log-20250102``."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from analyzer.model import Source

_PACKED = re.compile(r"\.(gz|bgz|bz2|xz|zst|zstd|zip)$", re.IGNORECASE)
_DATED = re.compile(r"[-._](\d{4}-?\d{2}-?\d{2}(?:[-_T.]?\d{2}(?:[-_:]?\d{2}){0,2})?)(?=\.|$)")
_NUMBERED = re.compile(r"\.(\d{1,5})(?=\.|$)")


@dataclass(frozen=True, slots=True, order=True)
class _Age:
    """Ascending from the oldest: dated logs by date, and of one date by rising number; then
    numbered ones by falling number; then the one that is still written to."""

    kind: int
    date: str = ""
    number: int = 0


def _rotation(name: str) -> tuple[str, _Age]:
    """The name without what rotation added, and what that says."""
    plain = _PACKED.sub("", name)
    dated, plain = _without(_DATED, plain)
    numbered, plain = _without(_NUMBERED, plain)
    number = int(numbered or 0)
    if dated:
        return plain, _Age(0, re.sub(r"\D", "", dated).ljust(14, "0"), number)
    return plain, _Age(1, number=-number) if numbered else _Age(2)


def _without(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    """The group of the last match, and the text without that match; else nothing and the text."""
    found = [*pattern.finditer(text)]
    if not found:
        return "", text
    return found[-1][1], text[: found[-1].start()] + text[found[-1].end() :]


def time_order(names: Sequence[str]) -> list[int]:
    """Positions in ``names``: those of one rotated log in the order of time in the place of its
    first; the others as they come."""
    places: dict[str, int] = {}
    keys = []
    for index, name in enumerate(names):
        base, age = _rotation(name)
        keys.append((places.setdefault(base, index), age, index))
    return [index for _, _, index in sorted(keys)]


def in_time_order(sources: Sequence[Source]) -> list[Source]:
    """The same of sources, numbered anew."""
    order = time_order([source.name for source in sources])
    return [replace(sources[old], index=new) for new, old in enumerate(order)]
