"""What a peer found out, and whether two peers found the same."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

BUCKET_SECONDS = 10_800
"""Width of a bucket over time: what our report chooses for the generator's fourteen days. Peers are
handed it, which spares them a look at the first and the last time."""

TOP = 100
"""Rows of a "top" panel, as in our report."""

SAME, DIFFERENT, ABSENT = "equal", "differs", "-"

Row = list[Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was counted in a log; None where a peer does not count it. ``bytes_sent`` is in bytes,
    ``statuses`` are requests by status code, ``visitors`` distinct (client, day, user agent).

    Rows of ``panels``: ``over_time`` (seconds since 1970, status class, requests, bytes),
    ``status`` and ``methods`` and ``referrers`` (key, requests, bytes), ``paths`` and ``clients``
    (key, requests, bytes, errors), ``not_found`` (path, requests), ``week`` (hours since Monday
    00:00 UTC, requests), ``sizes`` (binary digits of the size in bytes, requests). Tops are sorted
    by requests downwards, then by key; the others by key. Rows without requests are left out."""

    requests: int
    bytes_sent: int | None = None
    errors: int | None = None
    visitors: int | None = None
    statuses: Mapping[str, int] | None = None
    panels: Mapping[str, list[Row]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Agreement:
    """A peer's answer beside ours: for each figure equal, differs or not counted; ``found`` says
    what differs, in words."""

    cells: Mapping[str, str]
    found: Sequence[str]


def compare(ours: Answer, theirs: Answer) -> Agreement:
    """Every figure and every panel that both have."""
    cells: dict[str, str] = {}
    found: list[str] = []
    mine, other = asdict(ours), asdict(theirs)
    panels_mine, panels_other = mine.pop("panels"), other.pop("panels")
    for name, value in mine.items():
        cells[name] = _cell(name, value, other[name], found)
    both = [name for name in panels_mine if name in panels_other]
    same = [_cell(name, panels_mine[name], panels_other[name], found) for name in both]
    cells["panels"] = f"{same.count(SAME)} of {len(same)} equal" if same else ABSENT
    return Agreement(cells, found)


def _cell(name: str, mine: Any, other: Any, found: list[str]) -> str:
    if mine is None or other is None:
        return ABSENT
    if mine == other:
        return SAME
    found.append(f"{name}: ours {_first_difference(mine, other)}")
    return DIFFERENT


def _first_difference(mine: Any, other: Any) -> str:
    if isinstance(mine, Mapping):
        keys = sorted({*mine, *other})
        different = next(key for key in keys if mine.get(key) != other.get(key))
        return f"{different}: {mine.get(different)}, theirs {other.get(different)}"
    if isinstance(mine, list):
        for number, (one, two) in enumerate(zip(mine, other, strict=False)):
            if one != two:
                return f"row {number} {one}, theirs {two}"
        return f"{len(mine)} rows, theirs {len(other)}"
    return f"{mine:,}, theirs {other:,}"
