"""Partials of hostile logs, cut as chunks would cut them."""

from random import Random

from analyzer.aggregate.partial import Partial
from analyzer.source.reading import Block
from tests.analyzer.support.canonical import partial_of
from tests.analyzer.support.files import lines_of
from tests.analyzer.support.lines import FORMATS, good_line, hostile_line


def log_lines(dice: Random, count: int) -> list[bytes]:
    """Lines with their ends: three good ones for each hostile one."""
    lines = []
    for _ in range(count):
        some = good_line if dice.random() < 0.75 else hostile_line
        lines += lines_of(some(dice, "combined").replace(b"\n", b" ") + b"\n")
    return lines


def partial_from(lines: list[bytes], offset: int = 0, source: int = 0) -> Partial:
    """The partial of the chunk that begins at ``offset`` and holds these lines."""
    blocks = [Block(offset, b"".join(lines))] if lines else []
    return partial_of(FORMATS, blocks, fast=True, source=source)


def partials_of(lines: list[bytes], cuts: list[int]) -> list[Partial]:
    """One partial a chunk; chunks begin at the lines ``cuts``."""
    edges = [0, *sorted(cuts), len(lines)]
    offsets = [sum(map(len, lines[:edge])) for edge in edges]
    return [
        partial_from(lines[start:end], offset)
        for start, end, offset in zip(edges, edges[1:], offsets, strict=False)
    ]
