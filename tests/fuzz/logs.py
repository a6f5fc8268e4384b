"""Logs to break a format with: lines of its own in their order, some of them broken, lines of other
formats, and noise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from random import Random

from analyzer.formats.dialect import Dialect
from analyzer.formats.loader import formats
from tests.fuzz.lines import end, mutated, noise

_SAMPLES = Path(__file__).resolve().parents[2] / "sample_logs"
_MOST_SEEDS = 3000
_LATEST = 1_774_000_000
_RUN = 6
"""Lines that follow each other at most: enough for records of several lines."""


@dataclass(frozen=True, slots=True)
class Seeds:
    """The head that the format's lines may need, and its lines in the order of a log."""

    head: Sequence[bytes]
    lines: Sequence[bytes]


@cache
def seeds() -> Mapping[str, Seeds]:
    """Of every built-in format, from its definition and its sample logs."""
    return {name: _seeds(name) for name in formats()}


def _seeds(name: str) -> Seeds:
    format = formats()[name]
    own: list[bytes] = []
    for sample in format.samples:
        header = [] if sample.header is None else sample.header.split(b"\n")
        own += [*header, *sample.line.split(b"\n")]
    logged: list[bytes] = []
    for log in sorted(_SAMPLES.glob(f"{name}/*.log")):
        logged += islice(log.read_bytes().replace(b"\r\n", b"\n").split(b"\n"), _MOST_SEEDS)
    head = own
    if format.header_mark is not None:
        head = [line for line in logged[:20] if line.startswith(b"#")] or own
    return Seeds(head, [*own, *logged])


def broken_log(dice: Random, name: str, lines: int) -> bytes:
    """Some ``lines`` lines (more, where breaking one makes several): at first the format's samples
    as they are; at times without a last line end."""
    known = seeds()
    written = [line + b"\n" for line in known[name].head]
    share = dice.choice([0.1, 0.5, 0.9])
    while len(written) < lines:
        kind = dice.random()
        if kind < 0.04:
            written.append(noise(dice) + end(dice))
            continue
        whose = dice.choice(list(known)) if kind < 0.08 else name
        pool = known[whose].lines
        start = dice.randrange(len(pool))
        for line in pool[start : start + dice.randint(1, _RUN)]:
            written.append((mutated(dice, line) if dice.random() < share else line) + end(dice))
    log = b"".join(written)
    return log[: -dice.randint(1, 3)] if dice.random() < 0.3 else log


def dialect_for(dice: Random, name: str, log: bytes) -> Dialect:
    """How a run would read the log as that format, together with up to three others."""
    others = [other for other in dice.sample(list(formats()), 3) if other != name]
    lines = [line.removesuffix(b"\r") for line in log[: 64 << 10].split(b"\n")]
    header = formats()[name].shape.header(lines)
    zone = dice.choice(["UTC", "Europe/Berlin"])
    return Dialect((name, *others[: dice.randint(0, 3)]), header, zone, _LATEST)
