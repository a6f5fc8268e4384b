"""Words of a log, and what is known of each: what stands for it, once it is masked, and whether a
match may go on behind it. A word is what stands between white space and quotation marks.

No match goes beyond a word, but for those behind the names of secrets: see ``patterns.CROSSING``.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from analyzer.kernels.contract import STEP
from analyzer.kernels.library import address, kernels
from analyzer.parse.dictionary import Codes, Dictionary
from analyzer.redact import patterns
from analyzer.redact.marking import IntArray
from analyzer.redact.plain import MaskedText, PlainRedactor
from analyzer.redact.rules import KINDS

_MOST_WORDS = 1 << 16
_MOST_BYTES = 8 << 20
_FIRST_WORDS = 1 << 12

CROSSES, CROSSES_SIGNED, IS_NAME, IS_DATE = 1, 2, 4, 8
"""What a word may be: one behind which a match may go on; one that does so if a quotation mark or a
sign follows; one that may be a client's host name; the beginning of a common log's date."""

_LOOKS = (
    (IS_NAME, r"^[^:]*[A-Za-z][^:]*$|[^0-9A-Fa-f:.%-]"),
    (IS_DATE, r"^\[\d\d?/[A-Z][a-z]{2}/"),
)
_LOOKS_OF_HINTED = (
    (CROSSES, patterns.CROSSING),
    (CROSSES_SIGNED, patterns.CROSSING_SIGNED),
)


@dataclass(frozen=True, slots=True)
class Words:
    """Those of a block: where each begins and ends, and its number."""

    begins: IntArray
    ends: IntArray
    codes: Codes


class Vocabulary:
    """Grows with what it is given, up to a limit, where it begins anew. For one thread."""

    def __init__(self, plain: PlainRedactor) -> None:
        self._plain = plain
        self._forget()

    def read(self, data: bytes) -> Words:
        """The words of a block. All that there is to know of their numbers is known then, until the
        next block."""
        if self._known >= _MOST_WORDS or self._bytes >= _MOST_BYTES:
            self._forget()
        padded = np.empty(len(data) + STEP, np.uint8)
        padded[: len(data)] = np.frombuffer(data, np.uint8)
        begins, lengths = np.empty((2, len(data) // 2 + 1), np.int32)
        count = kernels().words(address(padded), len(data), address(begins), address(lengths))
        codes = np.empty(count, np.int32)
        self._dictionary.encode(address(padded), begins, lengths, range(count), codes)
        self._learn(self._dictionary.values())
        begin = begins[:count].astype(np.int64)
        return Words(begin, begin + lengths[:count], codes)

    @property
    def looks(self) -> npt.NDArray[np.uint8]:
        """What each word may be, by its number: a sum of flags."""
        return self._looks[: self._known]

    @property
    def counts(self) -> IntArray:
        """Of each word, how many matches of each of KINDS are in it."""
        return self._counts[: self._known]

    @property
    def places(self) -> IntArray:
        """Where what stands for each word is in ``masked``; -1 where it is left as it is."""
        return self._places[: self._known]

    @property
    def masked(self) -> pa.BinaryArray:
        """What stands for words."""
        return self._masked

    def _forget(self) -> None:
        self._dictionary = Dictionary()
        self._known = self._bytes = 0
        self._masked = pa.array([], pa.binary())
        self._looks = np.zeros(_FIRST_WORDS, np.uint8)
        self._places = np.full(_FIRST_WORDS, -1)
        self._counts = np.zeros((_FIRST_WORDS, len(KINDS)), np.int64)

    def _learn(self, words: pa.BinaryArray) -> None:
        begin, self._known = self._known, len(words)
        new = words[begin:]
        self._bytes += new.nbytes
        self._make_room()
        for flag, pattern in _LOOKS:
            self._looks[begin : len(words)] |= np.uint8(flag) * _matching(new, pattern)
        hinted = np.flatnonzero(_matching(new, patterns.HINT))
        if not len(hinted):
            return
        some = new.take(pa.array(hinted))
        for flag, pattern in _LOOKS_OF_HINTED:
            self._looks[begin + hinted] |= np.uint8(flag) * _matching(some, pattern)
        masked, counts = masked_each(self._plain.masked_words, some)
        self._counts[begin + hinted] = counts
        touched = counts[:, 1:].any(axis=1)
        self._places[begin + hinted[touched]] = len(self._masked) + np.arange(touched.sum())
        self._masked = pa.concat_arrays([self._masked, masked.filter(pa.array(touched))])

    def _make_room(self) -> None:
        while len(self._looks) < self._known:
            self._looks = np.append(self._looks, np.zeros_like(self._looks))
            self._places = np.append(self._places, np.full_like(self._places, -1))
            self._counts = np.append(self._counts, np.zeros_like(self._counts), axis=0)


def masked_each(
    mask: Callable[[bytes], MaskedText], texts: pa.BinaryArray
) -> tuple[pa.BinaryArray, IntArray]:
    """Each of some texts, which hold no line feed, masked by itself, and its matches by KINDS."""
    offsets = pa.array([0, len(texts)], pa.int32())
    together = pc.binary_join(pa.ListArray.from_arrays(offsets, texts), b"\n")[0].as_py()
    masked = mask(together)
    begins = np.cumsum(pc.binary_length(texts).to_numpy() + 1)
    owners = np.searchsorted(begins, masked.places, side="right")
    cells = owners * len(KINDS) + masked.kinds
    counts = np.bincount(cells, minlength=len(texts) * len(KINDS))
    parts = pc.split_pattern(pa.array([masked.text], pa.binary()), b"\n").flatten()
    return parts, counts.reshape(len(texts), len(KINDS))


def _matching(words: pa.BinaryArray, pattern: str) -> npt.NDArray[np.bool_]:
    found = pc.match_substring_regex(words, pattern)
    return np.asarray(found.to_numpy(zero_copy_only=False))
