"""Which format is this? Every format is tried on lines from the head, the middle and the tail."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analyzer.errors import NothingParsed
from analyzer.formats.grammar import read_line
from analyzer.formats.loader import formats
from analyzer.model import Source

_SAMPLE_BYTES = 64 << 10
_SAMPLE_LINES = 200
_SHOWN = 120


@dataclass(frozen=True, slots=True)
class Detection:
    """The answer: a format, the share of sampled records it reads (0 to 1), every other format
    that read any, and how many records were sampled."""

    format: str
    confidence: float
    others: Mapping[str, float]
    sampled: int


def detect(source: Source) -> Detection:
    """The format of a source; NothingParsed where no format reads any sampled record."""
    lines = _some_lines(source)
    shares = _shares(lines)
    best, others = _ranked(shares)
    if not shares[best]:
        raise NothingParsed(_unknown(source, lines[0]))
    return Detection(best, shares[best], others, len(lines))


def share_of(source: Source, name: str) -> Detection:
    """As ``detect``, for a format that someone has chosen: it is the answer even at share 0."""
    lines = _some_lines(source)
    shares = _shares(lines)
    others = {other: share for other, share in shares.items() if share and other != name}
    return Detection(name, shares[name], others, len(lines))


def _some_lines(source: Source) -> list[bytes]:
    if source.size == 0:
        raise NothingParsed(f"{source.name} is empty: it holds 0 bytes.")
    lines = sample_lines(source)
    if not lines:
        raise NothingParsed(f"{source.name} holds only blank lines.")
    return lines


def _shares(lines: Sequence[bytes]) -> dict[str, float]:
    """The share of ``lines`` that each format reads by itself."""
    return {
        name: sum(read_line([format], line) is not None for line in lines) / len(lines)
        for name, format in formats().items()
    }


def _ranked(shares: Mapping[str, float]) -> tuple[str, dict[str, float]]:
    """The format that reads most, the one with more columns where two read the same, and the
    others that read any."""
    columns = {name: len(format.columns) for name, format in formats().items()}
    order = sorted(shares, key=lambda name: (-shares[name], -columns[name], name))
    return order[0], {name: shares[name] for name in order[1:] if shares[name]}


def sample_lines(source: Source) -> list[bytes]:
    """Up to 200 whole, non-blank lines from each of head, middle and tail, without line ends."""
    lines: dict[int, bytes] = {}
    file = os.open(source.path, os.O_RDONLY)
    try:
        for start in (0, source.size // 2, max(0, source.size - _SAMPLE_BYTES)):
            lines |= _lines_at(file, start, source.size)
    finally:
        os.close(file)
    return [line for _, line in sorted(lines.items())]


def _lines_at(file: int, start: int, size: int) -> dict[int, bytes]:
    """Lines that begin after the first line end at or after ``start - 1``, by their position."""
    data = os.pread(file, _SAMPLE_BYTES, start)
    position = 0 if start == 0 else data.find(b"\n") + 1
    if position == 0 and start:
        return {}
    lines: dict[int, bytes] = {}
    while position < len(data) and len(lines) < _SAMPLE_LINES:
        end = data.find(b"\n", position)
        if end < 0 and start + len(data) < size and lines:
            break  # cut off by the sample, not by the file
        end = end if end >= 0 else len(data)
        line = data[position:end].removesuffix(b"\r")
        if start + position == 0:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            lines[start + position] = line
        position = end + 1
    return lines


def _unknown(source: Source, line: bytes) -> str:
    known = ", ".join(formats())
    if line.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"%PDF")):
        return f"{source.name} is not a text log (it looks like a picture, archive or document)."
    shown = line[:_SHOWN].decode("utf-8", "backslashreplace")
    return (
        f"{source.name} is of no format known here ({known}). Its first line begins: {shown!r}."
        " Name the format if you know better."
    )
