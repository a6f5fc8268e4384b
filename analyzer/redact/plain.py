"""The plain way to mask a text: all patterns over all of it at once, by RE2. What stands for each
distinct match is decided once."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from analyzer.model import Redaction
from analyzer.redact import patterns
from analyzer.redact.levels import mask_for
from analyzer.redact.marking import IntArray, joined, pieces_of, spans
from analyzer.redact.rules import KINDS, NOT_IN_WORDS, masked_match, masked_queries, patterns_for

_MOST_REMEMBERED = 1 << 18
_QUERY_BEGINS = tuple(b"?&# \t")


@dataclass(frozen=True, slots=True)
class MaskedText:
    """``text`` with its matches masked, which began at ``places``, each of a kind (its number
    in KINDS)."""

    text: bytes
    places: IntArray
    kinds: IntArray

    @property
    def counts(self) -> IntArray:
        """How many there are of each of KINDS."""
        return np.bincount(self.kinds, minlength=len(KINDS))


class PlainRedactor:
    """Masks what ``wanted`` names; the key of its pseudonyms goes when it does. May be used by
    several threads."""

    def __init__(self, wanted: Redaction) -> None:
        self._mask = mask_for(wanted.addresses) if wanted.addresses else None
        known = patterns_for(wanted)
        self._kinds = tuple(known)
        queries = [patterns.QUERY] if wanted.secrets else []
        columns = [patterns.COLUMN_QUERY] if wanted.secrets else []
        self._pattern = "|".join([*queries, *known.values()])
        in_words = [known[kind] for kind in known if kind not in NOT_IN_WORDS]
        self._pattern_of_words = "|".join([*queries, *in_words])
        self._pattern_of_columns = "|".join([*queries, *columns, *known.values()])
        self._remembered: dict[bytes, tuple[bytes, int]] = {}

    def masked(self, data: bytes) -> MaskedText:
        """Any text masked."""
        return self._masked(data, self._pattern)

    def masked_columns(self, data: bytes) -> MaskedText:
        """The text of a W3C extended log, whose queries are columns."""
        return self._masked(data, self._pattern_of_columns)

    def masked_words(self, data: bytes) -> MaskedText:
        """Words, a line each, behind which no match goes on."""
        return self._masked(data, self._pattern_of_words)

    def _masked(self, data: bytes, pattern: str) -> MaskedText:
        edges = spans(data, pattern)
        if not edges.size:
            return MaskedText(data, edges, edges)
        pieces = pieces_of(data, edges)
        distinct = pieces.take(pa.array(np.arange(1, len(pieces), 2))).dictionary_encode()
        values, codes = distinct.dictionary, distinct.indices.to_numpy()
        masked, kinds = self._decided(values)
        return MaskedText(joined(pieces, masked.take(distinct.indices)), edges[::2], kinds[codes])

    def without_names(self, text: bytes) -> tuple[bytes, int]:
        """A masked text with the host names in the client's place masked, too, and how many those
        are; only where addresses are wanted."""
        if self._mask is None or not (edges := spans(text, patterns.CLIENT_NAME)).size:
            return text, 0
        pieces = pieces_of(text, edges)
        names = pieces.take(pa.array(np.arange(1, len(pieces), 2))).dictionary_encode()
        masked = pa.array(map(self._mask, names.dictionary.to_pylist()), pa.binary())
        return joined(pieces, masked.take(names.indices)), len(names)

    def _decided(self, values: pa.BinaryArray) -> tuple[pa.BinaryArray, IntArray]:
        """What stands for each distinct value, and which kind it is."""
        begins = np.frombuffer(values.buffers()[2], np.uint8)
        first = begins[np.frombuffer(values.buffers()[1], np.int32)[values.offset :][: len(values)]]
        is_query = np.isin(first, _QUERY_BEGINS)
        queries = masked_queries(values.filter(pa.array(is_query)))
        others = [self._one(value) for value in values.filter(pa.array(~is_query)).to_pylist()]
        kind = np.full(len(values), KINDS.index("queries"))
        kind[~is_query] = [kind for _, kind in others]
        order = np.empty(len(values), np.int64)
        order[is_query] = np.arange(len(queries))
        order[~is_query] = len(queries) + np.arange(len(others))
        both = pa.concat_arrays([queries, pa.array([text for text, _ in others], pa.binary())])
        return both.take(pa.array(order)), kind

    def _one(self, value: bytes) -> tuple[bytes, int]:
        known = self._remembered.get(value)
        if known is None:
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            known = self._remembered[value] = masked_match(self._kinds, self._mask, value)
        return known
