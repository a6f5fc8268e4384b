"""The fast reading of lines whose values have keys: what the kernels find, typed."""

from collections.abc import Iterator

from analyzer.parse.fast_block import FastBlock, handed_back
from analyzer.parse.keyed_lines import KeyedBlock, KeyedLines
from analyzer.parse.times import Meaning
from analyzer.parse.typed import Known, kept_as_text, typed
from analyzer.parse.value_texts import ValueTexts


class KeyedReader:
    """Reads the blocks of one chunk."""

    def __init__(self, lines: KeyedLines, meaning: Meaning) -> None:
        self._lines, self._meaning = lines, meaning
        self._kept = {name: ValueTexts() for name in kept_as_text(lines.columns)}

    def read(self, data: bytes) -> Iterator[FastBlock]:
        """``data`` is whole lines."""
        return map(self._block, self._lines.read(data))

    def _block(self, found: KeyedBlock) -> FastBlock:
        kept, raw = {}, {}
        for name, values in found.values.items():
            if name in self._kept:
                kept[name] = self._kept[name].coded(found.lines, values)
            else:
                raw[name] = ValueTexts().array(found.lines, values)
        begins = found.begins
        block, bad_time, _ = typed(raw, len(begins), self._meaning, Known(), kept)
        wrong = found.lines.lines_at(begins[bad_time].tolist())
        return FastBlock(block, begins[~bad_time], handed_back(found.left, wrong))
