"""Which format is this? Every format is tried on lines from many places of the file."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from analyzer.errors import NothingParsed
from analyzer.formats.dialect import WITHIN, format_named
from analyzer.formats.loader import formats
from analyzer.formats.sampling import sample_lines
from analyzer.formats.shapes.json_lines import JsonLines
from analyzer.formats.shapes.logfmt import Logfmt
from analyzer.formats.shapes.w3c import W3c
from analyzer.formats.shapes.wrapped import inner_lines
from analyzer.formats.spec import ANYTHING, FAMILY, IGNORED, Format, Shape, Table
from analyzer.model import Source

_ENOUGH = 0.5
"""A tier fits where its formats together read so much of the sample."""

_NEARLY = 0.95
"""A format with more columns wins over one that reads a little more."""

_TIMES = {"timestamp", "clf_date", "clock"}
_SHOWN = 120
_BINARY = 0.1
_TEXT = bytes([*range(7, 14), 27, *range(32, 256)])


@dataclass(frozen=True, slots=True)
class Detection:
    """The answer: a format, the share of sampled records it reads (0 to 1), every other format of
    its tier or a better one that read any other lines, how many lines were sampled,
    and the header that the format's shape must know."""

    format: str
    confidence: float
    others: Mapping[str, float]
    sampled: int
    header: bytes = b""

    @property
    def formats(self) -> tuple[str, ...]:
        """Names to try, the answer first. Access logs mix their four variants: one brings the
        others."""
        near = _VARIANTS if self.format in _VARIANTS else ()
        return (self.format, *sorted({*self.others, *near} - {self.format}))


_VARIANTS = ("combined", "common", "vhost_combined", "vhost_common")


@dataclass(frozen=True, slots=True)
class _Score:
    """How a format does on the sample: the share of lines it reads, that share with the lines that
    continue its records, which lines those are, how many columns it finds and how many it asks
    for, whether its hint is in them, and whether they bear a time."""

    name: str
    share: float
    covered: float
    read: frozenset[int]
    columns: int
    required: int
    hinted: bool
    timed: bool


def detect(source: Source) -> Detection:
    """The format of a source; NothingParsed where it is empty, or no text."""
    lines = _some_lines(source)
    scores = _scores(lines)
    return _detection(_winner(scores, len(lines)), scores, lines)


def share_of(source: Source, name: str) -> Detection:
    """As ``detect``, for a format that someone has chosen: it is the answer even at share 0."""
    lines = _some_lines(source)
    return _detection(_score(name, format_named(name), lines), _scores(lines), lines)


def _detection(best: _Score, scores: Sequence[_Score], lines: Sequence[bytes]) -> Detection:
    others = {
        score.name: score.share
        for score in sorted(scores, key=lambda score: -score.share)
        if score.share and score.name != best.name and _is_beside(score, best)
    }
    header = format_named(best.name).shape.header(lines)
    return Detection(best.name, best.covered, others, len(lines), header)


def _is_beside(score: _Score, best: _Score) -> bool:
    """Whether a format reads records that the best one does not. Where that one has records of
    several lines, only what bears a time is no part of them."""
    format, multiline = format_named(score.name), format_named(best.name).multiline
    known = format.tier <= FAMILY and (score.timed or not multiline)
    return known and not score.read <= best.read


def _some_lines(source: Source) -> list[bytes]:
    if source.size == 0:
        raise NothingParsed(f"{source.name} is empty: it holds 0 bytes.")
    lines = sample_lines(source)
    if not lines:
        raise NothingParsed(f"{source.name} holds only blank lines.")
    if _is_binary(lines):
        raise NothingParsed(
            f"{source.name} is not a text log (it looks like a picture, archive or document)."
            f" It begins: {lines[0][:_SHOWN]!r}."
        )
    return lines


def _is_binary(lines: Sequence[bytes]) -> bool:
    """Whether in most lines more than a tenth of the bytes are control characters that no text
    has."""
    if lines[0].startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"%PDF")):
        return True
    controls = [line.translate(None, _TEXT) for line in lines]
    odd = sum(len(one) > _BINARY * len(line) for one, line in zip(controls, lines, strict=True))
    return odd > len(lines) / 2


