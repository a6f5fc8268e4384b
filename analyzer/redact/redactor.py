"""Addresses and secrets of a block of text masked: each distinct word once, and whole lines where a
match may go on behind a word."""

from collections import deque
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from analyzer.model import Masked, Redaction
from analyzer.redact.block_lines import BlockLines
from analyzer.redact.marking import IntArray, joined, pieces_of
from analyzer.redact.plain import PlainRedactor
from analyzer.redact.rules import KINDS
from analyzer.redact.words import Vocabulary, masked_each


@dataclass(frozen=True, slots=True)
class _Block:
    """``text`` masked, how many matches of each of KINDS there were, and whether a client may still
    be named in it."""

    text: bytes
    counts: IntArray
    may_name: bool


class Redactor:
    """Masks what ``wanted`` names; the key of its pseudonyms goes when it does. May be used by
    several threads."""

    def __init__(self, wanted: Redaction) -> None:
        self._plain = PlainRedactor(wanted)
        self._idle: deque[Vocabulary] = deque()

    def redact(self, data: bytes, *, columns: bool = False) -> tuple[bytes, Masked]:
        """The text with what is in it masked, and how much that was. It holds whole lines;
        ``columns`` is whether it is of a W3C extended log, whose queries are columns."""
        if not data:
            return data, Masked()
        block = self._of_columns(data) if columns else self._of_words(data)
        counts = dict(zip(KINDS, block.counts.tolist(), strict=True))
        del counts["left"]
        text = block.text
        if block.may_name:
            text, names = self._plain.without_names(text)
            counts["addresses"] += names
        return text, Masked(**counts)

    def text(self, text: str) -> str:
        """The same of a short text, a name."""
        masked, _ = self.redact(text.encode("utf-8", "surrogateescape"))
        return masked.decode("utf-8", "surrogateescape")

    def _of_columns(self, data: bytes) -> _Block:
        masked = self._plain.masked_columns(data)
        return _Block(masked.text, masked.counts, may_name=True)

    def _of_words(self, data: bytes) -> _Block:
        try:
            vocabulary = self._idle.pop()
        except IndexError:
            vocabulary = Vocabulary(self._plain)
        block = self._block(data, vocabulary)
        self._idle.append(vocabulary)
        return block

    def _block(self, data: bytes, vocabulary: Vocabulary) -> _Block:
        words = vocabulary.read(data)
        lines = BlockLines(data, words, vocabulary.looks)
        whole = lines.crossed
        places = vocabulary.places[words.codes]
        touched = np.flatnonzero(places >= 0)
        touched = touched[~whole.hold(words.begins[touched])]
        counts = vocabulary.counts[words.codes[touched]].sum(axis=0)
        begins, ends = words.begins[touched], words.ends[touched]
        texts = vocabulary.masked.take(pa.array(places[touched]))
        if len(whole.begins):
            masked, of_lines = masked_each(self._plain.masked, whole.texts(data))
            begins, order = _sorted(begins, whole.begins)
            ends = np.concatenate([ends, whole.ends])[order]
            texts = pa.concat_arrays([texts, masked]).take(pa.array(order))
            counts = counts + of_lines.sum(axis=0)
        edges = np.stack([begins, ends], axis=1).ravel()
        text = joined(pieces_of(data, edges), texts) if len(edges) else data
        return _Block(text, counts, lines.may_name)


def _sorted(first: IntArray, second: IntArray) -> tuple[IntArray, IntArray]:
    """Both together in order, and where each was when they stood one behind the other."""
    both = np.concatenate([first, second])
    order = np.argsort(both, kind="stable")
    return both[order], order
