"""The keys that are looked for, as the kernel takes them."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analyzer.kernels.contract import NODE_NUMBERS, SPARE

_ROOT = 0


@dataclass(frozen=True, slots=True)
class Key:
    """The nodes of one key: under that very name, and down the path it spells (the same where it
    has no dot)."""

    name: int
    path: int


@dataclass(frozen=True, slots=True)
class KeyTree:
    """``tree`` and ``names`` are arrays as ``read_keyed`` wants them; ``nodes`` counts nodes with
    the root."""

    tree: npt.NDArray[np.int32]
    names: npt.NDArray[np.uint8]
    nodes: int
    keys: dict[str, Key]

    @classmethod
    def of(cls, keys: Iterable[str], paths: bool) -> "KeyTree":
        """Of keys whose dots may spell a path, or not."""
        nodes: dict[tuple[int, bytes], int] = {}

        def node(parent: int, name: str) -> int:
            return nodes.setdefault((parent, name.encode()), len(nodes) + 1)

        found = {}
        for key in keys:
            place = _ROOT
            for name in key.split(".") if paths else [key]:
                place = node(place, name)
            found[key] = Key(node(_ROOT, key), place)
        names = b"".join(name for _, name in nodes) + bytes(SPARE)
        return cls(_table(list(nodes)), np.frombuffer(names, np.uint8), len(nodes) + 1, found)


def _table(nodes: list[tuple[int, bytes]]) -> npt.NDArray[np.int32]:
    """A mask, the first node of each bucket, and the nodes."""
    buckets = 1 << max(4, (2 * len(nodes)).bit_length())
    table = np.zeros(1 + buckets + NODE_NUMBERS * len(nodes), np.int32)
    table[0] = buckets - 1
    begin = 0
    for number, (parent, name) in enumerate(nodes, 1):
        # As the kernel has it.
        bucket = 1 + (parent * 31 + len(name) * 7 + (name[0] if name else 0)) % buckets
        place = 1 + buckets + NODE_NUMBERS * (number - 1)
        table[place : place + NODE_NUMBERS] = table[bucket], parent, begin, len(name)
        table[bucket] = number
        begin += len(name)
    return table
