"""What the kernels make of values where they lie in a block: lengths of time, hosts, and request
lines put together."""

from collections.abc import Mapping

import numpy as np

from analyzer.kernels.contract import DURATION_UNITS, NO_LENGTH, NO_PART, SPARE, UNSURE_LENGTH
from analyzer.kernels.library import address, kernels
from analyzer.parse.columns import IntArray
from analyzer.parse.dictionary import Coded, Codes, Dictionary
from analyzer.parse.durations import durations
from analyzer.parse.lines import BlockLines
from analyzer.parse.value_texts import Values, ValueTexts

_PARTS = (("method", NO_PART), ("target", ord(" ")), ("query", ord("?")), ("protocol", ord(" ")))
"""Of a request line in their order, and what stands in front of each but the first."""


def durations_at(lines: BlockLines, values: Values, unit: str) -> IntArray:
    """As ``durations`` of values that are all there."""
    found = np.empty(len(values.begins), np.int64)
    for base, rows in lines.stretches(values.begins):
        kernels().read_durations(
            base, address(values.begins), address(values.lengths), rows.start, rows.stop,
            DURATION_UNITS.index(unit), address(found),
        )  # fmt: skip
    unsure = found == UNSURE_LENGTH
    if values.changed:  # escapes may mean digits
        unsure |= found == NO_LENGTH
    if unsure.any():
        texts = ValueTexts().array(lines, values.some(np.flatnonzero(unsure)))
        found[unsure] = durations(texts, unit)
    return found


def hosts_at(lines: BlockLines, begins: Codes, lengths: Codes) -> tuple[Codes, Codes]:
    """Where the hosts of endpoints lie: without their ports, and brackets around them."""
    begins, lengths = begins.copy(), lengths.copy()
    for base, rows in lines.stretches(begins):
        kernels().cut_ports(base, address(begins), address(lengths), rows.start, rows.stop)
    return begins, lengths


def request_parts(places: Mapping[str, int]) -> Codes:
    """Of columns at these places, how ``requests_at`` puts a request line together."""
    held = [(name, mark) for name, mark in _PARTS if name in places]
    marks = [NO_PART, *(mark for _, mark in held[1:])]
    parts = [
        (places[name], mark, name == "query") for (name, _), mark in zip(held, marks, strict=True)
    ]
    return np.array(parts, np.int32)


def requests_at(
    lines: BlockLines, begins: Codes, lengths: Codes, rows: int, parts: Codes, into: Dictionary
) -> Coded:
    """The request lines of ``rows`` records, whose columns lie at ``begins[column, row]``; those of
    each column ascend."""
    out = np.empty(len(lines.data) + rows * len(parts) + SPARE, np.uint8)
    starts, sizes, codes = np.empty((3, rows), np.int32)
    used = 0
    for base, some in lines.stretches(begins[parts[0, 0], :rows]):
        used = kernels().join_values(
            base, address(parts), len(parts), begins.shape[1], address(begins), address(lengths),
            some.start, some.stop, address(out), used, address(starts), address(sizes),
        )  # fmt: skip
    into.encode(address(out), starts, sizes, range(rows), codes)
    return Coded(codes, into)
