"""Which format is this? Every format is tried on lines from many places of the file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from analyzer.errors import NothingParsed
from analyzer.formats.dialect import WITHIN, format_named
from analyzer.formats.loader import formats
from analyzer.formats.sampling import sample_lines
from analyzer.formats.scoring import Score, score, scores_of
from analyzer.formats.shapes.wrapped import inner_lines
from analyzer.formats.spec import ANYTHING, FAMILY, GENERIC, IGNORED
from analyzer.model import Source

_ENOUGH = 0.5
"""A tier fits where its formats together read so much of the sample."""

_NEARLY = 0.95
"""A format with more columns wins over one that reads a little more."""

_MANY = 0.05
"""Of the sampled lines; fewer that begin with a time may be cut off or broken."""

_HEAD, _RECORDS = 200, 5
"""Of these lines the first records are shown, so many."""

_SHOWN = 120
_BINARY = 0.1
_TEXT = bytes([*range(7, 14), 27, *range(32, 256)])


@dataclass(frozen=True, slots=True)
class Detection:
    """The answer: a format, the share of sampled records it reads (0 to 1), every other format of
    its tier or a better one that read any other lines, how many lines were sampled,
    and the header that the format's shape must know. ``runner_up`` is the format that would be the
    answer without it, with the share that it reads, empty where none reads any; ``why`` says what
    decided; ``records`` are the raw values of the first records that it reads."""

    format: str
    confidence: float
    others: Mapping[str, float]
    sampled: int
    header: bytes = b""
    runner_up: tuple[str, float] | tuple[()] = ()
    why: str = ""
    records: Sequence[Mapping[str, bytes]] = ()

    @property
    def formats(self) -> tuple[str, ...]:
        """Names to try, the answer first and a mere time and text last. Access logs mix their four
        variants: one brings the others."""
        near = _VARIANTS if self.format in _VARIANTS else ()
        others = sorted({*self.others, *near} - {self.format})
        return (self.format, *sorted(others, key=lambda name: format_named(name).tier >= GENERIC))


_VARIANTS = ("combined", "common", "vhost_combined", "vhost_common")


def detect(source: Source) -> Detection:
    """The format of a source; NothingParsed where it is empty, or no text."""
    lines = _some_lines(source)
    scores = _scores(lines)
    best = _winner(scores, len(lines))
    others = [one for one in scores if one.name != best.name and one.share]
    second = _winner(others, len(lines)) if others else None
    found = _detection(best, scores, lines)
    return replace(
        found,
        runner_up=(second.name, second.covered) if second else (),
        why=_why(best, second),
        records=_first_records(found, lines),
    )


def detection_for(source: Source, chosen: str | None) -> Detection:
    """What the caller says goes; its confidence is still measured."""
    return detect(source) if chosen is None else share_of(source, chosen)


def share_of(source: Source, name: str) -> Detection:
    """As ``detect``, for a format that someone has chosen: it is the answer even at share 0."""
    lines = _some_lines(source)
    return _detection(score(name, format_named(name), lines), _scores(lines), lines)


def _detection(best: Score, scores: Sequence[Score], lines: Sequence[bytes]) -> Detection:
    others = {
        one.name: one.share
        for one in sorted(scores, key=lambda one: -one.share)
        if one.share and one.name != best.name and _is_beside(one, best, len(lines))
    }
    header = format_named(best.name).shape.header(lines)
    return Detection(best.name, best.covered, others, len(lines), header)


def _why(best: Score, second: Score | None) -> str:
    """What set the best one before the second."""
    tiers = [format_named(one.name).tier for one in (best, second) if one]
    if second is None:
        return "no other format reads any line"
    if tiers[0] < tiers[1]:
        return "it is the more specific format"
    if best.strict and not second.strict:
        return "the runner-up reads most of its lines only if much is forgiven"
    if best.columns > second.columns and best.share >= _NEARLY * second.share:
        return f"it finds {best.columns} fields in a line, the runner-up {second.columns}"
    if best.share > second.share:
        return "it reads more lines than any other"
    if best.hinted and not second.hinted:
        return "its lines have a mark that the runner-up's need not have"
    return "the runner-up fits as well"


def _first_records(found: Detection, lines: Sequence[bytes]) -> list[Mapping[str, bytes]]:
    shape = format_named(found.format).shape.with_header(found.header)
    table = shape.read(lines[:_HEAD])
    table = table if table.rows else shape.forgive(lines[:_HEAD])
    return [
        {
            name: value
            for name, values in table.columns.items()
            if (value := values[place]) is not None and not name.startswith(IGNORED)
        }
        for place in range(min(len(table.rows), _RECORDS))
    ]


def _is_beside(one: Score, best: Score, sampled: int) -> bool:
    """Whether a format reads records that the best one does not. Where that one has records of
    several lines, only what bears a time is no part of them; where it has not, and many lines are
    but a time and text, they are no broken records of the best one."""
    format, multiline = format_named(one.name), format_named(best.name).multiline
    if format.tier == GENERIC:
        return not multiline and len(one.read - best.read) >= _MANY * sampled
    known = format.tier <= FAMILY and (one.timed or not multiline)
    return known and not one.read <= best.read


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


def _scores(lines: Sequence[bytes]) -> list[Score]:
    scores = scores_of(formats(), lines)
    inner = [_inner(one, lines) for one in scores if _may_wrap(one, scores)]
    return [*scores, *(one for one in inner if one is not None)]


def _may_wrap(one: Score, scores: Sequence[Score]) -> bool:
    """Whether to look for a format inside: that costs as much again. Of two wrappings of the same
    lines the more specific one leaves less of itself to what is inside."""
    if one.share < _ENOUGH or not format_named(one.name).wraps:
        return False
    tier = format_named(one.name).tier
    return not any(
        other.share >= _NEARLY * one.share
        and format_named(other.name).wraps
        and format_named(other.name).tier < tier
        for other in scores
    )


def _inner(outer: Score, lines: Sequence[bytes]) -> Score | None:
    """The wrapping format with the one that most of its messages are of; None where they are of
    none with a better tier than a line of text."""
    wrapping = format_named(outer.name).shape
    messages = inner_lines(wrapping.with_header(wrapping.header(lines)).read(lines))
    messages = [message for message in messages if message]
    if not messages:
        return None
    among = {
        name: format
        for name, format in formats().items()
        if format.tier <= FAMILY and name != outer.name
    }
    best = _winner(scores_of(among, messages), len(messages))
    if best.share < _ENOUGH:
        return None
    name = f"{outer.name}{WITHIN}{best.name}"
    return score(name, format_named(name), lines)


def _winner(scores: Sequence[Score], sampled: int) -> Score:
    """The best format of the first tier whose formats, together with those of the tiers before it,
    read enough of the sample. Up to times at the beginning of lines, what continues a record counts
    as read: a time further behind may as well be a part of the text."""
    best = scores[0]
    for tier in range(1, ANYTHING + 1):
        among = [one for one in scores if format_named(one.name).tier <= tier and one.share]
        if not among:
            continue
        best = _best(among)
        read = frozenset[int]().union(*(one.read for one in among))
        covered = best.covered if tier <= GENERIC else 0.0
        if max(covered, len(read) / sampled) >= _ENOUGH:
            return best
    return best


def _best(among: Sequence[Score]) -> Score:
    """The one that reads most; of those that read nearly as much, the one of the better tier, that
    reads them strictly, with more columns, or with a hint where others of as many have none."""
    most = max(one.share for one in among)
    near = [one for one in among if one.share >= _NEARLY * most]
    return max(near, key=_rank)


def _rank(one: Score) -> tuple[int, bool, int, int, bool, float, str]:
    strict = -one.share if one.hinted else one.share  # of two hints, the one that is in fewer lines
    tier = format_named(one.name).tier
    return (-tier, one.strict, one.columns, one.required, one.hinted, strict, one.name)