def _scores(lines: Sequence[bytes]) -> list[_Score]:
    scores = [_score(name, format, lines) for name, format in formats().items()]
    inner = [_inner(score, lines) for score in scores if _may_wrap(score)]
    return [*scores, *(score for score in inner if score is not None)]


def _may_wrap(score: _Score) -> bool:
    return score.share > 0 and format_named(score.name).wraps


def _inner(outer: _Score, lines: Sequence[bytes]) -> _Score | None:
    """The wrapping format with the one that most of its messages are of; None where they are of
    none with a better tier than a line of text."""
    wrapping = format_named(outer.name).shape
    messages = inner_lines(wrapping.with_header(wrapping.header(lines)).read(lines))
    messages = [message for message in messages if message]
    if not messages:
        return None
    inside = [
        _score(name, format, messages)
        for name, format in formats().items()
        if format.tier <= FAMILY and name != outer.name
    ]
    best = _winner(inside, len(messages))
    if best.share < _ENOUGH:
        return None
    name = f"{outer.name}{WITHIN}{best.name}"
    return _score(name, format_named(name), lines)


def _score(name: str, format: Format, lines: Sequence[bytes]) -> _Score:
    if not any(map(_with_hint(format.hint), lines)):
        return _Score(name, 0.0, 0.0, frozenset(), 0, 0, False, False)
    shape = format.shape.with_header(format.shape.header(lines))
    read = _read(shape, lines, _with_hint(format.hint))
    found = _reading(shape, lines[min(read)]).columns if read else {}
    columns = {name for name, values in found.items() if values[0] is not None}
    mark = format.comment
    counted = [row for row, line in enumerate(lines) if not (mark and line.startswith(mark))]
    total = len(counted) or 1
    first = min(read, default=len(lines))
    covered = sum(row >= first for row in counted) if format.multiline else len(read)
    asked = len(shape.required) if isinstance(shape, JsonLines | Logfmt | W3c) else 0
    hinted = format.hint is not None
    timed = not _TIMES.isdisjoint(columns)
    named = sum(not column.startswith(IGNORED) for column in columns)
    return _Score(name, len(read) / total, covered / total, read, named, asked, hinted, timed)


@cache
def _with_hint(hint: str | None) -> Callable[[bytes], object]:
    """Tells whether a line may count for a format with that hint."""
    return re.compile(hint.encode()).search if hint else bool


def _reading(shape: Shape, line: bytes) -> Table:
    """Strictly, or forgivingly where that fails."""
    table = shape.read([line])
    return table if table.rows else shape.forgive([line])


def _read(
    shape: Shape, lines: Sequence[bytes], counts: Callable[[bytes], object]
) -> frozenset[int]:
    rows = [row for row, line in enumerate(lines) if counts(line)]
    strict = {rows[row] for row in shape.read([lines[row] for row in rows]).rows}
    left = [row for row in rows if row not in strict]
    lenient = shape.forgive([lines[row] for row in left])
    return frozenset(strict | {left[row] for row in lenient.rows})


def _winner(scores: Sequence[_Score], sampled: int) -> _Score:
    """The best format of the first tier whose formats, together with those of the tiers before it,
    read enough of the sample."""
    best = scores[0]
    for tier in range(1, ANYTHING + 1):
        among = [one for one in scores if format_named(one.name).tier <= tier and one.share]
        if not among:
            continue
        best = _best(among)
        read = frozenset[int]().union(*(one.read for one in among))
        if max(best.covered, len(read) / sampled) >= _ENOUGH:
            return best
    return best


def _best(among: Sequence[_Score]) -> _Score:
    """The one that reads most; of those that read nearly as much, the one of the better tier, with
    more columns, or with a hint where others of as many have none."""
    most = max(one.share for one in among)
    near = [one for one in among if one.share >= _NEARLY * most]
    return max(near, key=_rank)


def _rank(one: _Score) -> tuple[int, int, int, bool, float, str]:
    strict = -one.share if one.hinted else one.share  # of two hints, the one that is in fewer lines
    return (-format_named(one.name).tier, one.columns, one.required, one.hinted, strict, one.name)
