"""Lines whose values have keys, JSON and logfmt, as the kernels find their values.

What they read, the reference reads the same way; every other line is left to it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analyzer.formats.shapes.json_lines import JsonLines
from analyzer.formats.shapes.logfmt import Logfmt
from analyzer.kernels.contract import (
    ABSENT_VALUE,
    COLUMNS,
    LEFT,
    ROWS,
    WORK_NUMBERS,
)
from analyzer.kernels.library import address, kernels
from analyzer.parse.dictionary import Codes
from analyzer.parse.fast_block import Mask, Positions, handed_back
from analyzer.parse.key_tree import Key, KeyTree
from analyzer.parse.lines import BlockLines
from analyzer.parse.value_texts import Values

_MOST_ROWS = 1 << 13
"""Read at once."""


@dataclass(frozen=True, slots=True)
class KeyedBlock:
    """Some lines with all required keys: where each begins, the values of raw columns, those that
    some line has, and the lines ``[begin, end)`` that are left for the reference, shape (n, 2). It
    is good until the next one is asked for."""

    lines: BlockLines
    begins: Positions
    values: Mapping[str, Values]
    left: Positions


class KeyedLines:
    """Reads the blocks of one chunk."""

    def __init__(self, shape: JsonLines | Logfmt, tree: KeyTree) -> None:
        self._tree = tree
        self._are_pairs = isinstance(shape, Logfmt)
        self._required = [one.split("|") for one in shape.required]
        self.columns = {**shape.roles, **{key: (key,) for key in shape.others}}
        self._room = _Room.of(tree.nodes)

    def read(self, data: bytes) -> Iterator[KeyedBlock]:
        """``data`` is whole lines."""
        lines = BlockLines.of(data)
        at = lines.begin
        left = [(0, at)] if at else []
        while True:
            room = self._room
            room.counts[:], room.columns[:] = 0, -1
            if at < lines.cut:
                at = self._read(lines.base, at, lines.cut)
            if at >= lines.cut and room.counts[ROWS] < _MOST_ROWS > room.counts[LEFT]:
                at = self._read(lines.rest_base, at, lines.end)
            yield self._block(lines, left)
            if at >= lines.end:
                return
            left = []

    def _read(self, base: int, begin: int, stop: int) -> int:
        room, tree = self._room, self._tree
        return kernels().read_keyed(
            base, begin, stop, address(tree.tree), address(tree.names), _MOST_ROWS,
            address(room.columns), address(room.begins), address(room.lengths),
            address(room.changed), address(room.starts), address(room.left), address(room.work),
            address(room.counts), self._are_pairs,
        )  # fmt: skip

    def _block(self, lines: BlockLines, before: list[tuple[int, int]]) -> KeyedBlock:
        room = self._room
        rows, left, _ = room.counts.tolist()
        found = _Found(room, self._tree.keys, rows)
        keep = found.with_all(self._required)
        begins = room.starts[:rows]
        handed = handed_back(room.left[:left], before)
        if not keep.all():
            handed = handed_back(handed, lines.lines_at(begins[~keep].tolist()))
        values = {name: found.first_of(keys, keep) for name, keys in self.columns.items()}
        known = {name: one for name, one in values.items() if one is not None}
        return KeyedBlock(lines, begins[keep], known, handed)


@dataclass(frozen=True, slots=True)
class _Found:
    """What the kernel found in some rows."""

    room: "_Room"
    keys: Mapping[str, Key]
    rows: int

    def with_all(self, required: Sequence[Sequence[str]]) -> Mask:
        """The rows that have, of each group of keys, one that is not null."""
        keep = np.ones(self.rows, np.bool_)
        for group in required:
            held = np.zeros(self.rows, np.bool_)
            for key in group:
                values = self._at(key)
                if values is not None:
                    held |= values.lengths != ABSENT_VALUE
            keep &= held
        return keep

    def first_of(self, keys: Sequence[str], keep: Mask) -> Values | None:
        """The value of the first key with a text, of the rows to keep; None where none has one."""
        found: Values | None = None
        for key in keys:
            values = self._at(key)
            if values is None or not (values.lengths >= 0).any():
                continue
            found = values if found is None else _either(found, values, found.lengths < 0)
            if (found.lengths >= 0).all():
                break
        if found is None or keep.all():
            return found
        chosen = Values(found.begins[keep], found.lengths[keep], found.changed)
        return chosen if (chosen.lengths >= 0).any() else None

    def _at(self, key: str) -> Values | None:
        """Under that very name, else down the path."""
        nodes = self.keys[key]
        name = self._of(nodes.name)
        path = self._of(nodes.path) if nodes.path != nodes.name else None
        if name is None or path is None:
            return path if name is None else name
        return _either(name, path, name.lengths == ABSENT_VALUE)

    def _of(self, node: int) -> Values | None:
        column = int(self.room.columns[node])
        if column < 0:
            return None
        return Values(
            self.room.begins[column, : self.rows],
            self.room.lengths[column, : self.rows],
            bool(self.room.changed[column]),
        )


def _either(one: Values, other: Values, of_other: Mask) -> Values:
    return Values(
        np.where(of_other, other.begins, one.begins),
        np.where(of_other, other.lengths, one.lengths),
        one.changed or other.changed,
    )


@dataclass(frozen=True, slots=True)
class _Room:
    """Where the kernel writes."""

    columns: Codes
    begins: Codes
    lengths: Codes
    changed: npt.NDArray[np.uint8]
    starts: Positions
    left: Positions
    work: Positions
    counts: Positions

    @classmethod
    def of(cls, nodes: int) -> "_Room":
        return cls(
            np.empty(nodes, np.int32),
            np.empty((nodes, _MOST_ROWS), np.int32),
            np.empty((nodes, _MOST_ROWS), np.int32),
            np.empty(nodes, np.uint8),
            np.empty(_MOST_ROWS, np.int64),
            np.empty((_MOST_ROWS, 2), np.int64),
            np.zeros(WORK_NUMBERS + nodes, np.int64),
            np.zeros(COLUMNS + 1, np.int64),
        )
