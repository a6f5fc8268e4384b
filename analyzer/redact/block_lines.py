"""What the words of a block say of its lines."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from analyzer.redact.marking import IntArray, pieces_of
from analyzer.redact.words import CROSSES, CROSSES_SIGNED, IS_DATE, IS_NAME, Words

_LF = ord("\n")
_BEFORE_DATE = 3
_SIGNS = tuple(b"=:")
_QUOTE = ord('"')


@dataclass(frozen=True, slots=True)
class Ranges:
    """Apart from each other, in their order: ``[begins[i], ends[i])``."""

    begins: IntArray
    ends: IntArray

    def hold(self, places: IntArray) -> npt.NDArray[np.bool_]:
        """Whether each of some places is in one of them."""
        if not len(self.begins):
            return np.zeros(len(places), np.bool_)
        last = np.searchsorted(self.begins, places, side="right") - 1
        return np.asarray((last >= 0) & (places < self.ends[last]))

    def texts(self, data: bytes) -> pa.BinaryArray:
        """What is there."""
        pieces = pieces_of(data, np.stack([self.begins, self.ends], axis=1).ravel())
        return pieces.take(pa.array(np.arange(1, len(pieces), 2)))


class BlockLines:
    """Of a block, its words, and what each distinct one of these may be."""

    def __init__(self, data: bytes, words: Words, looks: npt.NDArray[np.uint8]) -> None:
        self._bytes = np.frombuffer(data, np.uint8)
        self._words = words
        self._looks = looks[words.codes]

    @cached_property
    def crossed(self) -> Ranges:
        """The lines in which a match may go on behind a word, without their line feeds."""
        places = self._words.begins[self._crossing()]
        if not len(places):
            return Ranges(np.zeros(0, np.int64), np.zeros(0, np.int64))
        lines = np.unique(np.searchsorted(self._feeds, places))
        begins = np.append(0, self._feeds + 1)[lines]
        return Ranges(begins, np.append(self._feeds, len(self._bytes))[lines])

    @property
    def may_name(self) -> bool:
        """Whether a client may be named, as the third word before a date. One space is between
        them; where anything else is, words may not be what the log has there."""
        dates = np.flatnonzero(self._looks & IS_DATE)
        if not len(dates):
            return False
        if dates[0] < _BEFORE_DATE:
            return True
        words, bytes = self._words, self._bytes
        odd = np.zeros(len(dates), np.bool_)
        for back in range(_BEFORE_DATE):
            gap = words.begins[dates - back] - words.ends[dates - back - 1]
            odd |= (gap > 1) | (bytes[words.begins[dates - back] - 1] == _QUOTE)
        name = dates - _BEFORE_DATE
        odd |= bytes[np.maximum(words.begins[name] - 1, 0)] == _QUOTE
        return bool((odd | ((self._looks[name] & IS_NAME) > 0)).any())

    @cached_property
    def _feeds(self) -> IntArray:
        return np.flatnonzero(self._bytes == _LF)

    def _crossing(self) -> IntArray:
        """Which of the words are such."""
        alone = np.flatnonzero(self._looks & CROSSES)
        names = np.flatnonzero(self._looks & CROSSES_SIGNED)
        if not len(names):
            return alone
        words = self._words
        behind = np.append(self._bytes, _LF)[words.ends[names]]
        following = words.begins[np.minimum(names + 1, len(words.begins) - 1)]
        signed = (behind == _QUOTE) | np.isin(self._bytes[following], _SIGNS)
        return np.concatenate([alone, names[signed]])
