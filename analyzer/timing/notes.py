"""Why a chunk was slow, in a few words, from the chunk's own facts."""

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from analyzer.percent import percent
from analyzer.timing.pieces import Piece, comparable

_SLOW = 1.5
"""Times the median time a byte: worth a word."""

_MORE = 1.25
"""Times the median: clearly more."""

_FEWEST = 3
"""Chunks without which there is no median to speak of."""

_REJECT_SHARE = 0.005

Facts = Mapping[str, Any]
Key = tuple[int, int]


def key(piece: Piece) -> Key:
    """Tells a chunk's entry: its number and its bytes."""
    return piece.chunk, piece.bytes


def notes(pieces: Sequence[Piece], facts: Mapping[Key, Facts]) -> dict[Key, str]:
    """A note for each chunk that took more than 1.5 times the median time a byte. ``facts`` are
    the report's entries of chunks, by number and bytes: halves of a chunk share its number."""
    compared = [piece for piece in comparable(pieces) if key(piece) in facts]
    if len(compared) < _FEWEST:
        return {}
    typical = _Typical(compared, facts)
    return {
        key(piece): f"{times:.1f}x the median time per byte: {typical.reason(piece)}"
        for piece in compared
        if (times := piece.ns_per_byte / (typical.time or 1)) > _SLOW
    }


class _Typical:
    """Medians a byte, and how one chunk stands out from them."""

    def __init__(self, pieces: Sequence[Piece], facts: Mapping[Key, Facts]) -> None:
        self._pieces, self._facts = pieces, facts
        self._medians: dict[str, float] = {}
        self.time = median(piece.ns_per_byte for piece in pieces)

    def reason(self, piece: Piece) -> str:
        """What sets the chunk apart: waiting, where its processor time is nothing special."""
        if piece.cpu_ns and self._times(piece, "cpu") <= _MORE:
            return self._waiting(piece)
        facts = self._facts[key(piece)]
        share = facts["rejected"] / max(facts["records"], 1)
        if share > _REJECT_SHARE and self._times(piece, "rejected") > _MORE:
            return f"{percent(share, 1)} of its lines are rejects, tried on every format"
        if self._times(piece, "distinct") > _MORE:
            return f"it holds more distinct values than others ({facts['distinct']:,})"
        if self._times(piece, "records") > _MORE:
            return f"its lines are short, so it holds more of them ({facts['records']:,})"
        return f"most of the extra time went into {self._longest(piece)}"

    def _waiting(self, piece: Piece) -> str:
        share = sum(piece.cpu_ns.values()) / piece.busy_ns
        if self._longest(piece) == "read":
            return f"it waited for the disk: reading took {piece.wall_ns['read'] / 1e6:,.0f} ms"
        return f"it waited: it had a processor for only {percent(share)} of its time"

    def _longest(self, piece: Piece) -> str:
        """The phase with the most time beyond the median a byte."""
        return max(
            piece.wall_ns, key=lambda phase: self._a_byte(piece, phase) - self._median(phase)
        )

    def _times(self, piece: Piece, name: str) -> float:
        """The chunk's amount a byte / the median amount a byte."""
        own, typical = self._a_byte(piece, name), self._median(name)
        return own / typical if typical else (float("inf") if own else 0.0)

    def _median(self, name: str) -> float:
        if name not in self._medians:
            self._medians[name] = median(self._a_byte(piece, name) for piece in self._pieces)
        return self._medians[name]

    def _a_byte(self, piece: Piece, name: str) -> float:
        """Of a fact by its name, processor time ("cpu"), or the wall time of a phase."""
        if name == "cpu":
            amount = sum(piece.cpu_ns.values())
        else:
            facts = self._facts[key(piece)]
            amount = facts[name] if name in facts else piece.wall_ns.get(name, 0)
        return amount / piece.bytes
