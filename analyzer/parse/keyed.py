"""The fast reading of lines whose values have keys: what the kernels find, typed."""

from collections.abc import Iterator

from analyzer.kernels.contract import DURATION_UNITS
from analyzer.parse.fast_block import FastBlock, handed_back
from analyzer.parse.in_place import durations_at
from analyzer.parse.keyed_lines import KeyedBlock, KeyedLines
from analyzer.parse.times import Meaning
from analyzer.parse.times_in_place import times_at
from analyzer.parse.typed import Known, kept_as_text, typed
from analyzer.parse.value_texts import Values, ValueTexts


class KeyedReader:
    """Reads the blocks of one chunk."""

    def __init__(self, lines: KeyedLines, meaning: Meaning) -> None:
        self._lines, self._meaning = lines, meaning
        self._kept = {name: ValueTexts() for name in kept_as_text(lines.columns)}

    def read(self, data: bytes) -> Iterator[FastBlock]:
        """``data`` is whole lines."""
        return map(self._block, self._lines.read(data))

    def _block(self, found: KeyedBlock) -> FastBlock:
        known = self._known(found)
        held = (known.times, known.duration)
        read = {name for name, one in zip(_READ, held, strict=True) if one is not None}
        kept, raw = {}, {}
        for name, values in found.values.items():
            if name in self._kept:
                kept[name] = self._kept[name].coded(found.lines, values)
            elif name not in read:
                raw[name] = ValueTexts().array(found.lines, values)
        begins = found.begins
        block, bad_time, _ = typed(raw, len(begins), self._meaning, known, kept)
        wrong = found.lines.lines_at(begins[bad_time].tolist())
        return FastBlock(block, begins[~bad_time], handed_back(found.left, wrong))

    def _known(self, found: KeyedBlock) -> Known:
        """What can be read where it lies, as every record has it."""
        lines, meaning = found.lines, self._meaning
        stamps, spent = (_everywhere(found.values.get(name)) for name in _READ)
        unit = meaning.format.duration_unit
        return Known(
            times=times_at(lines, stamps, meaning) if stamps else None,
            duration=durations_at(lines, spent, unit) if spent and unit in DURATION_UNITS else None,
        )


_READ = ("timestamp", "duration")


def _everywhere(values: Values | None) -> Values | None:
    return values if values and bool((values.lengths >= 0).all()) else None
