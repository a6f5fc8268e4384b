"""Values, where they lie in a block, become texts."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import orjson
import pyarrow as pa

from analyzer.formats.shapes.json_lines import text_of
from analyzer.parse.columns import ABSENT
from analyzer.parse.dictionary import Coded, Codes, Dictionary
from analyzer.parse.lines import BlockLines

_QUOTE = ord('"')


@dataclass(frozen=True, slots=True)
class Values:
    """One entry a record: where its value begins and how long it is, negative where it has no text.
    ``changed`` says that some are not written as they are meant: of JSON, strings with escapes and
    numbers with more digits than are kept."""

    begins: Codes
    lengths: Codes
    changed: bool

    def some(self, rows: npt.NDArray[np.int64]) -> "Values":
        """Those of the records ``rows``."""
        return Values(self.begins[rows], self.lengths[rows], self.changed)


class ValueTexts:
    """Of one column, block after block."""

    def __init__(self) -> None:
        self._texts, self._written = Dictionary(), Dictionary()
        self._meant = np.zeros(0, np.int32)  # the number of the text, by that of what is written

    def coded(self, lines: BlockLines, values: Values) -> Coded:
        """ABSENT for those without."""
        codes = self._codes(lines, values)
        none = codes < 0
        if none.any():
            codes[none] = self._texts.codes_of(pa.array([ABSENT], pa.binary()))
        return Coded(codes, self._texts)

    def array(self, lines: BlockLines, values: Values) -> pa.BinaryArray:
        """Null for those without."""
        codes = self._codes(lines, values)
        return self._texts.values().take(pa.array(codes, mask=codes < 0))

    def _codes(self, lines: BlockLines, values: Values) -> Codes:
        there = values.lengths >= 0
        begins, lengths = values.begins, values.lengths
        if not there.all():
            begins, lengths = begins[there], lengths[there]
        found = (
            self._meanings(lines, begins, lengths)
            if values.changed
            else lines.codes(self._texts, begins, lengths)
        )
        codes = np.full(len(there), -1, np.int32)
        codes[there] = found
        return codes

    def _meanings(self, lines: BlockLines, begins: Codes, lengths: Codes) -> Codes:
        """By what is written, each parsed once."""
        quoted = (lines.letters[begins - 1] == _QUOTE).astype(np.int32)
        written = lines.codes(self._written, begins - quoted, lengths + 2 * quoted)
        new = self._written.values()[len(self._meant) :]
        if len(new):
            texts = [text_of(orjson.loads(value)) for value in new.to_pylist()]
            meant = self._texts.codes_of(pa.array(texts, pa.binary()))
            self._meant = np.concatenate([self._meant, meant])
        return self._meant[written]
