"""Lines with one very long run of something, for which a regular expression could need time that
grows with the square of their length: seconds for a line, in which nothing else happens."""

import re
import time
from collections.abc import Iterator
from random import Random

from analyzer.formats.loader import formats
from analyzer.formats.spec import Format, Sample

LENGTH = 8_000
MOST_SECONDS = 0.05
"""Of processor time. Linear readings take a millisecond or two, square ones a hundred."""

_RUNS = [
    b" ", b"\t", b"x", b"A", b"9", b'"', b"'", b"[", b"]", b"(", b")", b"{", b"<", b":", b"/",
    b"\\", b".", b",", b"-", b"=", b"|", b"#", b"\xff", b"a ", b"a: ", b"a=b ", b"/a", b"9.", b"a,",
    b' "',
]  # fmt: skip


def slow_lines(name: str, dice: Random, probes: int) -> Iterator[str]:
    """Says of which of so many long lines the reading as that format was slow."""
    format = formats()[name]
    for _ in range(probes):
        sample = dice.choice(format.samples)
        at = dice.randint(0, len(sample.line))
        run = dice.choice(_RUNS)
        behind = dice.choice([b"", b"\0"]) + sample.line[at:]
        line = sample.line[:at] + run * (LENGTH // len(run)) + behind
        if min(_seconds(format, sample, line) for _ in range(2)) > MOST_SECONDS:
            yield f"{name}: {sample.line[:at]!r}, then {run!r} again and again, then {behind!r}"


def _seconds(format: Format, sample: Sample, line: bytes) -> float:
    known = [sample.line] if sample.header is None else [sample.header, sample.line]
    shape = format.shape.with_header(format.shape.header(known))
    began = time.process_time()
    if format.hint:
        re.search(format.hint.encode(), line)
    shape.read([line])
    shape.forgive([line])
    return time.process_time() - began
